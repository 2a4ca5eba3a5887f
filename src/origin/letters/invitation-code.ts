// An operator's invitation code: sixteen characters that people can read, type and say. protocol.md#invitation
import type { RandomSource } from '../../common/random.js';
import { drawTyped, readTyped } from '../../protocol/typed-code.js';

const LENGTH = 16;
const GROUP = /.{4}(?=.)/g;

/** A new code: 16 characters, 80 bits. */
export function drawInvitation(random: RandomSource): string {
  return drawTyped(LENGTH, (bound) => random.integer(bound));
}

/** A code as it is shown: `XXXX-XXXX-XXXX-XXXX`. */
export function formatInvitation(code: string): string {
  return code.replace(GROUP, '$&-');
}

/** The code that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; undefined if it can't be one. */
export function parseInvitation(typed: string): string | undefined {
  return readTyped(typed, LENGTH);
}
