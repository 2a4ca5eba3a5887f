// A bundle is checked, on the page or by the file of its own: dropped on it, and what is said then.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from './person.js';

type Move = (type: 'dragEnter' | 'dragOver' | 'drop') => Promise<void>;

/** Holds files or folders of the disk over the page's heading, as a hand does, for as long as `action` takes. */
async function hold(
  { page, context }: Person,
  paths: readonly string[],
  action: (move: Move) => Promise<void>,
): Promise<void> {
  const session = await context.newCDPSession(page);
  const { x, y } = (await page.locator('h1').boundingBox()) ?? { x: 0, y: 0 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const move: Move = async (type) => {
    await session.send('Input.dispatchDragEvent', { type, x: x + 5, y: y + 5, data });
  };
  await move('dragEnter');
  await action(move);
  await session.detach();
}

/** Drops files or folders on the page, once it shows that it takes them. */
export async function drop(person: Person, paths: readonly string[]): Promise<void> {
  await hold(person, paths, async (move) => {
    const over = person.page.locator('[data-over]');
    // A browser says again and again what is held over a page: one that didn't listen yet hears it later.
    for (let tries = 0; tries < 100 && !(await over.isVisible()); tries++) {
      await move('dragOver');
      await person.page.waitForTimeout(50);
    }
    await over.waitFor();
    await move('drop');
  });
}

/** Drops files on a page that takes nothing now. */
export async function dropInVain(person: Person, paths: readonly string[]): Promise<void> {
  await hold(person, paths, async (move) => {
    await move('dragOver');
    expect(await person.page.locator('[data-over]').count()).toBe(0);
    await move('drop');
  });
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
