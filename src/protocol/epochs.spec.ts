import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endedEpochs, epochCount, epochEnd } from './epochs.js';
import { toTime } from './shape.js';

const terms = { opensAt: '2018-06-25T16:00:00Z', closesAt: '2018-07-09T16:00:00Z', epochSeconds: 3600 };
const at = (time: string): number => endedEpochs(terms, new Date(time));

describe('epochs of two weeks, an hour each', () => {
  it('are 336; the last ends at the close', () => {
    expect(epochCount(terms)).toBe(336);
    expect(toTime(epochEnd(terms, 336))).toBe(terms.closesAt);
    expect(toTime(epochEnd(terms, 1))).toBe('2018-06-25T17:00:00Z');
  });

  it.each([
    ['long before the opening', '2018-01-01T00:00:00Z', 0],
    ['an epoch before the opening', '2018-06-25T15:00:00Z', 0],
    ['at the opening', '2018-06-25T16:00:00Z', 0],
    ['just before the first end', '2018-06-25T16:59:59.999Z', 0],
    ['at the first end', '2018-06-25T17:00:00Z', 1],
    ['just after it', '2018-06-25T17:00:00.001Z', 1],
    ['just before the close', '2018-07-09T15:59:59.999Z', 335],
    ['at the close', '2018-07-09T16:00:00Z', 336],
    ['long after the close', '2019-07-09T16:00:00Z', 336],
  ])('%s: %s is after %i of them', (_, time, ended) => {
    expect(at(time)).toBe(ended);
  });
});

describe('epochs of any length', () => {
  const any = fc.record({
    start: fc.integer({ min: 1_400_000_000, max: 1_900_000_000 }),
    epochSeconds: fc.integer({ min: 1, max: 86_400 }),
    count: fc.integer({ min: 1, max: 5000 }),
  });

  it('end one by one: an end is the first moment at which it has ended', () => {
    fc.assert(
      fc.property(any, fc.nat(), ({ start, epochSeconds, count }, pick) => {
        const opensAt = toTime(new Date(start * 1000));
        const closesAt = toTime(new Date((start + count * epochSeconds) * 1000));
        const given = { opensAt, closesAt, epochSeconds };
        const epoch = 1 + (pick % count);
        const end = epochEnd(given, epoch);
        expect(epochCount(given)).toBe(count);
        expect(endedEpochs(given, end)).toBe(epoch);
        expect(endedEpochs(given, new Date(end.getTime() - 1))).toBe(epoch - 1);
      }),
    );
  });
});
