// Codes that people read, type and say, in Crockford's base32: no I, L, O or U. protocol.md#challenge

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WRITTEN = /^[0-9A-HJKMNP-TV-Z]*$/;

/** What is typed between characters: spaces and every kind of dash. */
const SEPARATORS = /[\s\p{Pd}\u2212]/gu;

/** A new code of so many characters, 5 bits each; `below` draws a whole number from 0, smaller than what it is given. */
export function drawTyped(length: number, below: (bound: number) => number): string {
  return Array.from({ length }, () => ALPHABET.charAt(below(ALPHABET.length))).join('');
}

/** The code of this length that somebody typed, as it was drawn; undefined if it can't be one. */
export function readTyped(typed: string, length: number): string | undefined {
  const code = typedCharacters(typed);
  return code.length === length && WRITTEN.test(code) ? code : undefined;
}

/** The characters that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; whatever else stays as it is. */
export function typedCharacters(typed: string): string {
  return typed
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
