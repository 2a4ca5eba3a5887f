// Codes that people read, type and say, in Crockford's base32: no I, L, O or U. protocol.md#challenge

export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What is typed between characters: spaces and every kind of dash. */
const SEPARATORS = /[\s\p{Pd}\u2212]/gu;

/** The characters that somebody typed, in any case, with or without dashes, O for 0, I or L for 1; whatever else stays as it is. */
export function typedCharacters(typed: string): string {
  return typed
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
