import { describe, expect, it } from '@jest/globals';
import { Groups } from './groups.js';

describe('groups', () => {
  it('run what comes while one is under way together, in order, up to their limit', async () => {
    const ran: number[][] = [];
    const groups = new Groups<number, number>(3, async (items) => {
      ran.push([...items]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return items.map((item) => item * 10);
    });
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((item) => groups.add('a', item)));
    expect(results).toEqual([10, 20, 30, 40, 50, 60]);
    expect(ran).toEqual([[1], [2, 3, 4], [5, 6]]);
  });

  it('never run two of one name at once, and never hold up another name', async () => {
    const running = new Map<string, number>();
    let both = 0;
    const groups = new Groups<string, string>(2, async ([first]) => {
      running.set(first!, (running.get(first!) ?? 0) + 1);
      expect(running.get(first!)).toBe(1);
      both = Math.max(both, running.size);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.delete(first!);
      return [first!, first!];
    });
    await Promise.all(['a', 'b', 'a', 'b', 'a', 'b'].map((name) => groups.add(name, name)));
    expect(both).toBe(2);
  });

  it('throw what a group throws to each of its items, and go on', async () => {
    let fails = true;
    const groups = new Groups<number, number>(5, async (items) => {
      await Promise.resolve();
      if (fails) throw new Error('no');
      return items;
    });
    const [one, two] = await Promise.allSettled([groups.add('a', 1), groups.add('a', 2)]);
    expect([one.status, two.status]).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await groups.add('a', 3)).toBe(3);
  });

  it('refuse an answer for fewer items than there were', async () => {
    const groups = new Groups<number, number>(5, async () => Promise.resolve([]));
    await expect(groups.add('a', 1)).rejects.toThrow('fewer');
  });
});
