import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { thresholdAdvice } from './threshold-advice.js';

describe('advice on a threshold', () => {
  it.each([
    [40, 20],
    [200, 40],
    [1200, 120],
    [10_000, 500],
    [80_000, 4000],
  ])('for %d who work there is %d', (headcount, suggested) => {
    expect(thresholdAdvice({ threshold: 0, minimumCell: 10, headcount }).suggested).toBe(suggested);
  });

  it('is never under the smallest group, nor over half of all who can be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 100 }),
        (headcount, minimumCell) => {
          const { suggested = 0 } = thresholdAdvice({ threshold: 0, minimumCell, headcount });
          expect(suggested).toBeGreaterThanOrEqual(minimumCell);
          expect(suggested).toBeLessThanOrEqual(Math.max(minimumCell, headcount / 2, 2));
        },
      ),
    );
  });

  it('says what an employer with mailboxes learns', () => {
    expect(thresholdAdvice({ threshold: 100, minimumCell: 10, headcount: null })).toEqual({
      suggested: undefined,
      share: undefined,
      isSmall: false,
      isHigh: false,
      isImpossible: false,
      mailboxes: 20,
      others: 80,
    });
  });

  it('warns', () => {
    expect(thresholdAdvice({ threshold: 60, minimumCell: 10, headcount: 100 }).isHigh).toBe(true);
    expect(thresholdAdvice({ threshold: 101, minimumCell: 10, headcount: 100 }).isImpossible).toBe(true);
    expect(thresholdAdvice({ threshold: 20, minimumCell: 10, headcount: 40 }).isSmall).toBe(true);
  });
});
