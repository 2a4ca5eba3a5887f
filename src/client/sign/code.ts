// The code as she types it, read as the issuer reads it, so that a page can tell when it is whole. protocol.md#challenge
import { readTyped, typedCharacters } from '../../protocol/typed-code.js';

const LENGTH = 8;

/** The eight characters that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; undefined if they can't be a code. */
export function parseCode(typed: string): string | undefined {
  return readTyped(typed, LENGTH);
}

/** Whether it can be submitted. */
export function isComplete(typed: string): boolean {
  return parseCode(typed) !== undefined;
}

/** What was typed so far, as a code is shown: `XXXX-XXXX`; characters beyond the eighth stay, so that she sees them. */
export function formatTyped(typed: string): string {
  const code = typedCharacters(typed);
  return code.length > LENGTH / 2 ? `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}` : code;
}
