// A bundle is checked, on the page or by the file of its own: dropped on it, and what is said then.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from './person.js';

/** Drops files or folders of the disk on the page's heading, as a hand does. */
export async function drop({ page, context }: Person, paths: readonly string[]): Promise<void> {
  const session = await context.newCDPSession(page);
  const { x, y } = (await page.locator('h1').boundingBox()) ?? { x: 0, y: 0 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const move = async (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> => {
    await session.send('Input.dispatchDragEvent', { type, x: x + 5, y: y + 5, data });
  };
  await move('dragEnter');
  await move('dragOver');
  await page.locator('[data-over]').waitFor();
  await move('drop');
  await session.detach();
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
