import { describe, expect, it } from '@jest/globals';
import { inTurns } from './in-turns.js';

const ITEMS = Array.from({ length: 1000 }, (_, i) => i);

describe('work on many items', () => {
  it('gives all results in order', async () => {
    expect(await inTurns(ITEMS, async (i) => Promise.resolve(2 * i))).toEqual(ITEMS.map((i) => 2 * i));
    expect(await inTurns([], async (i) => Promise.resolve(i))).toEqual([]);
  });

  it('lets others have their turn, though nothing in it waits', async () => {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    await inTurns(ITEMS, async (i) => Promise.resolve(i));
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(50);
  });

  it('fails as the first that fails', async () => {
    const failing = inTurns(ITEMS, async (i) => {
      if (i === 700) throw new Error('the 700th');
      return Promise.resolve(i);
    });
    await expect(failing).rejects.toThrow('the 700th');
  });
});
