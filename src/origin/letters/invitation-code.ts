// An operator's invitation code: sixteen characters that people can read, type and say. protocol.md#invitation
import type { RandomSource } from '../../common/random.js';
import { CODE_ALPHABET, typedCharacters } from '../../protocol/typed-code.js';

const LENGTH = 16;
const GROUP = /.{4}(?=.)/g;
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** A new code: 16 characters, 80 bits. */
export function drawInvitation(random: RandomSource): string {
  return Array.from({ length: LENGTH }, () =>
    CODE_ALPHABET.charAt(random.integer(CODE_ALPHABET.length)),
  ).join('');
}

/** A code as it is shown: `XXXX-XXXX-XXXX-XXXX`. */
export function formatInvitation(code: string): string {
  return code.replace(GROUP, '$&-');
}

/** The code that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; undefined if it can't be one. */
export function parseInvitation(typed: string): string | undefined {
  const code = typedCharacters(typed);
  return CODE.test(code) ? code : undefined;
}
