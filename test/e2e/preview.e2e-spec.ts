// The preview of a draft: the letter's own page of whatever is written, for organizers, within bounds, whatever is sent.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fetchDraft,
  joinDraft,
  publicMailDomains,
  renewInvite,
  startDraft,
} from '../../src/client/organize/organize.js';
import type { Organizer } from '../../src/client/organizer.js';
import { logIn } from '../../src/client/organizer.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { drawWords } from '../../src/protocol/words.js';
import { directivesOf, inlineIn } from '../support/http-answers.js';
import { World } from '../support/world.js';

let world: World;
let heron: Organizer;

beforeAll(async () => {
  world = await World.start();
  heron = await newOrganizer();
});

afterAll(async () => {
  await world.stop();
});

async function newOrganizer(): Promise<Organizer> {
  return logIn(p, world.http, drawWords(p));
}

interface Drawn {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function preview(
  content: unknown,
  {
    text = 0,
    organizers = ['Heron'],
    as = heron,
  }: { text?: number; organizers?: string[]; as?: Organizer | undefined } = {},
): Promise<Drawn> {
  const response = await fetch(`${world.http.baseUrl}/organize/preview`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/html',
      authorization: `Bearer ${as.http.bearer ?? ''}`,
    },
    body: JSON.stringify({ content, organizers, text }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const LETTER = {
  title: 'End the contract',
  addressee: 'The board',
  body: 'We ask.[^1]\n\n[^1]: A note.',
  language: 'en',
};

describe('a preview', () => {
  it('is the letter’s page, of what is written', async () => {
    const drawn = await preview({
      letter: LETTER,
      threshold: 120,
      workplaces: [{ name: 'Cumulus', domains: ['cumulus.example'] }],
    });
    expect(drawn.status).toBe(200);
    expect(drawn.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(drawn.headers.get('cache-control')).toBe('no-store');
    expect(directivesOf(drawn.headers.get('content-security-policy') ?? '')).toMatchObject({
      'default-src': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    for (const said of [
      'End the contract',
      'The board',
      'We ask.',
      'A note.',
      'Cumulus',
      'cumulus.example',
      '120',
      'Heron',
    ])
      expect(drawn.text).toContain(said);
  });

  it('is of a translation where one is asked for', async () => {
    const content = {
      letter: LETTER,
      translations: [{ ...LETTER, language: 'de', title: 'Beendet den Vertrag' }],
    };
    expect((await preview(content, { text: 1 })).text).toMatch(/<h1[^>]*>Beendet den Vertrag</);
  });

  it('is drawn of nothing, too', async () => {
    const drawn = await preview({});
    expect(drawn.status).toBe(200);
    expect(drawn.text).toContain('<article class="letter">');
  });

  it.each([
    [
      'scripts',
      {
        letter: {
          ...LETTER,
          title: '<script>alert(1)</script>',
          body: '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>',
        },
      },
    ],
    [
      'links that run',
      {
        letter: {
          ...LETTER,
          body: '[a](javascript:alert(1)) [b](data:text/html,x) ![c](https://elsewhere.example/x.png)',
        },
      },
    ],
    [
      'what isn’t a draft',
      {
        letter: [],
        translations: 'x',
        workplaces: [null, 7, { domains: {} }],
        roles: { a: 1 },
        threshold: '5',
      },
    ],
    [
      'odd terms',
      {
        timeZone: 'Nowhere/Here',
        opensAt: 'soon',
        closesAt: '2018-06-25T16:00:00Z',
        epochSeconds: -1,
        language: '"><x',
      },
    ],
    ['a language that is none', { letter: { ...LETTER, language: '" onload="x' } }],
  ])('shows no harm of %s', async (_what, content) => {
    const drawn = await preview(content, { organizers: ['<b>', '"'] });
    expect(drawn.status).toBe(200);
    expect(inlineIn(drawn.text)).toEqual([]);
    expect(drawn.text).not.toMatch(
      /<script(?! type="module" src="\/assets\/)|href="(?:javascript|data):|<img|<b>/i,
    );
  });

  it('is drawn in bounded time of a text made to take long', async () => {
    const wren = await newOrganizer();
    for (const bit of ['^[n]', '[', '*a', '[^1]', '|', '> ', '`', '<a ', '- ', '**_']) {
      const begun = performance.now();
      const drawn = await preview(
        { letter: { ...LETTER, body: bit.repeat(200_000 / bit.length) } },
        { as: wren },
      );
      world.clock.advance(61);
      expect([bit, drawn.status]).toEqual([bit, 200]);
      expect([bit, performance.now() - begun < 10_000]).toEqual([bit, true]);
    }
  });

  it('is for organizers only, and of the one form', async () => {
    const stranger = { ...heron, http: { ...heron.http, bearer: 'x' } };
    expect((await preview({}, { as: stranger })).status).toBe(401);
    expect((await preview([], {})).status).toBe(400);
    expect((await preview(JSON.parse('{"__proto__":{"a":1}}'))).status).toBe(400);
    expect((await preview({}, { text: 21 })).status).toBe(400);
    expect((await preview({}, { text: -1 })).status).toBe(400);
    expect((await preview({}, { organizers: Array.from({ length: 13 }, () => 'x') })).status).toBe(400);
    expect((await preview({ letter: { body: 'x'.repeat(1_100_000) } })).status).toBe(413);
  });

  it('is drawn so often in a minute, and again in the next', async () => {
    const wren = await newOrganizer();
    const statuses: number[] = [];
    for (let i = 0; i < 95; i++) statuses.push((await preview({}, { as: wren })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(90);
    expect(statuses.at(-1)).toBe(429);
    world.clock.advance(61);
    expect((await preview({}, { as: wren })).status).toBe(200);
  });
});

describe('an invite', () => {
  it('is replaced by another one, for organizers of the draft only', async () => {
    const { draft, invite } = await startDraft(heron, 'Heron');
    const [wren, kestrel] = [await newOrganizer(), await newOrganizer()];
    await expect(renewInvite(wren, draft)).rejects.toMatchObject({ code: 'draft_not_found' });
    const other = await renewInvite(heron, draft);
    await expect(joinDraft(wren, draft, invite, 'Wren')).rejects.toMatchObject({ code: 'invite_refused' });
    await joinDraft(wren, draft, other, 'Wren');
    await joinDraft(kestrel, draft, await renewInvite(wren, draft), 'Kestrel');
    const { organizers, revision } = await fetchDraft(heron, draft);
    expect(organizers.map(({ label }) => label)).toEqual(['Heron', 'Wren', 'Kestrel']);
    // An invite is no edit: whoever is writing saves as before.
    expect(revision).toBe(3);
  });
});

describe('mail domains', () => {
  it('are told apart from public providers’', async () => {
    const domains = ['cumulus.example', 'gmail.com', 'mail.riseup.net'];
    expect(await publicMailDomains(heron, domains)).toEqual(['gmail.com', 'mail.riseup.net']);
    await expect(
      publicMailDomains(
        heron,
        Array.from({ length: 51 }, () => 'a.example'),
      ),
    ).rejects.toMatchObject({ status: 400 });
  });
});
