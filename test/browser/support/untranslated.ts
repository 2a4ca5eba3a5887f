// What a page says in English although it is in the made-up language en-XA, in which every word that is said has accents.
import type { Page } from 'playwright-core';

/** Where what stands is people's own, or written by the browser. */
const OTHERS =
  '[lang]:not(html), code, .copyable, ol.words, .sign-id, time, .organize-moment, #draft-timeZone';

/** What the browser's own lists, dates and names of languages are made of. */
const BY_THE_BROWSER = [
  ...['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'UTC', 'GMT', 'at', 'and', 'English'],
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

/** The words that are left in English; `own` are those that people chose: names, labels, domains. */
export async function untranslated(page: Page, own: readonly string[]): Promise<string[]> {
  return page.evaluate(
    ({ others, known }) => {
      const said: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const around = node.parentElement;
        const isSaid = around !== null && around.closest(`${others}, script, style, noscript`) === null;
        if (isSaid && (around.checkVisibility() || around.closest('select') !== null))
          said.push(node.textContent ?? '');
      }
      for (const element of document.body.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
        if (element.closest(others) !== null) continue;
        for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
          said.push(element.getAttribute(name) ?? '');
      }
      // These letters always get an accent.
      const left = said.flatMap((text) => text.match(/[\p{L}\p{N}.@-]+/gu) ?? []);
      return [...new Set(left)].filter(
        (word) => /[aceghinorstuy]{2}/.test(word) && !known.some((one) => word.replace(/\.$/, '') === one),
      );
    },
    { others: OTHERS, known: [...BY_THE_BROWSER, ...own] },
  );
}
