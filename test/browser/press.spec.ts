// The page for the press, read, printed and taken along, without a script.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { h } from 'preact';
import { makeEmbargoLink } from '../../src/client/release/embargo-links.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toTime } from '../../src/protocol/shape.js';
import { Layout } from '../../src/web/pages/layout.js';
import { PressPage } from '../../src/web/pages/press/press-page.js';
import { makeLetter } from '../support/letters.js';
import { drawn } from '../support/pages.js';
import { pressFacts, type PressOptions } from '../support/press-facts.js';
import { NAMED, releasedLetter, type Released } from '../support/released.js';
import { fits, look, pictureForReadme } from './support/look.js';
import { type PdfPage, pagesOf } from './support/pdf.js';
import type { Person } from './support/person.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const PRINTED = resolve(import.meta.dirname, '../../test-output/printed');

/** A page that ends above this is mostly white: only the last one may. */
const HALF = 0.5;

const MANY_NAMES = 650;
const AFTER = {
  noAnswerYet: false,
  entries: [
    { entry: 'a', kind: 'delivered', day: '2018-07-02', text: 'At the front desk.', link: null },
    {
      entry: 'b',
      kind: 'answered',
      day: '2018-07-04',
      text: 'An answer.',
      link: 'https://news.example/answer',
    },
  ],
  support: [],
  organizations: [{ name: 'The Cloud Workers’ Union', kind: 'union', domain: 'union.example' }],
} as const;

