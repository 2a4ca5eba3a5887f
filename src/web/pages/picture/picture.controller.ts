// The pictures of a letter and of its editions, for where links are passed on: only what everybody may read.
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Manifest } from '../../../protocol/manifest.js';
import { LetterFactsService } from '../letter/letter-facts.service.js';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { headersOf } from '../policy.js';
import { PressFactsService } from '../press/press-facts.service.js';
import type { View } from '../view.js';
import { PictureService } from './picture.service.js';
import { pictureStanding, standingOf, type Standing } from './standing.js';

@ApiExcludeController()
@Controller('l/:id')
export class PictureController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly letters: LetterFactsService,
    private readonly press: PressFactsService,
    private readonly pictures: PictureService,
  ) {}

  @Get('picture.png')
  async ofLetter(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const drawn = await this.cache.get(`${id}/picture.png/${view.locale.tag}`, async () => {
      const facts = await this.letters.of(id);
      return this.draw(view, facts.manifest, standingOf(facts));
    });
    send(request, reply, drawn);
  }

  @Get('press/:edition/picture.png')
  async ofEdition(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const drawn = await this.cache.get(`${id}/press/${edition}/picture.png/${view.locale.tag}`, async () => {
      const { released } = await this.press.of(id, edition);
      return this.draw(view, released.letter.manifest, { kind: 'released', count: released.edition.count });
    });
    send(request, reply, drawn);
  }

  private async draw({ say }: View, { letter }: Manifest, standing: Standing): Promise<DrawnPage> {
    const body = await this.pictures.draw({
      title: letter.title,
      addressee: letter.addressee,
      to: say('picture.from'),
      instead: say('picture.aLetter'),
      standing: pictureStanding(say, standing),
      site: say('site.name'),
    });
    return { status: 200, body, headers: { ...headersOf('public'), 'content-type': 'image/png' } };
  }
}
