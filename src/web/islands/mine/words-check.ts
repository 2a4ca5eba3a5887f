// What can be told of twelve words without asking anybody: their number, and the first one that the list doesn't have.
// protocol.md#words
import { ENGLISH_WORDS } from '../../../protocol/english-words.js';
import type { Problem } from '../sign/problem.js';

const WORDS = 12;

/** So many letters tell every word of the list from all others. */
const TELLING = 4;

/** The words as they are read: numbers, dashes, commas and lines between them don't matter, nor does case. */
export function tidyWords(typed: string): string {
  const words = typed.normalize('NFKC').toLowerCase();
  return words.replace(/[^\p{L}]+/gu, ' ').trim();
}

/** What is wrong with tidied words; undefined if each stands in the list and there are twelve. */
export function wrongIn(words: string): Problem | undefined {
  const list = words === '' ? [] : words.split(' ');
  const at = list.findIndex((word) => !ENGLISH_WORDS.includes(word));
  const word = list[at];
  const field = 'words';
  if (word !== undefined && list.length <= WORDS) {
    const meant = meantBy(word);
    return meant === undefined
      ? { key: 'mine.error.word', values: { number: at + 1, word }, field }
      : { key: 'mine.error.wordMeant', values: { number: at + 1, word, meant }, field };
  }
  if (list.length === WORDS) return undefined;
  return { key: 'mine.error.count', values: { count: list.length }, field };
}

/** The one word of the list that begins as this one does. */
function meantBy(word: string): string | undefined {
  if (word.length < TELLING) return undefined;
  return ENGLISH_WORDS.find((one) => one.startsWith(word.slice(0, TELLING)));
}
