// The code that a mailbox is shown by: eight characters that people can read, type and say. protocol.md#challenge
import type { RandomSource } from '../../common/random.js';

/** Crockford's base32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** What is typed between characters: spaces and every kind of dash. */
const SEPARATORS = /[\s\p{Pd}\u2212]/gu;

/** A new code: 8 characters, 40 bits. */
export function drawCode(random: RandomSource): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(random.integer(ALPHABET.length))).join('');
}

/** A code as it is shown: `XXXX-XXXX`. */
export function formatCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** The code that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; undefined if it can't be one. */
export function parseCode(typed: string): string | undefined {
  const code = typed
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}
