import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { Tries } from './tries.js';

const id = new Uint8Array(16).fill(1);
const other = new Uint8Array(16).fill(2);

describe('tries', () => {
  it('allow five wrong codes for a challenge, and count each by itself', () => {
    const tries = new Tries(new ManualClock());
    const until = new Date('2018-06-25T16:10:00Z');
    for (let i = 0; i < 5; i++) {
      expect(tries.allow(id)).toBe(true);
      tries.fail(id, until);
    }
    expect(tries.allow(id)).toBe(false);
    expect(tries.allow(other)).toBe(true);
  });

  it('are forgotten when the challenge is of no use any more, not before', () => {
    const clock = new ManualClock();
    const tries = new Tries(clock);
    for (let i = 0; i < 5; i++) tries.fail(id, new Date('2018-06-25T16:10:00Z'));
    clock.set('2018-06-25T16:09:59Z');
    tries.fail(other, new Date('2018-06-25T16:19:59Z'));
    expect(tries.allow(id)).toBe(false);
    clock.set('2018-06-25T16:10:00Z');
    tries.fail(other, new Date('2018-06-25T16:19:59Z'));
    expect(tries.allow(id)).toBe(true);
  });
});
