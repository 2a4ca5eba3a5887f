import { beforeAll, describe, expect, it } from '@jest/globals';
import { h } from 'preact';
import { LETTER_TEXT, TRANSLATION } from '../../../../test/support/letter-text.js';
import { makeLetter, type TestLetter } from '../../../../test/support/letters.js';
import { drawn, testView, textOf } from '../../../../test/support/pages.js';
import type { Manifest } from '../../../protocol/manifest.js';
import { Layout } from '../layout.js';
import type { LetterFacts } from './letter-facts.service.js';
import { LetterPage } from './letter-page.js';

const ARABIC = {
  title: 'عملنا والحدود',
  addressee: 'السيدة دانا ويتلوك',
  summary: 'رسالة',
  body: 'السيدة دانا،\n\nنحن نبني البرمجيات.[^1]\n\n[^1]: مارس 2018.',
  language: 'ar',
};

let letter: TestLetter;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 3, overrides: { translations: [TRANSLATION, ARABIC] } });
});

function facts(changes: Partial<LetterFacts> = {}, manifest: Partial<Manifest> = {}): LetterFacts {
  return {
    id: letter.id,
    manifest: { ...letter.manifest, ...manifest },
    phase: 'open',
    closesAt: letter.manifest.closesAt,
    closesEarly: false,
    tally: { tally: 'collecting' },
    editions: [],
    url: `https://letters.example/l/${letter.id}`,
    ...changes,
  };
}

function page(given = facts(), text = given.manifest.letter, tag = 'en'): string {
  return drawn(h(LetterPage, { facts: given, text }), testView(tag));
}

function withBody(body: string, language = 'en'): string {
  return page(facts({}, { letter: { ...LETTER_TEXT, body, language } }));
}

