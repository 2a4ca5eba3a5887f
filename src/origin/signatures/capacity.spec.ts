import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { grownCapacity, slotCapacity } from './capacity.js';

describe('the capacity of a letter', () => {
  it.each([
    [2, 4],
    [10, 32],
    [64, 128],
    [65, 256],
    [650, 2048],
    [1_000_000, 2_097_152],
  ])('is, for a threshold of %d, %d slots', (threshold, slots) => {
    expect(slotCapacity(threshold)).toBe(slots);
  });

  it('is the least power of two that is twice the threshold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (threshold) => {
        const slots = slotCapacity(threshold);
        expect(Number.isInteger(Math.log2(slots))).toBe(true);
        expect(slots).toBeGreaterThanOrEqual(2 * threshold);
        expect(slots / 2).toBeLessThan(2 * threshold);
      }),
    );
  });

  it('grows when more than half is used, and never shrinks', () => {
    expect(grownCapacity(2048, 0)).toBe(2048);
    expect(grownCapacity(2048, 1024)).toBe(2048);
    expect(grownCapacity(2048, 1025)).toBe(4096);
  });
});
