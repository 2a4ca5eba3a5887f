// What stands around a letter, the same for everybody: who could find out, and how it is passed on.
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import type { TextKey } from '../../locales/locales.js';
import { bodyOf } from '../body.js';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { headersOf } from '../policy.js';
import { type LetterFacts, LetterFactsService } from './letter-facts.service.js';
import { PosterPage } from './poster-page.js';
import { qrSvg } from './qr-code.js';
import { SharePage } from './share-page.js';
import { WhoPage } from './who-page.js';

type Content = (props: { readonly facts: LetterFacts }) => JSX.Element;

@ApiExcludeController()
@Controller('l/:id')
export class AroundLetterController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly letters: LetterFactsService,
  ) {}

  @Get('who')
  async who(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(request, reply, id, { name: 'who', title: 'who.title', content: WhoPage });
  }

  @Get('share')
  async share(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(request, reply, id, { name: 'share', title: 'share.title', content: SharePage });
  }

  @Get('poster')
  async poster(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(request, reply, id, { name: 'poster', title: 'poster.title', content: PosterPage });
  }

  @Get('qr.svg')
  async code(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draw = async (): Promise<DrawnPage> => {
      const { url } = await this.letters.of(id);
      const headers = { ...headersOf('public'), 'content-type': 'image/svg+xml' };
      return { status: 200, body: await bodyOf(Buffer.from(qrSvg(url))), headers };
    };
    send(request, reply, await this.cache.get(`${id}/qr.svg`, draw));
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { name, title, content: Part }: { name: string; title: TextKey; content: Content },
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> => {
      const facts = await this.letters.of(id);
      return this.pages.draw(view, {
        title: view.say(title),
        content: <Part facts={facts} />,
        kind: 'public',
      });
    };
    send(request, reply, await this.cache.get(`${id}/${name}/${view.locale.tag}`, draw));
  }
}
