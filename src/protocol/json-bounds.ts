// How much JSON may hold, found out in one pass over its bytes before anything is made of them: a parser's own cost is many times
// that of its input. protocol.md#json
import { ProtocolError } from './errors.js';

/** How deep lists and objects may stand in each other: more than any format needs. protocol.md#limits */
const MAX_DEPTH = 64;

/** Brackets that open and commas, outside of strings: as many as a hundred thousand names with their proofs, and some. */
const MAX_VALUES = 1 << 20;

/** Of one object, whose keys are put in order. */
const MAX_MEMBERS = 64;

const QUOTE = 0x22;
const BRACE = 0x7b;
const BACKSLASH = 0x5c;

const [OTHER, SPACE, OPENS, CLOSES, COMMA, PLAIN] = [0, 1, 2, 3, 4, 5] as const;

/** What a byte is outside of strings. */
const KINDS = new Uint8Array(256);
for (const [characters, kind] of [
  ['\t\n\r ', SPACE],
  ['[{', OPENS],
  [']}', CLOSES],
  [',', COMMA],
  // Numbers, true, false, null.
  [':0123456789+-.Eaeflnrstu', PLAIN],
] as const) {
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
}

/**
 * Throws `too_large` if these bytes hold more than JSON may, `malformed` at a byte that JSON never holds there: whichever comes
 * first. Returns whether they end within something, as what was cut off does. Takes time in proportion to their number, and no
 * memory.
 */
export function requireBounds(bytes: Uint8Array, place?: string, deepest = MAX_DEPTH): boolean {
  let [depth, values] = [0, 0];
  /** Members so far of what is open, at each depth; 0 of a list. */
  const members = new Uint8Array(deepest + 1);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) {
      i = endOfString(bytes, i);
      if (i < 0) return true;
      continue;
    }
    const kind = KINDS[byte];
    if (kind === OTHER || (kind === CLOSES && depth-- === 0)) {
      throw new ProtocolError('malformed', 'This is not JSON.', place);
    }
    if (kind !== OPENS && kind !== COMMA) continue;
    if (kind === OPENS && depth++ === deepest) {
      throw new ProtocolError('too_large', 'Lists and objects stand in each other too deep.', place);
    }
    const before = members[depth] ?? 0;
    if (kind === OPENS) members[depth] = byte === BRACE ? 1 : 0;
    else if (before > 0) members[depth] = before + 1;
    if (++values > MAX_VALUES || (members[depth] ?? 0) > MAX_MEMBERS) {
      throw new ProtocolError('too_large', 'This holds more than any document.', place);
    }
  }
  return depth > 0;
}

/** Where the string that begins at `start` ends; -1 if it doesn't. */
function endOfString(bytes: Uint8Array, start: number): number {
  let end = start;
  for (;;) {
    end = bytes.indexOf(QUOTE, end + 1);
    if (end < 0) return -1;
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
}
