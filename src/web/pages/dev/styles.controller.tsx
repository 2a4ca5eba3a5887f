// Every element of the design on one page. Not part of a server in production.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pages } from '../pages.service.js';
import { StylesPage } from './styles-page.js';

@ApiExcludeController()
@Controller('dev/styles')
export class DevStylesController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.pages.answer(request, reply, {
      title: this.pages.view(request).say('dev.styles'),
      content: <StylesPage />,
      kind: 'public',
    });
  }
}
