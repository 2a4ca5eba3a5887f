// Where organizers watch over an open letter and release it: the same bytes for every letter, whether there is one or not.
// protocol.md#editions
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLetterId } from '../../../protocol/manifest.js';
import { Pages } from '../pages.service.js';
import { ConsolePage } from './console-page.js';

@ApiExcludeController()
@Controller('organize/letter')
export class ConsoleController {
  constructor(private readonly pages: Pages) {}

  @Get(':id')
  async letter(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isLetterId(id)) throw new NotFoundException();
    await this.pages.answer(request, reply, {
      title: this.pages.view(request).say('release.pageTitle'),
      content: <ConsolePage id={id} />,
      kind: 'personal',
      island: 'release',
      worker: true,
    });
  }
}
