// An edition's page: drawn once for everybody, or, under embargo, each time for who has a private link. protocol.md#embargo-links
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../../common/problem.js';
import { bodyOf } from '../body.js';
import { qrSvg } from '../letter/qr-code.js';
import { PageCache } from '../page-cache.js';
import { type DrawnPage, Pages, send } from '../pages.service.js';
import { picturePath, pictureStanding } from '../picture/standing.js';
import { headersOf, type Kind } from '../policy.js';
import type { View } from '../view.js';
import { PassOnPage } from './pass-on-page.js';
import { PressFactsService, type PressFacts } from './press-facts.service.js';
import { PressPage } from './press-page.js';

@ApiExcludeController()
@Controller('l/:id/press')
export class PressController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly press: PressFactsService,
  ) {}

  /**
   * `access` is the token of a private link, and changes nothing about a page that everybody may read. A page that it opens is
   * kept nowhere, and nothing about it is remembered here.
   */
  @Get(':edition')
  async read(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('access') access?: unknown,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (kind: Kind, token?: string): Promise<DrawnPage> =>
      this.draw(view, await this.press.of(id, edition, token), kind);
    send(request, reply, await this.shown(`${id}/press/${edition}/${view.locale.tag}`, draw, access));
  }

  /** The page's address as a code to scan, without what opened the page. For whom as above. */
  @Get(':edition/qr.svg')
  async code(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('access') access?: unknown,
  ): Promise<void> {
    const draw = async (kind: Kind, token?: string): Promise<DrawnPage> => {
      const { url } = (await this.press.of(id, edition, token)).released;
      const headers = { ...headersOf(kind), 'content-type': 'image/svg+xml' };
      return { status: 200, body: await bodyOf(Buffer.from(qrSvg(url))), headers };
    };
    send(request, reply, await this.shown(`${id}/press/${edition}/qr.svg`, draw, access));
  }

  /** How the edition is passed on: only once everybody may read it. */
  @Get(':edition/share')
  async share(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const draw = async (): Promise<DrawnPage> =>
      this.pages.draw(view, {
        title: view.say('share.title'),
        content: <PassOnPage released={(await this.press.of(id, edition)).released} />,
        kind: 'public',
      });
    send(request, reply, await this.cache.get(`${id}/press/${edition}/share/${view.locale.tag}`, draw));
  }

  /** From the bytes that everybody gets, or drawn for who has the token of a private link. */
  private async shown(
    name: string,
    draw: (kind: Kind, token?: string) => Promise<DrawnPage>,
    access: unknown,
  ): Promise<DrawnPage> {
    try {
      return await this.cache.get(name, async () => draw('public'));
    } catch (error) {
      if (!isUnknownEdition(error) || !isToken(access)) throw error;
      return draw('personal', access);
    }
  }

  private async draw(view: View, facts: PressFacts, kind: Kind): Promise<DrawnPage> {
    const { letter, edition, url } = facts.released;
    const { manifest, id } = letter;
    const { title, summary } = manifest.letter;
    const standing = { kind: 'released', count: edition.count } as const;
    return this.pages.draw(view, {
      title: view.say('press.pageTitle'),
      content: <PressPage facts={facts} />,
      kind,
      feed: `/l/${id}/feed.atom`,
      preview: {
        title: view.say('preview.released', { count: edition.count, title }),
        description: summary,
        picture: `${manifest.origin}${picturePath(id, edition.edition)}`,
        pictureAlt: view.say('picture.alt', { standing: pictureStanding(view.say, standing) }),
        url,
      },
    });
  }
}

/** Also said of one under embargo. */
function isUnknownEdition(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'edition_not_found';
}

/** 32 bytes, base64url. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
}
