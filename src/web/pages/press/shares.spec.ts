import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LOCALES } from '../../locales/locales.js';
import { compileTexts } from '../../locales/texts.js';
import { sharesOf, type Shared } from './shares.js';

const say = compileTexts(LOCALES[0]);
const URL_OF_PAGE = `https://letters.example/l/${'a'.repeat(32)}/press/${'E'.repeat(43)}`;
const SHARED: Shared = {
  count: 663,
  workplaces: 'Larkspur & Söhne',
  addressee: 'Dana Whitlock',
  title: 'Our work #1 & “theirs”? 100 %',
  url: URL_OF_PAGE,
};

/** What each link hands over, read as the other site reads it. */
function texts(shared: Shared): Record<string, string> {
  return Object.fromEntries(
    sharesOf(say, shared).map(({ target, href }) => {
      const { hash, searchParams } = new URL(href);
      const inHash = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B')).get('text');
      return [
        target,
        inHash ?? searchParams.get('text') ?? searchParams.get('url') ?? searchParams.get('body') ?? '',
      ];
    }),
  );
}

const graphemes = (text: string): number => Array.from(new Intl.Segmenter('en').segment(text)).length;

describe('links that pass a release on', () => {
  it('carry their text whole, whatever is in it', () => {
    const { mastodon, bluesky, linkedin, mail } = texts(SHARED);
    expect(mastodon).toBe(
      `663 employees of Larkspur & Söhne signed a letter to Dana Whitlock: “Our work #1 & “theirs”? 100 %”. Anybody can check the number. ${URL_OF_PAGE}`,
    );
    expect(bluesky).toContain(URL_OF_PAGE);
    expect(linkedin).toBe(URL_OF_PAGE);
    expect(mail).toContain(`check it:\r\n${URL_OF_PAGE}`);
  });

  it('are the same for everybody', () => {
    expect(sharesOf(say, SHARED)).toEqual(sharesOf(say, { ...SHARED }));
  });

  it('fit where they go, and never lose count or link', () => {
    const long = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(long, long, long, (title, addressee, workplaces) => {
        const { mastodon = '', bluesky = '' } = texts({ ...SHARED, title, addressee, workplaces });
        expect(graphemes(mastodon)).toBeLessThanOrEqual(500);
        expect(graphemes(bluesky)).toBeLessThanOrEqual(300);
        for (const text of [mastodon, bluesky]) {
          expect(text.startsWith('663 employees')).toBe(true);
          expect(text.endsWith(URL_OF_PAGE)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
