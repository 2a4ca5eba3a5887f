import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCode as parsedByIssuer } from '../../issuer/attestation/code.js';
import { formatTyped, isComplete, parseCode } from './code.js';

/** What people type, right and wrong. */
const typed = fc.string({
  unit: fc.constantFrom(
    ...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
    '-',
    '–',
    '−',
    ' ',
    '\n',
    'é',
    '.',
  ),
  minLength: 6,
  maxLength: 11,
});

describe('a typed code', () => {
  it('is read as the issuer reads it', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(parseCode(text)).toBe(parsedByIssuer(text));
      }),
      { numRuns: 1000 },
    );
    for (const text of ['ABCD-EFGH', 'abcd efgh', 'oil0-1234', 'OIL01234', 'ABCDEFGU', 'ABCD—EFGH', '']) {
      expect(parseCode(text)).toBe(parsedByIssuer(text));
    }
  });

  it('is complete with its eighth character, whatever stands between them', () => {
    const text = '7k4q – w2n';
    for (let length = 0; length <= text.length; length++)
      expect(isComplete(text.slice(0, length))).toBe(false);
    expect(isComplete(`${text}o`)).toBe(true);
    expect(isComplete(`${text}o7`)).toBe(false);
  });

  it('is shown as it is mailed while it is typed, and stays what it is', () => {
    expect(['7', '7k4q', '7k4qw', ' 7k4q-w2no', '7k4qw2no9'].map(formatTyped)).toEqual([
      '7',
      '7K4Q',
      '7K4Q-W',
      '7K4Q-W2N0',
      '7K4Q-W2N09',
    ]);
    fc.assert(
      fc.property(typed, (text) => {
        expect(parseCode(formatTyped(text))).toBe(parseCode(text));
      }),
    );
  });
});
