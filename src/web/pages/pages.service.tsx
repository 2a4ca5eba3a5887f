// Draws pages and sends them: the one way from a component to bytes with their headers.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Config } from '../../common/config.js';
import { type Locale, LOCALES } from '../locales/locales.js';
import { compileTexts, type Say } from '../locales/texts.js';
import { Assets } from './assets.js';
import { type Body, bodyOf, encodingFor, etagOf, isKnown } from './body.js';
import { Layout, type Preview } from './layout.js';
import { headersOf, type Kind, type Needs } from './policy.js';
import { type View, ViewProvider } from './view.js';

/** A page before it is drawn. */
export interface Page {
  readonly title: string;
  readonly description?: string;
  /** Never of a page that is `personal`. */
  readonly preview?: Preview;
  /** The path of an Atom feed about the same. */
  readonly feed?: string;
  readonly content: ComponentChildren;
  readonly kind: Kind;
  /** The island that it loads: an entry of vite.config.ts. */
  readonly island?: string;
  readonly connect?: Needs['connect'];
  readonly worker?: Needs['worker'];
  readonly offline?: Needs['offline'];
  readonly frames?: Needs['frames'];
  readonly framed?: Needs['framed'];
  readonly status?: number;
}

/** A page as it is sent, any number of times. */
export interface DrawnPage {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
}

@Injectable()
export class Pages {
  private readonly views: readonly View[];

  constructor(
    config: Config,
    private readonly assets: Assets,
  ) {
    const spoken = LOCALES.filter(({ pseudo }) => !pseudo || !config.production);
    this.views = spoken.map((locale) => viewOf(locale, compileTexts(locale)));
  }

  /** The view that a request asks for: `?locale=TAG`, else the first language. */
  view(request: FastifyRequest): View {
    // Fastify has no query for an address that it can't read.
    const { locale: wanted } = (request.query ?? {}) as { readonly locale?: unknown };
    const [usual] = this.views;
    if (usual === undefined) throw new Error('There is no language.');
    return this.views.find(({ locale }) => locale.tag === wanted) ?? usual;
  }

  /** Draws a page for a view. */
  async draw(view: View, page: Page): Promise<DrawnPage> {
    const script = page.island === undefined ? undefined : this.assets.path(page.island);
    const html = renderToString(
      <ViewProvider value={view}>
        <Layout
          title={page.title}
          description={page.description}
          preview={page.kind === 'public' ? page.preview : undefined}
          feed={page.feed}
          styles={this.assets.path('main')}
          icon={this.assets.path('mark.svg')}
          font={this.assets.path('source-serif-4-latin-wght-normal.woff2')}
          script={script}
        >
          {page.content}
        </Layout>
      </ViewProvider>,
    );
    const { connect = [], worker = false, offline = false, frames = false, framed = false } = page;
    const needs = { script: script !== undefined, connect, worker, offline, frames, framed };
    return {
      status: page.status ?? 200,
      body: await bodyOf(Buffer.from(`<!doctype html>${html}`)),
      headers: { ...headersOf(page.kind, needs), 'content-type': 'text/html; charset=utf-8' },
    };
  }

  /** Draws a page for a request and sends it. */
  async answer(request: FastifyRequest, reply: FastifyReply, page: Page): Promise<void> {
    send(request, reply, await this.draw(this.view(request), page));
  }
}

/** Sends what was drawn, in the form that the client takes; 304 if it has it. */
export function send(request: FastifyRequest, reply: FastifyReply, drawn: DrawnPage): void {
  const { body, headers, status } = drawn;
  const encoding = encodingFor(body, request.headers['accept-encoding']);
  void reply.headers(headers).header('vary', 'accept-encoding');
  if (status === 200 && headers['cache-control'] !== 'no-store') {
    const etag = etagOf(body, encoding);
    void reply.header('etag', etag);
    if (isKnown(etag, request.headers['if-none-match'])) {
      void reply.status(304).send();
      return;
    }
  }
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  void reply.status(status).send(encoding === undefined ? body.plain : body[encoding]);
}

function viewOf(locale: Locale, say: Say): View {
  const usual = LOCALES[0];
  const link = (path: string): string =>
    locale === usual ? path : `${path}${path.includes('?') ? '&' : '?'}locale=${locale.tag}`;
  return { locale, say, link };
}
