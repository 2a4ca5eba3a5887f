// Every page that is read: by axe, at every width, with large letters, without a script, and in the two made-up languages.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ClientLetter } from '../../src/client/letter.js';
import { fits, look } from './support/look.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

/** Made-up languages: one is longer, the other runs from right to left. */
const LOCALES = ['en-XA', 'ar-XB'];

describeSite('the pages', (site) => {
  let letter: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter();
  });

  const PAGES: Readonly<Record<string, (id: string) => string>> = {
    home: () => '/',
    letter: (id) => `/l/${id}`,
    who: (id) => `/l/${id}/who`,
    share: (id) => `/l/${id}/share`,
    poster: (id) => `/l/${id}/poster`,
    mine: (id) => `/l/${id}/mine`,
    about: () => '/about',
    privacy: () => '/privacy',
    imprint: () => '/imprint',
    accessibility: () => '/accessibility',
    report: () => '/report',
    'not-found': () => '/nowhere',
    'letter-not-found': () => `/l/${'a'.repeat(32)}`,
    'dev-inbox': () => '/dev/inbox',
    'dev-styles': () => '/dev/styles',
  };

  it.each(Object.entries(PAGES))('%s: accessible in light and dark, and fits', async (name, path) => {
    const reader = await site().person();
    reader.expectsFailures = name.includes('not-found');
    await reader.open(path(letter.id));
    await look(reader.page, name);
    await fits(reader.page, name);
    await reader.keepsNothing();
    await reader.leave();
  });

  it.each(LOCALES)('fit in %s', async (locale) => {
    const reader = await site().person();
    for (const [name, path] of Object.entries(PAGES)) {
      reader.expectsFailures = name.includes('not-found');
      await reader.open(`${path(letter.id)}?locale=${locale}`);
      await fits(reader.page, `${name}-${locale}`);
      // Texts that stand in for the operator's are English everywhere, and say so.
      if (['about', 'privacy', 'imprint', 'accessibility'].includes(name))
        expect(await reader.page.locator('main [lang=en][dir=ltr]').count()).toBe(1);
    }
    await reader.leave();
  });

  describe('without JavaScript', () => {
    it('are read, passed on and printed', async () => {
      const reader = await site().person({ javaScriptEnabled: false });
      await reader.open(`/l/${letter.id}`);
      await reader.find('heading', letter.manifest.letter.title).waitFor();
      expect(await reader.page.locator('noscript').innerText()).toBe(say('letter.noScript'));
      await reader.tap('link', say('letter.whoLink'));
      await reader.find('heading', say('who.title')).waitFor();
      await reader.tap('link', say('who.back'));
      await reader.tap('link', say('letter.shareLink'));
      await reader.find('heading', say('share.title')).waitFor();
      await reader.find('img', say('share.codeLabel')).waitFor();
      await reader.tap('link', say('share.poster'));
      await reader.page.getByText(say('poster.scan')).waitFor();
      await reader.tap('link', say('site.name'));
      expect(new URL(reader.page.url()).pathname).toBe('/');
      await reader.leave();
    });
  });

  it('lead past the navigation, and to nothing that isn’t there', async () => {
    const reader = await site().person();
    const seen = new Set<string>();
    const open = ['/', `/l/${letter.id}`];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const answer = await fetch(site().url + path, { method: 'GET', redirect: 'manual' });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
      await reader.open(path);
      await reader.page.keyboard.press('Tab');
      await reader.page.keyboard.press('Enter');
      await reader.page.waitForURL(`${site().url}${path}#main`);
      for (const href of await links(reader.page)) {
        const { origin, pathname } = new URL(href);
        if (origin === site().url && !pathname.startsWith('/api')) open.push(pathname);
      }
    }
    expect(seen.size).toBeGreaterThan(6);
    await reader.leave();
  });
});

async function links(page: Page): Promise<string[]> {
  return page.getByRole('link').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
}
