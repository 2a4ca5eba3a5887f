// /about, /privacy, /imprint, /accessibility: the operator's own words, or what holds for every such server.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../common/config.js';
import type { TextName } from '../../locales/default-texts.js';
import { PageCache } from '../page-cache.js';
import { Pages, send } from '../pages.service.js';
import { TextFiles } from './text-files.js';
import { TextPage } from './text-page.js';

@ApiExcludeController()
@Controller()
export class TextsController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly files: TextFiles,
    private readonly config: Config,
  ) {}

  @Get('about')
  about(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, 'about');
  }

  @Get('privacy')
  privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, 'privacy');
  }

  @Get('imprint')
  imprint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, 'imprint');
  }

  @Get('accessibility')
  accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, 'accessibility');
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, name: TextName): Promise<void> {
    const view = this.pages.view(request);
    const { operatorName, operatorContact } = this.config;
    const roles = { issuer: this.config.has('issuer'), origin: this.config.has('origin') };
    const drawn = await this.cache.get(`${name}/${view.locale.tag}`, () =>
      this.pages.draw(view, {
        title: view.say(`site.${name}`),
        content: (
          <TextPage
            name={name}
            own={this.files.find(name)}
            operator={{ name: operatorName, contact: operatorContact }}
            roles={roles}
          />
        ),
        kind: 'public',
      }),
    );
    send(request, reply, drawn);
  }
}
