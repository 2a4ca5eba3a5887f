import { describe, expect, it } from '@jest/globals';
import { duration } from './duration.js';

describe('a length of time', () => {
  it.each([
    [3600, 'hour', 1],
    [86_400, 'hour', 24],
    [5400, 'minute', 90],
    [600, 'minute', 10],
    [45, 'second', 45],
  ] as const)('of %i seconds is told in %ss', (seconds, unit, every) => {
    expect(duration(seconds)).toEqual({ unit, every });
  });
});
