import { describe, expect, it } from '@jest/globals';
import { testView } from '../../../../test/support/pages.js';
import { directionOf, listed, nameFor, ownName } from './language.js';

describe('a language', () => {
  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['he', 'rtl'],
    ['fa-IR', 'rtl'],
    ['ur', 'rtl'],
    ['az-Arab', 'rtl'],
    ['ar-Latn', 'ltr'],
    ['zh-Hant', 'ltr'],
    ['xx', 'ltr'],
    ['en-a', 'ltr'],
  ])('%s runs %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction);
  });

  it('has a name of its own, and one in the page’s language', () => {
    const { locale } = testView();
    expect(['es', 'fr', 'pt-BR', 'he'].map(ownName)).toEqual([
      'Español',
      'Français',
      'Português (Brasil)',
      'עברית',
    ]);
    expect(['es', 'pt-BR'].map((tag) => nameFor(locale, tag))).toEqual(['Spanish', 'Brazilian Portuguese']);
  });

  it('is called by its tag where it has no name', () => {
    expect(ownName('en-a')).toBe('En-a');
    expect(nameFor(testView().locale, 'en-a')).toBe('en-a');
  });

  it('joins a list as in a sentence, made-up languages as English', () => {
    for (const tag of ['en', 'en-XA', 'ar-XB']) {
      expect(listed(testView(tag).locale, ['A', 'B'])).toBe('A and B');
    }
  });
});
