// An operator's invitation code: sixteen characters that people can read, type and say. protocol.md#invitation
import type { RandomSource } from '../../common/random.js';

/** Crockford's base32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const GROUP = /.{4}(?=.)/g;
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** What is typed between characters: spaces and every kind of dash. */
const SEPARATORS = /[\s\p{Pd}\u2212]/gu;

/** A new code: 16 characters, 80 bits. */
export function drawInvitation(random: RandomSource): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(random.integer(ALPHABET.length))).join('');
}

/** A code as it is shown: `XXXX-XXXX-XXXX-XXXX`. */
export function formatInvitation(code: string): string {
  return code.replace(GROUP, '$&-');
}

/** The code that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; undefined if it can't be one. */
export function parseInvitation(typed: string): string | undefined {
  const code = typed
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}
