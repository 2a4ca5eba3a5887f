import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../../test/support/manual-clock.js';
import { PreviewBudget } from './preview-budget.js';

const REFUSED = { problem: { code: 'too_many_previews', status: 429 } };

let clock: ManualClock;
let budget: PreviewBudget;

beforeEach(() => {
  clock = new ManualClock();
  budget = new PreviewBudget(clock);
});

/** A drawing that goes on until it is told to end. */
function drawing(): { draw: () => Promise<string>; end: () => void; isBegun: () => boolean } {
  let end = (): void => undefined;
  let isBegun = false;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const draw = async (): Promise<string> => {
    isBegun = true;
    await ended;
    return 'drawn';
  };
  return { draw, end: () => end(), isBegun: () => isBegun };
}

/** Keeps the process busy. */
async function work(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('the budget of previews', () => {
  it('lets one organizer have one drawn at a time', async () => {
    const [first, second] = [drawing(), drawing()];
    const drawn = budget.spend('heron', first.draw);
    await expect(budget.spend('heron', second.draw)).rejects.toMatchObject(REFUSED);
    expect(second.isBegun()).toBe(false);
    first.end();
    expect(await drawn).toBe('drawn');
    second.end();
    expect(await budget.spend('heron', second.draw)).toBe('drawn');
  });

  it('draws four at a time, whosever they are', async () => {
    const many = Array.from({ length: 6 }, drawing);
    const answers = many.map(async ({ draw }, i) => budget.spend(`organizer ${i}`, draw));
    const settled = Promise.allSettled(answers);
    await expect(answers[4]).rejects.toMatchObject(REFUSED);
    expect(many.map(({ isBegun }) => isBegun())).toEqual([true, true, true, true, false, false]);
    for (const { end } of many) end();
    expect((await settled).map(({ status }) => status)).toEqual([
      ...Array.from({ length: 4 }, () => 'fulfilled'),
      ...Array.from({ length: 2 }, () => 'rejected'),
    ]);
    expect(await budget.spend('organizer 5', many[5]!.draw)).toBe('drawn');
  });

  it('still counts a drawing that goes on for longer than the minute', async () => {
    const long = drawing();
    const drawn = budget.spend('heron', long.draw);
    clock.advance(61);
    await expect(budget.spend('heron', drawing().draw)).rejects.toMatchObject(REFUSED);
    long.end();
    await drawn;
  });

  it('is ninety of an organizer in a minute, those that failed among them', async () => {
    const fail = async (): Promise<never> => {
      throw new Error('no drawing');
    };
    for (let i = 0; i < 90; i++) await expect(budget.spend('heron', fail)).rejects.toThrow('no drawing');
    await expect(budget.spend('heron', fail)).rejects.toMatchObject(REFUSED);
    expect(await budget.spend('wren', async () => 'drawn')).toBe('drawn');
    clock.advance(60);
    expect(await budget.spend('heron', async () => 'drawn')).toBe('drawn');
  });

  it('is four seconds of drawing of an organizer in a minute', async () => {
    await budget.spend('heron', async () => work(2_010));
    await budget.spend('heron', async () => work(2_010));
    await expect(budget.spend('heron', async () => 'drawn')).rejects.toMatchObject(REFUSED);
    expect(await budget.spend('wren', async () => 'drawn')).toBe('drawn');
  });
});
