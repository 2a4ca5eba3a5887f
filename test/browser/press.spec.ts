// The page for the press, read, printed and taken along, without a script.
import { beforeAll, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeEmbargoLink } from '../../src/client/release/embargo-links.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toTime } from '../../src/protocol/shape.js';
import { NAMED, releasedLetter, type Released } from '../support/released.js';
import { fits, look, pictureForReadme } from './support/look.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const PRINTED = resolve(import.meta.dirname, '../../test-output/printed');

describeSite('the page for the press', (site) => {
  let released: Released;
  let path: string;

  beforeAll(async () => {
    released = await releasedLetter(site().world);
    path = `/l/${released.letter.id}/press/${released.edition}`;
  });

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
    const tomorrow = new Date(Date.now() + site().ahead + 24 * 3_600_000);
    const early = await releasedLetter(site().world, {}, { embargo: toTime(tomorrow) });
    const request = { edition: early.edition, label: 'The Herald' };
    const { token } = await makeEmbargoLink(early.organizers[0]!, early.letter, request);
    const reader = await site().person();
    await reader.open(`/l/${early.letter.id}/press/${early.edition}?access=${token}`);
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
    for (const target of ['share.mastodon', 'share.bluesky', 'share.linkedin', 'share.mail'] as const) {
      const href = (await reader.find('link', say(target)).getAttribute('href')) ?? '';
      const said = decodeURIComponent(href);
      expect(said).toContain(path);
      for (const { name } of NAMED) expect(said).not.toContain(name);
    }
    // Fails if anything was asked of another site.
    await reader.leave();
  });

  it('makes a good PDF: the whole page on white, with its address and page numbers, without navigation', async () => {
    const reader = await site().person();
    await reader.open(path);
    mkdirSync(PRINTED, { recursive: true });
    for (const format of ['A4', 'Letter']) {
      const pdf = await reader.page.pdf({ format, preferCSSPageSize: false, printBackground: false });
      writeFileSync(join(PRINTED, `press-${format}.pdf`), pdf);
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      // Two of numbers and names, one of the letter, one or two of what it proves.
      expect([format, pages >= 4 && pages <= 5, pages]).toEqual([format, true, pages]);
    }
    await reader.page.emulateMedia({ media: 'print' });
    await reader.page.getByText(`editions/${released.edition}.bundle`, { exact: false }).waitFor();
    for (const hidden of ['share.mastodon', 'site.about', 'site.skip', 'press.csv'] as const) {
      expect(await reader.page.getByText(say(hidden), { exact: true }).isVisible()).toBe(false);
    }
    await reader.leave();
  });

  it('is shown in the README', async () => {
    const reader = await site().person({ width: 640, height: 560 });
    await reader.open(path);
    await pictureForReadme(reader.page, 'press');
    await reader.leave();
  });
});
