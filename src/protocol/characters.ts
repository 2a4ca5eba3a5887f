// White space, control characters and capitals: lists that never change. An engine's own do, with the Unicode that it knows.
// protocol.md#encoding

/** What texts may not begin or end with. */
const WHITE_SPACE =
  '\\u0009-\\u000d\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';

/** C0 without the line feed, DEL and C1; line and paragraph separator; what embeds, overrides or isolates a direction. */
const CONTROL = '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069';

const ONLY_SPACE = new RegExp(`^[${WHITE_SPACE}]*$`);
const SPACE_AROUND = new RegExp(`^[${WHITE_SPACE}]|[${WHITE_SPACE}]$`);
const ANY_CONTROL = new RegExp(`[${CONTROL}]`);

/** Whether a text holds nothing, or white space only. */
export function isBlank(text: string): boolean {
  return ONLY_SPACE.test(text);
}

/** Whether a text begins or ends with white space. */
export function hasSpaceAround(text: string): boolean {
  return SPACE_AROUND.test(text);
}

/** Whether a text holds a control character other than a line feed. */
export function hasControl(text: string): boolean {
  return ANY_CONTROL.test(text);
}

/** A to Z as a to z; whatever else stays as it is. */
export function inLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}

/**
 * What may play with a terminal or with the order of a line: C0, DEL and C1, line and paragraph separators, all that directs
 * writing, the byte order mark, and half a surrogate pair.
 */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;

/** A text of somebody else's as it may be shown: one line, in which such characters stand as `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value as JSON over lines, in which such characters stand as `\u001b`: the same value to whoever reads it. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
