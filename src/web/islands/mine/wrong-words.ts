// What is said of words that can't be hers, before anybody is asked. client/typed-words.ts
import type { WrongWords } from '../../../client/typed-words.js';
import type { Problem } from '../sign/problem.js';

/** The problem of the field in which they were typed. */
export function problemOfWords(wrong: WrongWords): Problem {
  const field = 'words';
  if (wrong.is === 'count') return { key: 'mine.error.count', values: { count: wrong.count }, field };
  const { number, word, meant } = wrong;
  return meant === undefined
    ? { key: 'mine.error.word', values: { number, word }, field }
    : { key: 'mine.error.wordMeant', values: { number, word, meant }, field };
}
