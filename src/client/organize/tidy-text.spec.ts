import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OPEN_LETTERS } from '../../../test/support/open-letters.js';
import { someLetterText, someSlippedText, someString } from '../../../test/support/some-letter-text.js';
import { readLetterText } from '../../protocol/letter-text.js';
import { tidyDraft, tidyLine, tidyText, tidyTyped } from './tidy-text.js';

describe('a text that was pasted', () => {
  it.each([
    ['line breaks of other kinds', 'a\r\nb\rc\u000bd\u2028e\u0085f', 'a\nb\nc\nd\ne\nf'],
    ['spaces of other kinds', 'a\u00a0b\u202f!\u3000c\td', 'a b ! c d'],
    ['what nobody sees', '\ufeffa\u00adb\u200bc\u200ed\u202ee\u2066f\ufffcg', 'abcdefg'],
    ['joiners that nothing needs', 'a\u200db\ufe0f می\u200cخواهم 👩\u200d💻', 'ab می\u200cخواهم 👩\u200d💻'],
    ['spaces too many', 'a  b \n  c   d', 'a b\nc d'],
    ['empty lines too many', '\n\na\n\n\n \nb\n\n', 'a\n\nb'],
    ['a quotation', '>  a  b ', '>  a b'],
    ['lists that are further in', '- a\n    - b\n      - c\n    - d\n- e', '- a\n  - b\n    - c\n  - d\n- e'],
    ['lists by tabs', '1. a\n\t- b\n\tc\n2. d', '1. a\n   - b\n   c\n2. d'],
    ['a list that is indented as a whole', 'a\n\n  - b\n  - c', 'a\n\n- b\n- c'],
    ['items that are a little in', '- a\n - b', '- a\n- b'],
    ['an item’s paragraph', '- a\n\n    b\n\nc', '- a\n\n  b\n\nc'],
    ['tables by other programs', '|a |  b|\n|:---|----:|\n|c||', '| a | b |\n| :-- | --: |\n| c | |'],
    ['a bar in a cell', '|a\\|b|-|\n|-|:-:|', '| a\\|b | - |\n| --- | :-: |'],
  ])('is tidied of %s', (_what, typed, tidied) => {
    expect(tidyText(typed)).toBe(tidied);
  });

  it('keeps what has to be decided, for its writer', () => {
    for (const text of ['a *b', '1. a\n3. b', '- a\nb', '### a', '• a\n* b', 'https://a.example/ü'])
      expect(tidyText(text)).toBe(text);
  });

  it('is tidied once and for all', () => {
    fc.assert(
      fc.property(fc.oneof(someSlippedText, someString), (text) => {
        const tidied = tidyText(text);
        expect(tidyText(tidied)).toBe(tidied);
        expect(tidyTyped(tidied)).toBe(tidied);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is left as it is if it is written as letters are', () => {
    fc.assert(
      fc.property(someLetterText, (text) => {
        expect(tidyText(text)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.oneof(someSlippedText, someString), (text) => {
        try {
          readLetterText(text);
        } catch {
          return;
        }
        expect(tidyText(text)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
    for (const [, text] of OPEN_LETTERS) expect(tidyText(text)).toBe(text);
  });
});

describe('a line that was pasted', () => {
  it('is one, with single spaces and nothing unseen', () => {
    expect(tidyLine(' \u2067End\u00a0the\r\ncontract\u200b  now\t')).toBe('End the contract now');
  });
});

describe('a draft', () => {
  it('is tidied in all its texts, and stays the same object where nothing is to do', () => {
    const draft = {
      letter: { title: ' a  b', body: 'c \n', language: 'en' },
      translations: [{ summary: 'd\u00ad', language: 'de' }],
      occasion: 'e  f',
      pressContact: null,
      threshold: 10,
    };
    const tidied = tidyDraft(draft);
    expect(tidied).toEqual({
      letter: { title: 'a b', body: 'c', language: 'en' },
      translations: [{ summary: 'd', language: 'de' }],
      occasion: 'e f',
      pressContact: null,
      threshold: 10,
    });
    expect(tidyDraft(tidied)).toBe(tidied);
    expect(tidyDraft({})).toEqual({});
  });
});
