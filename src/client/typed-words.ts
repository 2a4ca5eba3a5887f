// Twelve words as somebody types them, and what can be told of them without asking anybody: their number, and the first one that
// the list doesn't have. protocol.md#words
import { ENGLISH_WORDS } from '../protocol/english-words.js';

const WORDS = 12;

/** So many letters tell every word of the list from all others. */
const TELLING = 4;

/** What is wrong with words: how many there are, or the first (from 1) that isn't in the list, and the one that may be meant. */
export type WrongWords =
  | { readonly is: 'count'; readonly count: number }
  | { readonly is: 'word'; readonly number: number; readonly word: string; readonly meant?: string };

/** The words as they are read: numbers, dashes, commas and lines between them don't matter, nor does case. */
export function tidyWords(typed: string): string {
  const words = typed.normalize('NFKC').toLowerCase();
  return words.replace(/[^\p{L}]+/gu, ' ').trim();
}

/** What is wrong with tidied words; undefined if each stands in the list and there are twelve. */
export function wrongIn(words: string): WrongWords | undefined {
  const list = words === '' ? [] : words.split(' ');
  const at = list.findIndex((word) => !ENGLISH_WORDS.includes(word));
  const word = list[at];
  if (word !== undefined && list.length <= WORDS) {
    const meant = meantBy(word);
    return { is: 'word', number: at + 1, word, ...(meant === undefined ? {} : { meant }) };
  }
  return list.length === WORDS ? undefined : { is: 'count', count: list.length };
}

/** The one word of the list that begins as this one does. */
function meantBy(word: string): string | undefined {
  if (word.length < TELLING) return undefined;
  return ENGLISH_WORDS.find((one) => one.startsWith(word.slice(0, TELLING)));
}
