// Every route of the application, against a table of the headers that its kind of answer carries. A new route needs a line here.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { act } from '../../src/client/organize/organize.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { toTime } from '../../src/protocol/shape.js';
import { directivesOf, fetchedBy, inlineIn } from '../support/http-answers.js';
import { releasedLetter, type Released } from '../support/released.js';
import { routesOf } from '../support/routes.js';
import { World, type Opened } from '../support/world.js';

/**
 * - `public`: a page that is the same for everybody. `personal`: one that is nobody else's business.
 * - `picture`, `asset`: what pages are made of. `file`: to be kept.
 * - `api`: JSON, for a program of this host. `open api`: for pages of any host.
 * - `swagger`: the page that describes the API, outside production only.
 */
type Kind = 'public' | 'personal' | 'picture' | 'file' | 'asset' | 'api' | 'open api' | 'swagger';

/** Where the path is not the route's own: `ID` and `DIGEST` are an open letter's, `RELEASED` and `EDITION` a released one's, `ASSET` a built file's name. */
interface Line {
  readonly route: string;
  readonly kind: Kind;
  readonly path: string;
}

const ROUTES: readonly (readonly [route: string, kind: Kind, path?: string])[] = [
  ['GET /', 'public'],
  ['GET /about', 'public'],
  ['GET /accessibility', 'public'],
  ['GET /imprint', 'public'],
  ['GET /privacy', 'public'],
  ['GET /organize', 'personal'],
  ['GET /organize/draft/:draft', 'personal', `/organize/draft/${'a'.repeat(26)}`],
  ['GET /organize/letter/:id', 'personal', '/organize/letter/ID'],
  ['GET /organize/preview', 'personal'],
  ['POST /organize/preview', 'api'],
  ['GET /report', 'personal'],
  ['GET /l/:id', 'public', '/l/ID'],
  ['GET /l/:id/press/:edition', 'public', '/l/RELEASED/press/EDITION'],
  ['GET /l/:id/press/:edition/qr.svg', 'picture', '/l/RELEASED/press/EDITION/qr.svg'],
  ['GET /l/:id/press/:edition/share', 'public', '/l/RELEASED/press/EDITION/share'],
  ['GET /l/:id/press/:edition/picture.png', 'picture', '/l/RELEASED/press/EDITION/picture.png'],
  ['GET /l/:id/feed.atom', 'picture', '/l/ID/feed.atom'],
  ['GET /l/:id/picture.png', 'picture', '/l/ID/picture.png'],
  ['GET /l/:id/in/:language', 'public', '/l/ID/in/LANGUAGE'],
  ['GET /l/:id/cosign', 'personal', '/l/ID/cosign'],
  ['GET /l/:id/mine', 'personal', '/l/ID/mine'],
  ['GET /l/:id/poster', 'public', '/l/ID/poster'],
  ['GET /l/:id/qr.svg', 'picture', '/l/ID/qr.svg'],
  ['GET /l/:id/share', 'public', '/l/ID/share'],
  ['GET /l/:id/who', 'public', '/l/ID/who'],
  ['GET /verify', 'public'],
  ['GET /verify/undersigned-verify.html', 'file'],
  ['GET /dev/inbox', 'personal'],
  ['GET /dev/styles', 'public'],
  ['GET /assets/:name', 'asset', '/assets/ASSET'],
  ['GET /health', 'api'],
  ['GET /api', 'swagger'],
  ['GET /api/favicon-32x32.png', 'api'],
  ['GET /api/openapi.json', 'api'],
  ['GET /api/start.js', 'api'],
  ['GET /api/swagger-ui-bundle.js', 'api'],
  ['GET /api/swagger-ui.css', 'api'],
  ['GET /api/v1/attestations/work', 'open api', '/api/v1/attestations/work?letter=DIGEST'],
  ['OPTIONS /api/v1/attestations/work', 'open api'],
  ['POST /api/v1/attestations', 'open api'],
  ['OPTIONS /api/v1/attestations', 'open api'],
  ['POST /api/v1/attestations/organizations', 'open api'],
  ['OPTIONS /api/v1/attestations/organizations', 'open api'],
  ['POST /api/v1/tokens', 'open api'],
  ['OPTIONS /api/v1/tokens', 'open api'],
  ['POST /api/v1/organizers/login', 'api'],
  ['POST /api/v1/organizers/session', 'api'],
  ['POST /api/v1/letters', 'api'],
  ['POST /api/v1/letters/mail-domains', 'api'],
  ['POST /api/v1/letters/drafts/:draft/invite', 'api'],
  ['GET /api/v1/letters/drafts/:draft', 'api'],
  ['PUT /api/v1/letters/drafts/:draft', 'api'],
  ['POST /api/v1/letters/drafts/:draft/openings', 'api'],
  ['POST /api/v1/letters/drafts/:draft/organizers', 'api'],
  ['POST /api/v1/letters/drafts/:draft/organizers/:organizer/removal', 'api'],
  ['POST /api/v1/letters/drafts/:draft/seal', 'api'],
  ['GET /api/v1/letters/:id', 'api', '/api/v1/letters/ID'],
  ['GET /api/v1/letters/:id/actions', 'api', '/api/v1/letters/ID/actions'],
  ['POST /api/v1/letters/:id/actions', 'api'],
  ['GET /api/v1/letters/:id/cosigners', 'api', '/api/v1/letters/RELEASED/cosigners'],
  ['POST /api/v1/letters/:id/cosigners', 'api'],
  ['GET /api/v1/letters/:id/cosigners/entries', 'api'],
  ['POST /api/v1/letters/:id/cosigners/entries/:entry/acceptance', 'api'],
  ['POST /api/v1/letters/:id/cosigners/entries/:entry/removal', 'api'],
  ['GET /api/v1/letters/:id/editions', 'api', '/api/v1/letters/RELEASED/editions'],
  ['GET /api/v1/letters/:id/editions/:edition', 'api', '/api/v1/letters/RELEASED/editions/EDITION'],
  [
    'GET /api/v1/letters/:id/editions/:edition.bundle',
    'api',
    '/api/v1/letters/RELEASED/editions/EDITION.bundle',
  ],
  ['GET /api/v1/letters/:id/editions/:edition.csv', 'api', '/api/v1/letters/RELEASED/editions/EDITION.csv'],
  ['GET /api/v1/letters/:id/editions/:edition.txt', 'api', '/api/v1/letters/RELEASED/editions/EDITION.txt'],
  ['GET /api/v1/letters/:id/embargo-links', 'api'],
  ['POST /api/v1/letters/:id/embargo-links', 'api'],
  ['POST /api/v1/letters/:id/embargo-links/:link/revocation', 'api'],
  ['GET /api/v1/letters/:id/proposals', 'api'],
  ['POST /api/v1/letters/:id/proposals', 'api'],
  ['GET /api/v1/letters/:id/proposals/:proposal', 'api'],
  ['GET /api/v1/letters/:id/proposals/:proposal/editions/:edition', 'api'],
  ['GET /api/v1/letters/:id/proposals/:proposal/names', 'api'],
  ['GET /api/v1/letters/:id/proposals/:proposal/records', 'api'],
  ['POST /api/v1/letters/:id/proposals/:proposal/editions', 'api'],
  ['POST /api/v1/letters/:id/proposals/:proposal/shares', 'api'],
  ['POST /api/v1/letters/:id/signatures', 'api'],
  ['POST /api/v1/letters/:id/signatures/latest', 'api'],
  ['GET /api/v1/letters/:id/timeline', 'api', '/api/v1/letters/RELEASED/timeline'],
  ['POST /api/v1/letters/:id/timeline', 'api'],
  ['POST /api/v1/letters/:id/timeline/:entry/removal', 'api'],
  ['GET /api/v1/letters/:id/tally', 'api', '/api/v1/letters/ID/tally'],
];

