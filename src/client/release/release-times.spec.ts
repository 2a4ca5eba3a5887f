import { describe, expect, it } from '@jest/globals';
import { asOf, nextEpochEnd } from './release-times.js';
import type { ReleaseView } from './release-view.js';

describe('the next epoch end', () => {
  const terms = {
    opensAt: '2018-06-25T16:00:00Z',
    closesAt: '2018-06-25T19:00:00Z',
    epochSeconds: 3600,
  };
  const at = (time: string, view: Partial<Pick<ReleaseView, 'state' | 'closesAt'>> = {}) =>
    nextEpochEnd(terms, { state: 'open', closesAt: null, ...view }, new Date(time));

  it('is the first one to come, until the letter closes', () => {
    expect(at('2018-06-25T15:00:00Z')).toBe('2018-06-25T17:00:00Z');
    expect(at('2018-06-25T16:59:59Z')).toBe('2018-06-25T17:00:00Z');
    expect(at('2018-06-25T17:00:00Z')).toBe('2018-06-25T18:00:00Z');
    expect(at('2018-06-25T19:00:00Z')).toBeUndefined();
    expect(at('2018-06-25T18:30:00Z', { closesAt: '2018-06-25T18:00:00Z' })).toBeUndefined();
    expect(at('2018-06-25T16:30:00Z', { state: 'closed' })).toBeUndefined();
    expect(asOf(terms, 2)).toBe('2018-06-25T18:00:00Z');
  });
});
