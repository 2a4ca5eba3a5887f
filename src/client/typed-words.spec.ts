import { describe, expect, it } from '@jest/globals';
import { ENGLISH_WORDS } from '../protocol/english-words.js';
import { tidyWords, wrongIn } from './typed-words.js';

const TWELVE = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

describe('words as somebody types them', () => {
  it.each([
    [
      'capitals and spaces',
      '  Legal WINNER thank\tyear wave  sausage worth useful legal winner thank yellow ',
    ],
    [
      'numbers and lines',
      TWELVE.split(' ')
        .map((word, i) => `${i + 1}. ${word}`)
        .join('\n'),
    ],
    ['commas', TWELVE.replaceAll(' ', ', ')],
    ['full-width letters', TWELVE.replace('legal', 'ｌｅｇａｌ')],
  ])('%s don’t matter', (_what, typed) => {
    expect(tidyWords(typed)).toBe(TWELVE);
    expect(wrongIn(tidyWords(typed))).toBeUndefined();
  });

  it('are nothing if there is nothing', () => {
    expect(wrongIn(tidyWords(' \n 3 '))).toEqual({ is: 'count', count: 0 });
  });

  it('are counted', () => {
    const eleven = TWELVE.split(' ').slice(1).join(' ');
    expect(wrongIn(eleven)).toEqual({ is: 'count', count: 11 });
    expect(wrongIn(`${TWELVE} legal`)).toEqual({ is: 'count', count: 13 });
    // A whole sentence is no mistyped word.
    expect(wrongIn(`${TWELVE} and some more`)).toMatchObject({ is: 'count' });
  });

  it('are told apart: the first that isn’t in the list, and what may be meant', () => {
    expect(wrongIn(TWELVE.replace('sausage', 'sausgae').replace('yellow', 'yelow'))).toEqual({
      is: 'word',
      number: 6,
      word: 'sausgae',
      meant: 'sausage',
    });
    expect(wrongIn(TWELVE.replace('wave', 'wvae'))).toEqual({ is: 'word', number: 5, word: 'wvae' });
    expect(wrongIn(TWELVE.replace('year', 'ye'))).toEqual({ is: 'word', number: 4, word: 'ye' });
  });
});

it('Four letters tell every word of the list from all others', () => {
  expect(new Set(ENGLISH_WORDS.map((word) => word.slice(0, 4))).size).toBe(ENGLISH_WORDS.length);
});
