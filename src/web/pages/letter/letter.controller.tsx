// The letter as everybody reads it, from bytes that are drawn once. protocol.md#manifest
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LetterText } from '../../../protocol/manifest.js';
import { AfterFactsService } from '../after/after-facts.service.js';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { issuersElsewhere } from '../policy.js';
import { picturePath, pictureStanding, standingOf } from '../picture/standing.js';
import type { View } from '../view.js';
import { type LetterFacts, LetterFactsService } from './letter-facts.service.js';
import { LetterPage } from './letter-page.js';
import { hasSignPlace } from './sign-place.js';

@ApiExcludeController()
@Controller('l/:id')
export class LetterController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly letters: LetterFactsService,
    private readonly after: AfterFactsService,
  ) {}

  @Get()
  async read(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> => {
      const facts = await this.letters.of(id);
      return this.draw(view, facts, facts.manifest.letter);
    };
    send(request, reply, await this.cache.get(`${id}/letter/${view.locale.tag}`, draw));
  }

  @Get('in/:language')
  async translated(
    @Param('id') id: string,
    @Param('language') language: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> => {
      const facts = await this.letters.of(id);
      const text = facts.manifest.translations.find((one) => one.language === language);
      if (text === undefined) throw new NotFoundException();
      return this.draw(view, facts, text);
    };
    send(request, reply, await this.cache.get(`${id}/in/${language}/${view.locale.tag}`, draw));
  }

  private async draw(view: View, facts: LetterFacts, text: LetterText): Promise<DrawnPage> {
    const { origin } = facts.manifest;
    const standing = pictureStanding(view.say, standingOf(facts));
    const after = facts.editions.length === 0 ? undefined : await this.after.of(facts.id);
    return this.pages.draw(view, {
      title: view.say('letter.pageTitle'),
      content: <LetterPage facts={facts} text={text} after={after} />,
      kind: 'public',
      feed: `/l/${facts.id}/feed.atom`,
      preview: {
        title: text.title,
        description: text.summary,
        picture: `${origin}${picturePath(facts.id)}`,
        pictureAlt: view.say('picture.alt', { standing }),
        url: text === facts.manifest.letter ? facts.url : `${facts.url}/in/${text.language}`,
      },
      ...(hasSignPlace(facts, text) ? { island: 'letter', connect: issuersElsewhere(facts.manifest) } : {}),
    });
  }
}
