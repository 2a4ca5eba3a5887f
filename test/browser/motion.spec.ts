// Whoever asks her device for less motion gets none: nothing moves, fades or glides, on the letter and in every step of signing.
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ClientLetter } from '../../src/client/letter.js';
import { Signer } from './support/signer.js';
import { describeSite } from './support/site.js';

type Motion = 'reduce' | 'no-preference';

describeSite('motion', (site) => {
  let letter: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter();
  });

  /** Through the letter and the steps; what moves in each. */
  async function movingFor(reducedMotion: Motion): Promise<Record<string, string[]>> {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    await person.page.emulateMedia({ reducedMotion });
    await signer.read();
    const found: Record<string, string[]> = { letter: await moving(person.page) };
    await signer.begin();
    found['ask'] = await moving(person.page);
    await signer.typeAddress();
    await signer.send();
    await signer.sees('code');
    found['code'] = await moving(person.page);
    await signer.typeCode(await signer.readCode());
    await signer.sees('ready');
    found['ready'] = await moving(person.page);
    await signer.sign();
    await signer.sees('recorded');
    found['recorded'] = await moving(person.page);
    await person.leave();
    return found;
  }

  it('is nowhere for who wants none', async () => {
    expect(await movingFor('reduce')).toEqual({ letter: [], ask: [], code: [], ready: [], recorded: [] });
  });

  it('is the scroll to a place alone for everybody else', async () => {
    const scroll = ['html: scrolls smoothly'];
    expect(await movingFor('no-preference')).toEqual({
      letter: scroll,
      ask: scroll,
      code: scroll,
      ready: scroll,
      recorded: scroll,
    });
  });

  it('would be found, if something moved', async () => {
    const signer = await Signer.come(site(), letter);
    const { page } = signer.person;
    await page.evaluate(() => {
      const { style } = document.querySelector<HTMLElement>('#sign-button')!;
      style.transition = 'color 1s';
      document.body.style.scrollBehavior = 'smooth';
      document.querySelector('h1')!.animate([{ opacity: 0 }, { opacity: 1 }], 60_000);
    });
    expect(await moving(page)).toEqual([
      'body: scrolls smoothly',
      'a: transition of color',
      '1 animations are under way',
    ]);
    await signer.person.leave();
  });
});

/** What moves on the page now, or would if its state changed; pseudo-elements are looked at as elements are. */
async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const lasts = (durations: string): boolean =>
      durations.split(',').some((duration) => Number.parseFloat(duration) > 0);
    for (const element of document.querySelectorAll('*')) {
      for (const part of [null, '::before', '::after', '::marker', '::placeholder', '::backdrop']) {
        const style = getComputedStyle(element, part);
        const name = `${element.localName}${part ?? ''}`;
        if (style.scrollBehavior !== 'auto' && part === null) found.add(`${name}: scrolls smoothly`);
        if (lasts(style.transitionDuration)) found.add(`${name}: transition of ${style.transitionProperty}`);
        if (style.animationName !== 'none') found.add(`${name}: animation ${style.animationName}`);
      }
    }
    const under = document.getAnimations().length;
    if (under > 0) found.add(`${under} animations are under way`);
    return [...found];
  });
}
