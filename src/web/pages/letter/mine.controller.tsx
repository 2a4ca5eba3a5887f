// The page for those who come back: drawn once for everybody, kept by no browser. protocol.md#signing
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { issuersElsewhere } from '../policy.js';
import { LetterFactsService } from './letter-facts.service.js';
import { MinePage } from './mine-page.js';

@ApiExcludeController()
@Controller('l/:id')
export class MineController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly letters: LetterFactsService,
  ) {}

  @Get('mine')
  async mine(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> => {
      const { manifest } = await this.letters.of(id);
      return this.pages.draw(view, {
        title: view.say('mine.title'),
        content: <MinePage id={id} />,
        kind: 'personal',
        island: 'mine',
        // A name takes another code.
        connect: issuersElsewhere(manifest),
      });
    };
    send(request, reply, await this.cache.get(`${id}/mine/${view.locale.tag}`, draw));
  }
}
