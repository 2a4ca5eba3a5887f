import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { built } from '../../../test/support/built.js';
import { Config } from '../../common/config.js';
import { Assets } from './assets.js';
import { Pages, send, type DrawnPage } from './pages.service.js';
import { useView } from './view.js';

const SHOWN = '<b>&"\'';

let pages: Pages;

beforeAll(async () => {
  await built('pages');
  pages = new Pages(new Config({}), new Assets());
});

function asking(query: unknown, headers: Record<string, string> = {}): FastifyRequest {
  return { query, headers } as unknown as FastifyRequest;
}

/** What was sent. */
class Reply {
  code = 0;
  body: unknown;
  readonly sent: Record<string, string> = {};

  headers(values: Record<string, string>): this {
    Object.assign(this.sent, values);
    return this;
  }

  header(name: string, value: string): this {
    return this.headers({ [name]: value });
  }

  status(code: number): this {
    this.code = code;
    return this;
  }

  send(body?: unknown): this {
    this.body = body;
    return this;
  }
}

function answer(drawn: DrawnPage, headers: Record<string, string> = {}): Reply {
  const reply = new Reply();
  send(asking({}, headers), reply as unknown as FastifyReply, drawn);
  return reply;
}

async function html(query: unknown): Promise<string> {
  const Part = () => {
    const { link } = useView();
    return h('p', null, [SHOWN, h('a', { href: link('/report?letter=a') })]);
  };
  const drawn = await pages.draw(pages.view(asking(query)), {
    title: SHOWN,
    content: h(Part, null),
    kind: 'public',
  });
  return drawn.body.plain.toString();
}

describe('a page', () => {
  it('is in the language that is asked for, and so are its links', async () => {
    expect(await html({})).toMatch(/^<!doctype html><html lang="en" dir="ltr">/);
    expect(await html({})).toContain('href="/report?letter=a"');
    const other = await html({ locale: 'ar-XB' });
    expect(other).toContain('<html lang="ar-XB" dir="rtl">');
    expect(other).toContain('href="/report?letter=a&amp;locale=ar-XB"');
    expect(other).toContain('href="/about?locale=ar-XB"');
  });

  it.each([undefined, null, {}, { locale: 'xx' }, { locale: ['en', 'ar-XB'] }, { locale: '__proto__' }])(
    'is in English for a query like %p',
    (query) => {
      expect(pages.view(asking(query)).locale.tag).toBe('en');
    },
  );

  it('offers made-up languages outside production only', () => {
    const inProduction = new Pages(new Config({ NODE_ENV: 'production' }), new Assets());
    expect(inProduction.view(asking({ locale: 'en-XA' })).locale.tag).toBe('en');
  });

  it('shows text as text', async () => {
    expect(await html({})).toContain("<title>&lt;b>&amp;&quot;'</title>");
    expect(await html({})).not.toContain('<b>');
  });

  it('is sent whole, packed, or not at all', async () => {
    const drawn = await pages.draw(pages.view(asking({})), { title: 'x', content: 'x', kind: 'public' });
    const whole = answer(drawn);
    expect(whole).toMatchObject({ code: 200, body: drawn.body.plain, sent: { vary: 'accept-encoding' } });
    expect(whole.sent).not.toHaveProperty('content-encoding');
    const packed = answer(drawn, { 'accept-encoding': 'gzip, br' });
    expect(packed).toMatchObject({ body: drawn.body.br, sent: { 'content-encoding': 'br' } });
    const known = answer(drawn, { 'accept-encoding': 'br', 'if-none-match': packed.sent.etag! });
    expect(known).toMatchObject({ code: 304, body: undefined, sent: { etag: packed.sent.etag } });
    expect(answer(drawn, { 'if-none-match': packed.sent.etag! }).code).toBe(200);
  });

  it.each([
    ['personal', 200],
    ['public', 404],
  ] as const)('has no tag if it is %s with status %d', async (kind, status) => {
    const drawn = await pages.draw(pages.view(asking({})), { title: 'x', content: 'x', kind, status });
    const { code, sent } = answer(drawn, { 'if-none-match': '*' });
    expect(code).toBe(status);
    expect(sent).not.toHaveProperty('etag');
  });
});
