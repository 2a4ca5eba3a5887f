// The code that a mailbox is shown by: eight characters that people can read, type and say. protocol.md#challenge
import type { RandomSource } from '../../common/random.js';
import { drawTyped, readTyped } from '../../protocol/typed-code.js';

const LENGTH = 8;

/** A new code: 8 characters, 40 bits. */
export function drawCode(random: RandomSource): string {
  return drawTyped(LENGTH, (bound) => random.integer(bound));
}

/** A code as it is shown: `XXXX-XXXX`. */
export function formatCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** The code that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; undefined if it can't be one. */
export function parseCode(typed: string): string | undefined {
  return readTyped(typed, LENGTH);
}
