import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawTyped, readTyped } from './typed-code.js';

const drawn = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 1, maxLength: 16 }).map((numbers) => {
  let at = 0;
  return drawTyped(numbers.length, () => numbers[at++]!);
});

describe('a code that people type', () => {
  it('is read as it was drawn, however it is typed', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('', ' ', '-', '\u2011', '\u2212', '\t'), (code, between) => {
        const typed = [...code.toLowerCase()].join(between).replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readTyped(` ${typed} `, code.length)).toBe(code);
      }),
    );
  });

  it('is drawn of 32 characters, each for its number', () => {
    let next = 0;
    const all = drawTyped(32, (bound) => {
      expect(bound).toBe(32);
      return next++;
    });
    expect(new Set(all).size).toBe(32);
    expect(all).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/);
  });

  it('is none of another length, or with what no code has', () => {
    for (const typed of ['', 'ABCDEFG', 'ABCDEFGHJ', 'ABCDEFGU', 'ABCDEFG!', 'ÄBCDEFGH'])
      expect(readTyped(typed, 8)).toBeUndefined();
  });
});
