// The first page of an issuer that holds no letters: what it does, and that there is nothing to do here.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pages } from '../pages.service.js';
import { IssuerHomePage } from './issuer-home-page.js';

@ApiExcludeController()
@Controller()
export class IssuerHomeController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { say } = this.pages.view(request);
    await this.pages.answer(request, reply, {
      title: say('site.name'),
      content: <IssuerHomePage />,
      kind: 'public',
    });
  }
}
