// A letter's feed: what is published, and nothing before that; then it is the same bytes whatever the count.
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LettersService } from '../../../origin/letters/letters.service.js';
import { bodyOf } from '../body.js';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { headersOf } from '../policy.js';
import { atom } from './atom.js';
import { FeedSources } from './feed-sources.js';

@ApiExcludeController()
@Controller('l/:id')
export class FeedController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly letters: LettersService,
    private readonly sources: FeedSources,
  ) {}

  @Get('feed.atom')
  async read(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> => {
      const { manifest } = await this.letters.get(id);
      const page = `${manifest.origin}/l/${id}`;
      const { title, addressee } = manifest.letter;
      const document = atom({
        title: view.say('feed.title', { title, addressee }),
        subtitle: view.say('feed.subtitle'),
        language: view.locale.tag,
        author: view.say('site.name'),
        page,
        self: `${page}/feed.atom`,
        since: new Date(manifest.opensAt),
        entries: await this.sources.entriesOf(id, view),
      });
      const headers = { ...headersOf('public'), 'content-type': 'application/atom+xml; charset=utf-8' };
      return { status: 200, body: await bodyOf(Buffer.from(document)), headers };
    };
    send(request, reply, await this.cache.get(`${id}/feed.atom/${view.locale.tag}`, draw));
  }
}
