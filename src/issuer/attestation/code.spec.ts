import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SystemRandomSource } from '../../common/random.js';
import { drawCode, formatCode, parseCode } from './code.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = new SystemRandomSource();

describe('code', () => {
  it('is eight characters that are not taken for each other', () => {
    for (let i = 0; i < 200; i++) expect(drawCode(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  });

  it('uses the whole alphabet, and is another every time', () => {
    const codes = Array.from({ length: 500 }, () => drawCode(random));
    expect(new Set(codes).size).toBe(500);
    expect([...new Set(codes.join(''))].sort().join('')).toBe(ALPHABET);
  });

  it('takes five bits of randomness for each character', () => {
    const asked: number[] = [];
    const counting = { bytes: random.bytes.bind(random), integer: (below: number) => asked.push(below) - 1 };
    expect(drawCode(counting)).toBe('01234567');
    expect(asked).toEqual(Array.from({ length: 8 }, () => 32));
  });

  it('is shown in two halves', () => {
    expect(formatCode('0123ABCD')).toBe('0123-ABCD');
  });

  it.each([
    ['0123-ABCD', '0123ABCD'],
    ['0123abcd', '0123ABCD'],
    [' 0 1 2 3 – a b c d ', '0123ABCD'],
    ['0123—ABCD', '0123ABCD'],
    ['0123\u2212ABCD', '0123ABCD'],
    ['0123\u00a0ABCD\n', '0123ABCD'],
    ['oOiIlL23', '00111123'],
  ])('reads %j as %s', (typed, code) => {
    expect(parseCode(typed)).toBe(code);
  });

  it.each([
    '',
    '0123ABC',
    '0123ABCDE',
    '0123ABCU',
    '0123.ABCD',
    '0123ABCÄ',
    '0123\u0000ABCD',
    '０１２３ABCD',
    'ſ123ABCD',
  ])('does not read %j', (typed) => {
    expect(parseCode(typed)).toBeUndefined();
  });

  it('reads every code however it is typed', () => {
    const code = fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 });
    const gap = fc.constantFrom('', ' ', '-', '–', '\t');
    fc.assert(
      fc.property(
        code,
        fc.array(gap, { minLength: 9, maxLength: 9 }),
        fc.boolean(),
        (letters, gaps, lower) => {
          const typed = gaps.map((one, i) => one + (letters[i] ?? '')).join('');
          expect(parseCode(lower ? typed.toLowerCase() : typed)).toBe(letters.join(''));
        },
      ),
    );
  });
});