const TABLE: readonly Line[] = ROUTES.map(([route, kind, path = route.replace(/^\w+ /, '')]) => ({
  route,
  kind,
  path,
}));

/** The islands' pages: those may run a script, and talk to their own host. */
const WITH_SCRIPT = ['GET /l/:id', 'GET /l/:id/mine', 'GET /l/:id/cosign'];

/** Where letters are made: these show a preview, which is a page that they alone may frame. */
const WITH_FRAME = ['GET /organize', 'GET /organize/draft/:draft'];
const FRAMED = ['GET /organize/preview'];

/** Pages that start workers; the script of one talks to nobody. */
const WITH_WORKER = ['GET /verify', 'GET /organize/letter/:id'];
const OFFLINE = ['GET /verify'];

/** What is read with a session only, and refused without. */
const FOR_ORGANIZERS = [
  'GET /api/v1/letters/drafts/:draft',
  'GET /api/v1/letters/:id/actions',
  'GET /api/v1/letters/:id/cosigners/entries',
  'GET /api/v1/letters/:id/embargo-links',
  'GET /api/v1/letters/:id/proposals',
  'GET /api/v1/letters/:id/proposals/:proposal',
  'GET /api/v1/letters/:id/proposals/:proposal/editions/:edition',
  'GET /api/v1/letters/:id/proposals/:proposal/names',
  'GET /api/v1/letters/:id/proposals/:proposal/records',
];

const EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const CACHE: Readonly<Record<Kind, string>> = {
  public: 'no-cache',
  picture: 'no-cache',
  file: 'no-cache',
  personal: 'no-store',
  asset: 'public, max-age=31536000, immutable',
  api: 'no-store',
  'open api': 'no-store',
  swagger: 'no-store',
};
const API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Bytes as they are, without gzip. docs/design.md#budgets */
const MOST_HTML = 12_000;

const TRANSLATED = {
  language: 'de',
  title: 'Ein Brief',
  addressee: 'An die Leitung',
  summary: 'Wir bitten.',
  body: 'Wir bitten.',
};

let world: World;
let letter: string;
let digest: string;
let asset: string;
let released: Released;
const sizes: string[] = [];

beforeAll(async () => {
  world = await World.start();
  released = await releasedLetter(world);
  const opened = await world.openLetter({ translations: [TRANSLATED] });
  letter = opened.letter.id;
  digest = toBase64url(opened.letter.digest);
  const home = (await ask('GET', '/')).text;
  asset = /\/assets\/([^"]+\.css)"/.exec(home)?.[1] ?? '';
});

afterAll(async () => {
  process.stdout.write(`HTML besides letter and names, at most ${MOST_HTML}:\n${sizes.join('\n')}\n`);
  await world.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Read to its end: an answer that is left half read keeps the server from closing. */
async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const url = path
    .replace('ID', letter)
    .replace('DIGEST', digest)
    .replace('RELEASED', released.letter.id)
    .replace('EDITION', released.edition)
    .replace('ASSET', asset)
    .replace('LANGUAGE', 'de');
  const response = await fetch(world.http.baseUrl + url, {
    method,
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function expectHeaders(response: Answer, kind: Kind, route = ''): void {
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject({
    ...EVERYWHERE,
    'x-frame-options': FRAMED.includes(route) ? 'SAMEORIGIN' : 'DENY',
    'cache-control': CACHE[kind],
    'cross-origin-resource-policy': kind === 'open api' ? 'cross-origin' : 'same-origin',
  });
  expect(headers['access-control-allow-origin']).toBe(kind === 'open api' ? '*' : undefined);
  for (const telling of ['set-cookie', 'server', 'x-powered-by', 'date-of-build', 'last-modified', 'refresh'])
    expect(headers).not.toHaveProperty(telling);
  const mayBeKept = ['public', 'picture', 'file', 'asset'].includes(kind);
  expect('etag' in headers).toBe(mayBeKept && response.status === 200);
  expect(headers['strict-transport-security']).toBeUndefined();
}

function expectPolicy(response: Answer, kind: Kind, route = ''): void {
  const worker = WITH_WORKER.includes(route);
  const frames = WITH_FRAME.includes(route);
  const script = worker || frames || WITH_SCRIPT.includes(route);
  const policy = response.headers.get('content-security-policy') ?? '';
  if (kind === 'api' || kind === 'open api') {
    expect(policy).toBe(API_POLICY);
    return;
  }
  const directives = directivesOf(policy);
  expect(directives['default-src']).toEqual(["'none'"]);
  const sources = Object.values(directives).flat();
  const allowed = ["'none'", "'self'", "'script'"];
  if (kind === 'swagger') allowed.push('data:');
  if (worker) allowed.push('undersigned');
  expect(sources.filter((source) => !allowed.includes(source))).toEqual([]);
  if (kind === 'asset') return;
  for (const never of ['base-uri', 'form-action']) expect(directives[never]).toEqual(["'none'"]);
  expect(directives['frame-ancestors']).toEqual([FRAMED.includes(route) ? "'self'" : "'none'"]);
  expect(directives['frame-src']).toEqual(frames ? ["'self'"] : undefined);
  if (kind === 'swagger') return;
  expect(directives['require-trusted-types-for']).toEqual(["'script'"]);
  expect(directives['trusted-types']).toEqual([worker ? 'undersigned' : "'none'"]);
  expect(directives['script-src']).toEqual(script ? ["'self'"] : undefined);
  expect(directives['worker-src']).toEqual(worker ? ["'self'"] : undefined);
  expect(directives['connect-src']).toEqual(
    script ? [OFFLINE.includes(route) ? "'none'" : "'self'"] : undefined,
  );
}

describe('every route', () => {
  it('has a line in the table, and every line a route', () => {
    const routes = routesOf(world.server.app.getHttpAdapter().getInstance());
    expect(TABLE.map(({ route }) => route).sort()).toEqual(routes);
  });

  it.each(TABLE)('$route answers as $kind', async ({ route, kind, path }) => {
    const [method = ''] = route.split(' ');
    const response = await ask(method, path);
    if (method === 'GET') expect(response.status).toBe(FOR_ORGANIZERS.includes(route) ? 401 : 200);
    if (method === 'OPTIONS') expect(response.status).toBe(204);
    expectHeaders(response, kind, route);
    expectPolicy(response, kind, route);
    const saved = response.headers.get('content-disposition')?.startsWith('attachment') ?? false;
    expect(saved).toBe(kind === 'file');
    if (['public', 'personal'].includes(kind))
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  const gets = TABLE.filter(({ route, kind }) => route.startsWith('GET') && kind !== 'open api');

  it.each(gets)('$route answers HEAD as it does GET, without a body', async ({ path }) => {
    const [get, head] = [await ask('GET', path), await ask('HEAD', path)];
    const without = (response: Answer): object => {
      const {
        date: _date,
        connection: _c,
        'keep-alive': _k,
        'transfer-encoding': _t,
        ...rest
      } = Object.fromEntries(response.headers);
      return { ...rest, status: response.status, 'content-length': undefined };
    };
    expect(without(head)).toEqual(without(get));
    expect(head.text).toBe('');
  });
});

describe('the bytes of a page', () => {
  const pages = TABLE.filter(({ kind }) => ['public', 'personal', 'picture', 'swagger'].includes(kind));

  it.each(pages)(
    '$route holds nothing that the policy refuses, and fetch from here only',
    async ({ path: page }) => {
      const html = (await ask('GET', page)).text;
      expect(inlineIn(html)).toEqual([]);
      for (const path of fetchedBy(html)) {
        expect(path).toMatch(/^\/(?!\/)/);
        expect((await ask('GET', path)).status).toBe(200);
      }
    },
  );

  const forPeople = TABLE.filter(
    ({ kind, route }) => ['public', 'personal'].includes(kind) && !route.includes('/dev/'),
  );

  it.each(forPeople)('$route is at most 12 kB, besides letter and names', async ({ route, path }) => {
    const html = (await ask('GET', path)).text;
    const besides = html
      .replace(/<article class="letter press-letter[^]*?<\/article>/, '')
      .replace(/<ul class="press-names">[^]*?<\/ul>/, '');
    expect(besides.length < html.length).toBe(route === 'GET /l/:id/press/:edition');
    sizes.push(`  ${Buffer.byteLength(besides)}  ${route}`);
    expect(Buffer.byteLength(besides)).toBeLessThanOrEqual(MOST_HTML);
  });

  it.each(pages)('$route leads nowhere on this site where nothing is', async ({ path: page }) => {
    const html = (await ask('GET', page)).text;
    const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    const paths = new Set(
      links.filter((href) => href.startsWith('/')).map((href) => href.replace(/#.*$/, '')),
    );
    for (const path of paths) expect([path, (await ask('GET', path)).status]).toEqual([path, 200]);
  });
});

describe('what is not there', () => {
  it.each([
    ['/nothing', 404],
    ['/l/nothing', 404],
    [`/l/${'a'.repeat(32)}`, 404],
    ['/assets/nothing.js', 404],
    ['/%', 400],
    [`/${'a'.repeat(500)}`, 404],
  ])('is a page for a person and a problem for a program: %s', async (path, status) => {
    const page = await ask('GET', path);
    expect(page.status).toBe(status);
    expectHeaders(page, 'personal');
    expectPolicy(page, 'personal');
    const html = page.text;
    expect(html).toMatch(/^<!doctype html>.*<h1>/s);
    expect(inlineIn(html)).toEqual([]);
    for (const accept of ['*/*', 'application/json', '']) {
      const problem = await ask('GET', path, { accept });
      expect(problem.status).toBe(status);
      expect(problem.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expectHeaders(problem, 'api');
    }
    const posted = await ask('POST', path);
    expect(posted.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('is a problem under the API, whoever asks', async () => {
    const problem = await ask('GET', '/api/v1/nothing');
    expect(problem.status).toBe(404);
    expect(problem.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });
});

describe('a letter’s page', () => {
  const hour = 3_600_000;

  async function expectScript(isThere: boolean, { letter: { id } }: Opened): Promise<void> {
    const page = await ask('GET', `/l/${id}`);
    expect([page.status, page.text.includes('id="sign"')]).toEqual([200, isThere]);
    expect(page.text.includes('<script')).toBe(isThere);
    expectPolicy(page, 'public', isThere ? 'GET /l/:id' : '');
    const translation = await ask('GET', `/l/${id}/in/LANGUAGE`);
    expect([translation.status, translation.text.includes('<script')]).toEqual([200, false]);
    expectPolicy(translation, 'public');
  }

  const open = async (signsAfter?: number): Promise<Opened> => {
    const { opensAt } = world.content();
    const signsFrom = signsAfter === undefined ? null : toTime(new Date(Date.parse(opensAt) + signsAfter));
    return world.openLetter({ opensAt, signsFrom, translations: [TRANSLATED] });
  };

  it('has its script while it can be signed, and its translation has none', async () => {
    await expectScript(true, await open());
  });

  it('has its script once passes are given', async () => {
    await expectScript(true, await open(2 * hour));
  });

  it('has none before it opens', async () => {
    const opened = await open();
    world.clock.advance(-30);
    await expectScript(false, opened);
  });

  it('has none from its close on, counted or not', async () => {
    const opened = await open();
    await expectScript(true, opened);
    world.clock.set(new Date(Date.parse(opened.letter.manifest.closesAt) + 1000));
    await expectScript(false, opened);
    await world.tick();
    await expectScript(false, opened);
  });

  it('has none once it was taken back', async () => {
    const opened = await open();
    await expectScript(true, opened);
    for (const organizer of opened.organizers.slice(0, 2)) await act(organizer, opened.letter, 'cancel');
    world.clock.advance(3);
    await expectScript(false, opened);
  });
});