describeSite('the page for the press', (site) => {
  let released: Released;
  let path: string;
  /** The page of another letter's edition, by a private link. */
  let embargoed: string;

  beforeAll(async () => {
    released = await releasedLetter(site().world);
    path = `/l/${released.letter.id}/press/${released.edition}`;
    const tomorrow = new Date(Date.now() + site().ahead + 24 * 3_600_000);
    const early = await releasedLetter(site().world, {}, { embargo: toTime(tomorrow) });
    const request = { edition: early.edition, label: 'The Herald' };
    const { token } = await makeEmbargoLink(early.organizers[0]!, early.letter, request);
    embargoed = `/l/${early.letter.id}/press/${early.edition}?access=${token}`;
  }, 180_000);

  it('is accessible in light and dark, and fits', async () => {
    const reader = await site().person();
    await reader.open(path);
    await look(reader.page, 'press');
    await fits(reader.page, 'press');
    await reader.keepsNothing();
    await reader.leave();
  });

  it.each(['en-XA', 'ar-XB'])('fits in %s', async (locale) => {
    const reader = await site().person();
    await reader.open(`${path}?locale=${locale}`);
    await look(reader.page, `press-${locale}`);
    await reader.leave();
  });

  it('is as good under embargo, for who has a private link', async () => {
    const reader = await site().person();
    await reader.open(embargoed);
    await reader.page.getByText(say('press.embargoedMeans')).waitFor();
    await look(reader.page, 'press-embargo');
    const coming = reader.page.waitForEvent('download');
    await reader.tap('link', say('press.csv'));
    expect(readFileSync(await (await coming).path(), 'utf8')).toContain(NAMED[1].name);
    await reader.keepsNothing();
    await reader.leave();
  });

  it('says without a script what was counted, who is named, and what that doesn’t prove', async () => {
    const reader = await site().person({ javaScriptEnabled: false });
    await reader.open(`/l/${released.letter.id}`);
    await reader.tap('link', say('press.fromLetter'));
    await reader.find('heading', released.letter.manifest.letter.title).first().waitFor();
    const text = await reader.page.locator('main').innerText();
    expect(text).toContain(say('press.count', { count: 17 }));
    for (const { name } of NAMED) expect(text).toContain(name);
    expect(text).toContain(say('press.fewer', { minimumCell: 3 }));
    expect(text).toContain(say('press.notPerson'));
    await reader.leave();
  });

  it('gives the evidence, whose digest is the one on the page', async () => {
    const reader = await site().person({ javaScriptEnabled: false });
    await reader.open(path);
    const coming = reader.page.waitForEvent('download');
    await reader.tap('link', say('press.bundle'));
    const bundle = readFileSync(await (await coming).path());
    const digest = Buffer.from(p.sha256(bundle)).toString('hex');
    expect(await reader.page.locator('main').innerText()).toContain(digest);
    await reader.leave();
  });

  it('leads to other sites only by links, with a text that names nobody', async () => {
    const reader = await site().person();
    await reader.open(path);
    await reader.tap('link', say('share.release'));
    await reader.find('heading', say('share.release')).waitFor();
    for (const target of ['share.mastodon', 'share.bluesky', 'share.linkedin', 'share.mail'] as const) {
      const href = (await reader.find('link', say(target)).getAttribute('href')) ?? '';
      const said = decodeURIComponent(href);
      expect(said).toContain(path);
      for (const { name } of NAMED) expect(said).not.toContain(name);
    }
    await look(reader.page, 'press-share');
    await reader.tap('link', say('share.toPress'));
    await reader.find('heading', say('press.cite')).waitFor();
    // Fails if anything was asked of another site.
    await reader.leave();
  });

  describe('on paper', () => {
    /** Printed as people do, and kept to be looked at. */
    async function print(reader: Person, name: string, options: object = {}): Promise<PdfPage[]> {
      const pdf = await reader.page.pdf(options);
      mkdirSync(PRINTED, { recursive: true });
      writeFileSync(join(PRINTED, `${name}.pdf`), pdf);
      return pagesOf(pdf);
    }

    /** An edition that isn't on this server, with the styles of one that is. */
    async function openEdition(reader: Person, options: PressOptions): Promise<void> {
      const styles = await reader.page.locator('link[rel=stylesheet]').getAttribute('href');
      const letter = await makeLetter({
        ...(options.count > 100 ? { workplaces: 3 } : {}),
        overrides: {
          roles: ['Design', 'Engineering', 'Legal', 'Operations', 'Sales', 'Support'],
          pressContact: 'press@larkspur-letter.example',
        },
      });
      const facts = pressFacts(letter, options);
      const assets = { title: 'An edition', styles: styles ?? '', icon: '/icon', font: '/font' };
      const html = drawn(h(Layout, { ...assets, children: h(PressPage, { facts }) }));
      const address = `${site().url}/an-edition`;
      const body = `<!doctype html>${html}`;
      await reader.page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
      await reader.page.route(/\/(?:icon|font|qr\.svg)$/, (route) => route.fulfill({ body: '' }));
      await reader.open(address);
    }

    const whitePages = (pages: readonly PdfPage[]): number[] =>
      pages.slice(0, -1).flatMap(({ filled }, i) => (filled < HALF ? [i + 1] : []));

    it.each([
      ['A4', 3],
      ['Letter', 4],
    ])('is full sheets of %s, at most %i, with all that one looks for', async (format, most) => {
      const reader = await site().person();
      await reader.open(path);
      const pages = await print(reader, `press-${format}`, { format });
      expect([pages.length, whitePages(pages)]).toEqual([Math.min(most, pages.length), []]);
      const text = pages.map((page) => page.text).join('\n');
      const { title } = released.letter.manifest.letter;
      for (const said of [title, say('press.count', { count: 17 }), 'press@cumulus-letter.example'])
        expect(pages[0]?.text).toContain(said);
      expect(text).toContain(NAMED[0].name);
      for (const heading of [
        'press.verification',
        'press.notProven',
        'press.evidence',
        'press.cite',
      ] as const)
        expect(text).toContain(say(heading));
      // Long addresses break anywhere.
      const unbroken = text.replaceAll('\n', '');
      expect(unbroken).toContain(path);
      expect(unbroken).toContain(`editions/${released.edition}.bundle`);
      for (const hidden of [
        'share.release',
        'site.about',
        'site.skip',
        'press.csv',
        'press.toLetter',
      ] as const)
        expect(text).not.toContain(say(hidden));
      pages.forEach((page, i) => {
        expect(page.text.replaceAll('\n', '')).toContain(`${i + 1} / ${pages.length}`);
      });
      await reader.leave();
    });

    it('leaves no sheet white, however few or many are counted and named', async () => {
      const reader = await site().person();
      await reader.open(path);
      for (const [name, options, most] of [
        ['none-named', { count: 12 }, 3],
        ['named', { count: 663, names: 40, after: AFTER }, 5],
        ['many-named', { count: 1663, names: MANY_NAMES, after: AFTER }, 12],
      ] as const) {
        await openEdition(reader, options);
        for (const format of ['A4', 'Letter']) {
          const pages = await print(reader, `press-${name}-${format}`, { format });
          expect([name, format, whitePages(pages)]).toEqual([name, format, []]);
          expect([name, pages.length <= most, pages.length]).toEqual([name, true, pages.length]);
        }
      }
      await reader.leave();
    });

    it('doesn’t tell of the private link under embargo, neither in words nor as a link of the PDF', async () => {
      const reader = await site().person();
      await reader.open(embargoed);
      const access = embargoed.replace(/.*access=/, '');
      // A browser adds lines of its own.
      const pages = await print(reader, 'press-embargo', { format: 'A4', displayHeaderFooter: true });
      const text = pages.map((page) => page.text).join('');
      expect(text).toContain('Under embargo: not to be published before');
      expect([
        text.includes('access='),
        pages
          .flatMap((page) => page.links)
          .join()
          .includes(access),
      ]).toEqual([false, false]);
      await reader.leave();
    });
  });

  it('is shown in the README', async () => {
    const reader = await site().person({ width: 640, height: 560 });
    await reader.open(path);
    await pictureForReadme(reader.page, 'press');
    await reader.leave();
  });
});
