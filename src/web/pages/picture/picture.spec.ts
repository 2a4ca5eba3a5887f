import { describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { built } from '../../../../test/support/built.js';
import { LOCALES } from '../../locales/locales.js';
import { compileTexts } from '../../locales/texts.js';
import { readPictureFonts } from './picture-fonts.js';
import { canWrite, pictureSvg, type PictureText } from './picture-svg.js';
import { PictureService } from './picture.service.js';
import { pictureStanding, standingOf } from './standing.js';

await built('pages');
const fonts = readPictureFonts();
const TEXT: PictureText = {
  title: 'Our work must not serve the separation of families',
  addressee: 'Dana Whitlock',
  to: 'A letter to',
  instead: 'A letter from employees',
  standing: 'Collecting signatures',
  site: 'Undersigned',
};

/** Where there is ink, but for the sheet and the line: from the left to the right, from the top to the bottom. */
function inkOf(title: string): { left: number; right: number; top: number; bottom: number } {
  const svg = pictureSvg({ ...TEXT, title }, fonts).replace(/<(?:rect|path)[^>]*\/>/g, '');
  const files = fonts.map(({ file }) => file);
  const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: files } }).innerBBox();
  if (box === undefined) throw new Error('Nothing is drawn.');
  return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
}

describe('a letter’s picture', () => {
  it.each([
    ['short', 'No'],
    ['usual', TEXT.title],
    ['as long as a title may be', 'word '.repeat(40).trim()],
    ['of wide letters', 'WWWWW MMMMM '.repeat(16).trim()],
    ['of one long word', 'm'.repeat(200)],
    ['Greek', 'Η δουλειά μας δεν πρέπει να υπηρετεί τον χωρισμό'],
    ['Russian', 'Наша работа не должна служить разлучению семей'],
    ['Vietnamese', 'Công việc của chúng tôi và biên giới'],
  ])('keeps a title within the sheet: %s', (_which, title) => {
    const { left, right, top, bottom } = inkOf(title);
    expect(left).toBeGreaterThanOrEqual(70);
    expect(right).toBeLessThanOrEqual(1140);
    expect(top).toBeGreaterThanOrEqual(60);
    expect(bottom).toBeLessThanOrEqual(610);
  });

  it.each(['عملنا والحدود', '我们的工作', 'a 😀'])(
    'says what it can where its type has no letters: %s',
    (title) => {
      expect(canWrite(fonts, title)).toBe(false);
      const svg = pictureSvg({ ...TEXT, title }, fonts);
      expect(svg).toContain('A letter from employees');
      expect(svg).not.toContain(TEXT.addressee);
    },
  );

  it('is drawn in its own type alone, and holds no markup of a letter', () => {
    const svg = pictureSvg({ ...TEXT, title: '</text><image href="https://spy.example"/>&' }, fonts);
    expect(svg).not.toContain('<image');
    expect(svg).toContain('&lt;/text&gt;');
    const families = new Set([...svg.matchAll(/font-family="([^"]*)"/g)].map(([, family]) => family));
    expect(families).toEqual(new Set([fonts[0]?.family]));
  });

  it('is a PNG of 1200 × 630, drawn once for as long as it says the same', async () => {
    const service = new PictureService();
    const [one, again, other] = await Promise.all([
      service.draw(TEXT),
      service.draw({ ...TEXT }),
      service.draw({ ...TEXT, standing: '663 employees have signed' }),
    ]);
    expect(one).toBe(again);
    expect(other.digest).not.toBe(one.digest);
    expect(one.plain.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([one.plain.readUInt32BE(16), one.plain.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

describe('how a letter stands', () => {
  const say = compileTexts(LOCALES[0]);

  it.each([
    ['open', { tally: 'collecting' }, 'Collecting signatures'],
    ['soon', { tally: 'collecting' }, 'Collecting signatures'],
    ['open', { tally: 'reached', count: 660 }, '660 employees have signed'],
    ['closed', { tally: 'reached', count: 1660 }, '1,660 employees have signed'],
    ['lapsed', { tally: 'collecting' }, 'This letter lapsed'],
    ['cancelled', { tally: 'reached', count: 660 }, 'This letter was taken back'],
  ] as const)('is what everybody is told: %s, %j', (phase, tally, said) => {
    expect(
      pictureStanding(say, standingOf({ phase, tally: tally as Parameters<typeof standingOf>[0]['tally'] })),
    ).toBe(said);
  });
});