describe('a letter', () => {
  it('is set with addressee, date, title, text, and its notes below the line to sign on', () => {
    const html = page();
    const places = [
      html.indexOf('>June 25, 2018</time>'),
      html.indexOf('Dana Whitlock, Chief Executive Officer of Larkspur Software</p>'),
      html.indexOf('Our work must not serve the separation of families</h1>'),
      html.indexOf('We are proud of our work. Let us stay so.'),
      html.indexOf('id="sign-button"'),
      html.indexOf('Our own announcement of March 2018.'),
      html.indexOf('id="sign"'),
      html.indexOf('id="terms"'),
    ];
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('has nothing of a hostile text but its words', () => {
    const html = withBody(
      [
        '<script>alert(1)</script><img src=x onerror=alert(1)>',
        'javascript:alert(1) data:text/html,x [here](https://a.example) &lt;b onclick=x&gt;',
        `A note.[^1] <section class="footnotes"> </div></article>`,
        '',
        '[^1]: With a note </li></ol> "onmouseover="x',
      ].join('\n'),
    );
    const tags = html.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /^<\/?(?:script|img|iframe|style)/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\son\w+=|style=|javascript:|data:/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('</article>'))).toHaveLength(1);
    expect(tags.filter((tag) => tag.startsWith('<section class="footnotes"'))).toHaveLength(1);
    expect(html).toContain('<a href="https://a.example" rel="noreferrer nofollow">here</a>');
    expect(textOf(html)).toContain('here (https://a.example) &lt;b onclick=x&gt;');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(5);
  });

  it('shows a draft’s text that is none yet as it was typed', () => {
    for (const body of [
      'We *ask',
      '[press](javascript:alert(1))',
      '![pixel](https://spy.example/x.png)',
      '^[n]\n\n\n<b>',
    ])
      expect(withBody(body)).toContain(`<p class="as-typed">${body.replace('<', '&lt;')}</p>`);
  });

  it.each([
    ['mentions', (i: number) => `We[^${i + 1}]\n\n`, (i: number) => `[^${i + 1}]: n\n`],
    ['links', () => '[a](https://a.example)\n', () => ''],
    ['items', () => '- a\n  - b\n', () => ''],
    ['rows', (i: number) => (i === 1 ? '| --- |\n' : '| a |\n'), () => ''],
    ['quotations', () => '> *a*\n\n', () => ''],
    ['signs', () => '<&"', () => ''],
  ])('is at most fifty times as large as its text, of %s alone', (_what, piece, foot) => {
    const count = 6_000;
    const each = (one: (i: number) => string): string =>
      Array.from({ length: count }, (_, i) => one(i)).join('');
    const body = `${each(piece)}${each(foot)}`.trimEnd();
    const html = withBody(body);
    expect(html).not.toContain('as-typed');
    expect(html.length - withBody('We.').length).toBeLessThan(50 * body.length);
  });

  it('escapes what stands around its text', () => {
    const html = page(facts({}, { letter: { ...LETTER_TEXT, title: '<b>&', addressee: '"><i>' } }));
    expect(html).toContain('&lt;b>&amp;</h1>');
    expect(html).not.toContain('<i>');
  });

  it('has one heading of the first rank, whatever its text begins with', () => {
    const html = withBody('# Dear Dana\n\n## We ask');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<h2 dir="ltr">Dear Dana</h2>');
    expect(html).toContain('<h3 dir="ltr" class="minor">We ask</h3>');
  });

  it('runs in the direction of its own language, with what is around it in the page’s', () => {
    const html = page(facts(), ARABIC);
    expect(html).toContain('<header lang="ar" dir="rtl">');
    expect(html).toContain('<div class="letter-body" lang="ar" dir="rtl"');
    expect(html).toContain('<div class="notes" lang="ar" dir="rtl"');
    expect(html).toContain('<div class="signing" id="signing">');
  });

  it('leads to its translations, and from them to the text that is signed', () => {
    const links = (html: string): string[] =>
      [...html.matchAll(/<a href="([^"]+)" lang="[^"]+" hreflang="[^"]+" dir="[^"]+">([^<]+)</g)].map(
        ([, href = '', name = '']) => `${name} ${href}`,
      );
    const own = `/l/${letter.id}`;
    expect(links(page())).toEqual([`Español ${own}/in/es`, `العربية ${own}/in/ar`]);
    const translated = page(facts(), TRANSLATION);
    expect(links(translated)).toEqual([`American English ${own}`, `العربية ${own}/in/ar`]);
    expect(textOf(translated)).toContain(
      'This is a translation. What is signed is the text in American English.',
    );
    expect(translated).not.toContain('id="sign"');
    expect(translated).not.toContain('data-check="body"');
    expect(translated).toContain(`href="${own}#signing"`);
  });

  it.each([
    ['open', true, 'Open until July 9, 2018 at 9:00 AM PDT (4:00 PM UTC).'],
    ['ready', true, 'signatures are taken from July 2, 2018 at 9:00 AM PDT (4:00 PM UTC) on'],
    ['soon', false, 'It can be signed from June 25, 2018 at 9:00 AM PDT (4:00 PM UTC) on.'],
    ['closed', false, 'This letter closed on July 9, 2018 at 9:00 AM PDT (4:00 PM UTC).'],
    ['lapsed', false, 'This letter lapsed: when it closed on July 9, 2018'],
    ['cancelled', false, 'Its organizers took this letter back.'],
  ] as const)('that is %s has a button to sign: %s, and says why', (phase, canSign, why) => {
    const html = page(facts({ phase }, { signsFrom: '2018-07-02T16:00:00Z' }));
    expect(textOf(html)).toContain(why);
    expect(html.includes('id="sign-button"')).toBe(canSign);
    expect(html.includes('id="sign"')).toBe(canSign);
    expect(html.includes('<noscript>')).toBe(canSign);
  });

  it('says that its organizers close it early, beside the time that was signed', () => {
    const html = page(facts({ closesEarly: true, closesAt: '2018-06-28T16:00:00Z' }));
    expect(textOf(html)).toContain('Its organizers decided to close it early, on June 28, 2018');
    expect(html).toContain('<time datetime="2018-07-09T16:00:00Z" data-check="closesAt">');
  });

  it('tells no number while it is collecting but the threshold', () => {
    const text = textOf(page(facts({}, { threshold: 650 })));
    expect(text).toContain('Their number is shown once there are 650, and not before.');
    expect(text).not.toContain('have signed.');
  });

  it('tells the count, and the share where every headcount is known', () => {
    const tally = { tally: 'reached', count: 660, announcedAt: 2 } as const;
    const [first, , third] = letter.manifest.workplaces;
    const known = textOf(page(facts({ tally }, { workplaces: [first!, third!] })));
    expect(known).toContain('660 employees have signed. That is 2.3% of the 29,180 who work there.');
    const unknown = textOf(page(facts({ tally })));
    expect(unknown).toContain('660 employees have signed.Open until');
  });

  it('links what was released', () => {
    const editions = [{ edition: 'abc_-', asOf: '2018-07-01T16:00:00Z', count: 650 }];
    const html = page(facts({ editions }));
    expect(html).toContain(`href="/api/v1/letters/${letter.id}/editions/abc_-.bundle"`);
    expect(textOf(html)).toContain(
      '650 signatures as of July 1, 2018 at 9:00 AM PDT (4:00 PM UTC), with the evidence',
    );
  });

  it('marks what a signer’s device holds against the manifest', () => {
    const html = page(facts({}, { threshold: 1650 }));
    expect(html).toContain('<data value="1650" data-check="threshold">1,650</data>');
    for (const part of ['title', 'addressee', 'body', 'closesAt'])
      expect(html).toContain(`data-check="${part}"`);
  });

  it('is the same without a script, an inline style or a foreign address', () => {
    const html = page();
    expect(html).not.toMatch(/<script|style=|src=|https?:\/\/(?!letters\.example)/);
  });

  it('takes 12 kB besides the letter’s own text', () => {
    const given = facts({
      tally: { tally: 'reached', count: 660, announcedAt: 2 },
      editions: [{ edition: 'e'.repeat(43), asOf: '2018-07-01T16:00:00Z', count: 650 }],
    });
    const assets = {
      styles: '/assets/main-12345678.css',
      icon: '/assets/mark-12345678.svg',
      font: '/assets/f.woff2',
    };
    const whole = drawn(
      h(Layout, {
        ...{ title: 'A letter', ...assets, script: '/assets/letter-12345678.js' },
        children: h(LetterPage, { facts: given, text: given.manifest.letter }),
      }),
    );
    const { title, addressee, body } = given.manifest.letter;
    const own = Buffer.byteLength(title + addressee + body);
    expect(Buffer.byteLength(whole) - own).toBeLessThanOrEqual(12_000);
  });
});
