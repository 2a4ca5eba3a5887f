// A bundle is checked, on the page or by the file of its own: dropped on it, and what is said then.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from './person.js';

/** Drops the bundle on the page, anywhere. */
export async function drop({ page }: Person, bundle: Uint8Array): Promise<void> {
  const text = Buffer.from(bundle).toString();
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new globalThis.File([content], 'letter.bundle'));
    return data;
  }, text);
  await page.dispatchEvent('h1', 'dragover', { dataTransfer: transfer });
  expect(await page.locator('[data-over]').count()).toBe(1);
  await page.dispatchEvent('h1', 'drop', { dataTransfer: transfer });
}

/** All that the page says, in one line. */
export async function readAll(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}

/** Ends a visit to a page opened from a disk. Fails if it asked for anything but itself, by any network. */
export async function leaveFile(reader: Person, file: string): Promise<void> {
  expect(reader.requests.filter(({ url }) => !url.startsWith(file))).toEqual([]);
  expect(reader.problems).toEqual([]);
  await reader.context.close();
}
