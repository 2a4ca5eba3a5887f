// The page on which an organization co-signs a released letter: the same for everybody. protocol.md#organizations
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LetterFactsService } from '../letter/letter-facts.service.js';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { issuersElsewhere } from '../policy.js';
import { CosignPage } from './cosign-page.js';

@ApiExcludeController()
@Controller('l/:id/cosign')
export class CosignController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly letters: LetterFactsService,
  ) {}

  @Get()
  async read(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> => {
      const { manifest, editions } = await this.letters.of(id);
      return this.pages.draw(view, {
        title: view.say('after.cosign.pageTitle'),
        content: <CosignPage id={id} letter={manifest.letter} isReleased={editions.length > 0} />,
        kind: 'personal',
        island: 'cosign',
        connect: issuersElsewhere(manifest),
      });
    };
    send(request, reply, await this.cache.get(`${id}/cosign/${view.locale.tag}`, draw));
  }
}
