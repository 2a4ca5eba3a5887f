import { describe, expect, it } from '@jest/globals';
import { headcountOf, shareOf } from './headcount.js';

describe('how many work there', () => {
  it('is the sum of all workplaces, if each says its own', () => {
    expect(headcountOf([{ headcount: 100 }, { headcount: 20 }])).toBe(120);
    for (const unknown of [null, undefined, 0])
      expect(headcountOf([{ headcount: 100 }, { headcount: unknown }])).toBeNull();
    expect(headcountOf([])).toBeNull();
  });

  it('makes a count a share, unless more have signed than are said to work there', () => {
    expect(shareOf(30, 120)).toBe(0.25);
    expect(shareOf(120, 120)).toBe(1);
    expect(shareOf(121, 120)).toBeUndefined();
    expect(shareOf(30, null)).toBeUndefined();
  });
});
