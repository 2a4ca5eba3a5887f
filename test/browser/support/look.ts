// What a page is held to wherever it is opened: axe finds nothing, nothing overflows; and a picture of it for people to look at.
import { expect } from '@jest/globals';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../../..');
const PICTURES = join(ROOT, 'test-output/screenshots');
const MOST_PICTURE_BYTES = 60_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const NARROW = { width: 320, height: 700 };

/** Pictures are for people: nobody looks at those of a machine that only checks, and drawing them is half the time of looking. */
const DRAWS = process.env['CI'] !== 'true';

/** What stands in the page's own script for axe-core. */
interface Axe {
  run(
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/**
 * Looks at what is on the page now, on a phone and on a desktop, in light and dark: by axe, for what overflows; leaves pictures
 * named so.
 */
export async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const found: Record<string, unknown> = {};
  const note = (where: string, problems: unknown[]): void => {
    if (problems.length > 0) found[where] = problems;
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Of all rules only contrast knows colours.
    const rules = colorScheme === 'light' ? RULES : ['color-contrast'];
    note(`axe, ${colorScheme}`, await violations(page, rules));
    for (const [device, size] of Object.entries(WIDTHS)) {
      // Colours move nothing.
      if (colorScheme === 'dark' && !DRAWS) continue;
      await page.setViewportSize(size);
      await picture(page, `${name}-${device}-${colorScheme}`);
      if (colorScheme === 'light') note(device, await overflowing(page));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
  expect({ [name]: found }).toEqual({ [name]: {} });
}

/** Whether everything fits, also for who has set her letters twice as large; leaves a picture of the narrowest. */
export async function fits(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const found: Record<string, unknown> = {};
  for (const [width, standard] of [
    // WCAG 2.2, 1.4.10: what 1280 pixels are at 400 %.
    [NARROW.width, 16],
    // What a desktop is at 200 %, and with letters of twice the size besides.
    [640, 16],
    [640, 32],
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    await setLetters(page, standard);
    if (width === NARROW.width) await picture(page, `${name}-narrow`);
    const problems = await overflowing(page);
    if (problems.length > 0) found[`${width} pixels, letters of ${standard}`] = problems;
  }
  await setLetters(page, 16);
  if (before !== null) await page.setViewportSize(before);
  expect({ [name]: found }).toEqual({ [name]: {} });
}

/** The whole page as a picture, where somebody may look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!DRAWS) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** What is on the screen, in docs/pictures: written anew only with WRITE_PICTURES=true, else it must be there and small. */
export async function pictureForReadme(page: Page, name: string): Promise<void> {
  const path = join(ROOT, 'docs/pictures', `${name}.png`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const drawn = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (process.env['WRITE_PICTURES'] === 'true') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, drawn);
  }
  expect(drawn.length).toBeLessThanOrEqual(MOST_PICTURE_BYTES);
  expect(statSync(path).size).toBeLessThanOrEqual(MOST_PICTURE_BYTES);
}

/** What axe-core objects to, by these rules or groups of rules. */
export async function violations(page: Page, rules: readonly string[] = RULES): Promise<string[]> {
  // Not as a script of the page: its policy runs none but its own.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations: all } = await axe.run({ runOnly, resultTypes: ['violations'] });
    return all.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    );
  }, rules);
}

/** What sticks out of the page, or of a box that would cut it off. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const width = root.clientWidth;
    const told = (element: Element): string =>
      `${element.outerHTML.slice(0, 120)} (${Math.round(element.getBoundingClientRect().width)} of ${width})`;
    const isHidden = (element: Element): boolean => element.getBoundingClientRect().width <= 1;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const found =
      root.scrollWidth > width ? [`The page scrolls sideways: ${root.scrollWidth} of ${width}`] : [];
    for (const element of document.body.querySelectorAll('*')) {
      if (isHidden(element) || scrolls(element.parentElement)) continue;
      const { left, right } = element.getBoundingClientRect();
      const skipped = getComputedStyle(element).position === 'absolute';
      if (!skipped && (right > width + 1 || left < -1)) found.push(told(element));
      const { overflowX } = getComputedStyle(element);
      // What a browser writes beside its own button, it shortens itself.
      const isItsOwn = element.matches('input[type=file]');
      const cutsOff = ['hidden', 'clip'].includes(overflowX) && !skipped && !isItsOwn;
      if (cutsOff && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${told(element)}`);
    }
    return found.slice(0, 8);
  });
}

async function setLetters(page: Page, standard: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard } });
  await session.detach();
}
