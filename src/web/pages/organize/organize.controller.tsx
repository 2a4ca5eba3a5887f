// Where an organizer begins, and where her draft is written: the same bytes for everybody; what is hers comes to her browser
// only. protocol.md#opening
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { Config } from '../../../common/config.js';
import { Pages } from '../pages.service.js';
import { OrganizePage } from './organize-page.js';

const DRAFT = /^[a-z2-7]{26}$/;

@ApiExcludeController()
@Controller('organize')
export class OrganizeController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  @Get()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { anyoneMayStart, smallLetters } = this.config;
    const page = <OrganizePage asksForInvitation={!anyoneMayStart} isDemo={smallLetters} />;
    await this.answer(request, reply, page);
  }

  /** Whether there is such a draft, its organizers alone are told. */
  @Get('draft/:draft')
  async draft(
    @Param('draft') draft: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!DRAFT.test(draft)) throw new NotFoundException();
    await this.answer(request, reply, <OrganizePage draft={draft} isDemo={this.config.smallLetters} />);
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, content: JSX.Element): Promise<void> {
    await this.pages.answer(request, reply, {
      title: this.pages.view(request).say('organize.pageTitle'),
      content,
      kind: 'personal',
      island: 'organize',
      frames: true,
    });
  }
}
