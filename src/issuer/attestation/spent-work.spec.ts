import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { SpentWork } from './spent-work.js';

const MOST_REMEMBERED = 100_000;

let clock: ManualClock;
let spent: SpentWork;

beforeEach(() => {
  clock = new ManualClock();
  spent = new SpentWork(clock);
});

describe('spent work', () => {
  it('is used once, and too old at its end', () => {
    expect(spent.spend('one', inSeconds(2))).toBe(true);
    expect(spent.spend('one', inSeconds(2))).toBe(false);
    expect(spent.spend('two', inSeconds(2))).toBe(true);
    const end = inSeconds(2);
    clock.advance(1);
    expect(spent.spend('one', end)).toBe(false);
    expect(spent.spend('three', end)).toBe(true);
    clock.advance(1);
    for (const nonce of ['one', 'four']) expect(spent.spend(nonce, end)).toBe(false);
  });

  it('is taken again after the clock ran ahead and was set right', () => {
    clock.advance(86_400);
    expect(spent.spend('one', inSeconds(10))).toBe(true);
    clock.advance(-86_400);
    expect(spent.spend('two', inSeconds(10))).toBe(true);
    expect(spent.spend('two', inSeconds(10))).toBe(false);
  });

  it('when there is too much to remember, what ends first counts as used; what ends later is taken', () => {
    expect(spent.spend('first', inSeconds(1))).toBe(true);
    for (let i = 1; i < MOST_REMEMBERED; i++) spent.spend(`n${i}`, inSeconds(2 + (i % 3)));
    expect(spent.spend('one more', inSeconds(5))).toBe(true);
    expect(spent.spend('first', inSeconds(1))).toBe(false);
    expect(spent.spend('never seen', inSeconds(1))).toBe(false);
    expect(spent.spend('n3', inSeconds(2))).toBe(false);
    expect(spent.spend('in time', inSeconds(5))).toBe(true);
    expect(spent.spend('in time', inSeconds(5))).toBe(false);
    // The next eviction took all that end after two seconds: seen or not, they are not taken.
    expect(spent.spend('never seen either', inSeconds(2))).toBe(false);
    for (const [nonce, seconds] of [
      ['n1', 3],
      ['n2', 4],
    ] as const)
      expect(spent.spend(nonce, inSeconds(seconds))).toBe(false);
  });

  it('takes nothing that ends with the first ones, when all end at once', () => {
    for (let i = 0; i < MOST_REMEMBERED; i++) spent.spend(`n${i}`, inSeconds(3));
    expect(spent.spend('n0', inSeconds(3))).toBe(false);
    expect(spent.spend('another', inSeconds(3))).toBe(false);
    expect(spent.spend('n0', inSeconds(3))).toBe(false);
    expect(spent.spend('another', inSeconds(4))).toBe(true);
  });
});

function inSeconds(seconds: number): Date {
  return new Date(clock.now().getTime() + seconds * 1000);
}
