import { beforeEach, describe, expect, it } from '@jest/globals';
import { StillClock } from '../../../test/support/letters-app.js';
import { PageCache } from './page-cache.js';
import type { DrawnPage } from './pages.service.js';

let clock: StillClock;
let cache: PageCache;
let drawings: number;

beforeEach(() => {
  clock = new StillClock();
  cache = new PageCache(clock);
  drawings = 0;
});

async function page(): Promise<DrawnPage> {
  drawings += 1;
  return { status: 200 + drawings, body: { plain: Buffer.from(''), digest: '' }, headers: {} };
}

describe('the cache of pages', () => {
  it('draws a page once, for all who ask at once and for two seconds', async () => {
    const [first, second] = await Promise.all([cache.get('a/x', page), cache.get('a/x', page)]);
    clock.forward(1);
    expect(await cache.get('a/x', page)).toBe(first);
    expect(second).toBe(first);
    expect(drawings).toBe(1);
    clock.forward(2);
    await cache.get('a/x', page);
    expect(drawings).toBe(2);
  });

  it('shows nothing in a minute that was drawn in the one before: embargoes end with a minute', async () => {
    clock.forward(59 - clock.now().getUTCSeconds());
    const before = await cache.get('a/x', page);
    clock.forward(1);
    expect(await cache.get('a/x', page)).not.toBe(before);
  });

  it('draws anew when the clock was set back', async () => {
    await cache.get('a/x', page);
    clock.forward(-3600);
    await cache.get('a/x', page);
    expect(drawings).toBe(2);
  });

  it('forgets the pages of one letter, and no others', async () => {
    await cache.get('a/x', page);
    await cache.get('b/x', page);
    cache.forget('a/');
    await cache.get('b/x', page);
    expect(drawings).toBe(2);
    await cache.get('a/x', page);
    expect(drawings).toBe(3);
  });

  it('does not keep what was being drawn when it changed', async () => {
    let finish = (_page: DrawnPage): void => undefined;
    const slow = cache.get('a/x', () => new Promise((done) => (finish = done)));
    cache.forget('a/');
    const fresh = await cache.get('a/x', page);
    const stale = await page();
    finish(stale);
    expect(await slow).toBe(stale);
    expect(await cache.get('a/x', page)).toBe(fresh);
  });

  it('keeps nothing that could not be drawn, and loses nothing to it', async () => {
    await cache.get('a/x', page);
    const refused = async (): Promise<DrawnPage> => Promise.reject(new Error('There is no such letter.'));
    for (let i = 0; i < 1_000; i++)
      await expect(cache.get(`${i}/x`, refused)).rejects.toThrow('no such letter');
    await Promise.allSettled(Array.from({ length: 1_000 }, (_, i) => cache.get(`${i}/x`, refused)));
    await cache.get('a/x', page);
    expect(drawings).toBe(1);
    await cache.get('1/x', page);
    expect(drawings).toBe(2);
  });

  it('keeps a bounded number of pages, the ones drawn last', async () => {
    for (let i = 0; i <= 500; i++) await cache.get(`${i}/x`, page);
    await cache.get('500/x', page);
    expect(drawings).toBe(501);
    await cache.get('0/x', page);
    expect(drawings).toBe(502);
  });
});
