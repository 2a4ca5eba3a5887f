// The pages of a letter, as a browser without JavaScript gets them.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { epochEnd } from '../../src/protocol/epochs.js';
import { Assets } from '../../src/web/pages/assets.js';
import { Pages } from '../../src/web/pages/pages.service.js';
import { TRANSLATION } from '../support/letter-text.js';
import { textOf } from '../support/pages.js';
import { World, type Opened } from '../support/world.js';

let world: World;
let opened: Opened;

beforeAll(async () => {
  world = await World.start();
  opened = await world.openLetter({ translations: [TRANSLATION] });
});

afterAll(async () => {
  await world.stop();
});

interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly text: string;
}

async function page(path = '', letter = opened.letter.id): Promise<Page> {
  const response = await fetch(`${world.server.url}/l/${letter}${path}`, {
    headers: { accept: 'text/html' },
    redirect: 'error',
  });
  const html = await response.text();
  return { status: response.status, headers: response.headers, html, text: textOf(html) };
}

describe('a letter’s pages', () => {
  it('show the letter, its terms, and where to sign', async () => {
    const { status, html, text } = await page();
    expect(status).toBe(200);
    expect(text).toContain('Adaeze Okafor, Chief Executive Officer');
    expect(text).toContain('We ask three things of you:');
    expect(text).toContain('Their number is shown once there are 12, and not before.');
    expect(html).toContain(`<section id="sign" data-letter="${opened.letter.id}"`);
    expect(html).toContain('<title>A letter</title>');
    expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)| style=/);
  });

  it('show a translation under an address of its own', async () => {
    const { html, text } = await page('/in/es');
    expect(text).toContain('This is a translation.');
    expect(html).toContain('lang="es" dir="ltr"');
    expect((await page('/in/fr')).status).toBe(404);
    expect((await page('/in/constructor')).status).toBe(404);
  });

  it('say who could find out, and how it is passed on, without a script', async () => {
    for (const [path, says] of [
      ['/who', 'It can see that you were sent a code, and when'],
      ['/share', `/l/${opened.letter.id}`],
      ['/poster', 'For everybody who works at Cumulus'],
    ] as const) {
      const { status, headers, html, text } = await page(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain(says);
      expect(html).not.toContain('<script');
      expect(headers.get('content-security-policy')).not.toContain('script-src');
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('give the link as a picture', async () => {
    const { headers, html } = await page('/qr.svg');
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(html).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
  });

  it('are refused for a letter that is not there', async () => {
    for (const path of ['', '/in/es', '/who', '/share', '/poster', '/qr.svg']) {
      expect((await page(path, 'a'.repeat(32))).status).toBe(404);
      expect((await page(path, 'nothing')).status).toBe(404);
    }
  });

  it('come in another language for those who test', async () => {
    const { html } = await page('?locale=ar-XB');
    expect(html).toContain('<html lang="ar-XB" dir="rtl">');
    expect(html).toContain('<header lang="en" dir="ltr">');
    expect(html).toContain(`/l/${opened.letter.id}/who?locale=ar-XB`);
  });

  it('have styles of 8 kB', async () => {
    const assets = world.server.app.get(Assets, { strict: false });
    const styles = (await assets.find(assets.path('main').replace('/assets/', '')))!;
    expect(gzipSync(styles.body.plain, { level: 9 }).length).toBeLessThanOrEqual(8 * 1024);
  });

  it('show the announcement as soon as it is made, though they are kept', async () => {
    const { letter } = await world.openLetter();
    await world.signMany(letter, 12);
    await world.endEpoch(letter, 1);
    expect((await page('', letter.id)).text).toContain('Collecting signatures.');
    world.clock.set(new Date(epochEnd(letter.manifest, 2).getTime() + 1000));
    const before = await page('', letter.id);
    expect(before.text).toContain('Collecting signatures.');
    await world.tick();
    const after = await page('', letter.id);
    expect(after.text).toContain('12 employees have signed.');
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  });

  it('are drawn once for all who read them, and anew after the end of an epoch', async () => {
    const { letter } = await world.openLetter();
    const draw = jest.spyOn(Pages.prototype, 'draw');
    try {
      const first = await page('', letter.id);
      for (const next of [await page('', letter.id), await page('', letter.id)]) {
        expect(next.html).toBe(first.html);
        expect(next.headers.get('etag')).toBe(first.headers.get('etag'));
      }
      expect(draw).toHaveBeenCalledTimes(1);
      world.clock.set(new Date(epochEnd(letter.manifest, 1).getTime() - 1000));
      await page('', letter.id);
      expect(draw).toHaveBeenCalledTimes(2);
      world.clock.advance(1);
      await world.tick();
      await Promise.all([page('', letter.id), page('', letter.id)]);
      expect(draw).toHaveBeenCalledTimes(3);
      await page('', letter.id);
      expect(draw).toHaveBeenCalledTimes(3);
    } finally {
      draw.mockRestore();
    }
  });

  it('have no button once the letter lapsed', async () => {
    const { letter } = await world.openLetter({ threshold: 500 });
    world.clock.set(new Date(Date.parse(letter.manifest.closesAt) + 1000));
    expect((await page('', letter.id)).html).not.toContain('id="sign-button"');
    await world.tick();
    const { text, html } = await page('', letter.id);
    expect(text).toContain('This letter lapsed:');
    expect(html).not.toContain('id="sign-button"');
  });
});
