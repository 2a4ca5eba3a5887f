import { describe, expect, it } from '@jest/globals';
import { writtenInline } from '../../test/support/written-letter.js';
import { type Inline, type Line, readInline } from './letter-inline.js';
import type { LetterTextRule } from './letter-refusal.js';

function linesOf(text: string): Line[] {
  return text.split('\n').map((whole, i) => ({ number: i + 1, whole, rest: whole }));
}

function fail(rule: LetterTextRule, { number }: Line, at = 0): never {
  throw new RangeError(`${rule} ${number}:${at}`);
}

/** As it is read, with signs of another kind: `<a>` for emphasis, `<<a>>` for strong, `{a→to}` for links, `{to}` for addresses. */
function read(text: string): string {
  const content = readInline(linesOf(text), fail, []);
  expect(writtenInline(content)).toBe(text);
  return content.map(shown).join('');
}

function shown(one: Inline): string {
  if (typeof one === 'string') return one;
  switch (one.kind) {
    case 'escaped':
      return one.text;
    case 'emphasis':
      return `<${one.content.map(shown).join('')}>`;
    case 'strong':
      return `<<${one.content.map(shown).join('')}>>`;
    case 'link':
      return `{${one.content.map(shown).join('')}→${one.address}}`;
    case 'address':
      return `{${one.address}}`;
    case 'note':
      return `{${one.number}}`;
  }
}

describe('words', () => {
  it.each([
    ['*a* **b**', '<a> <<b>>'],
    ['*a **b** c*', '<a <<b>> c>'],
    ['**a *b* c**', '<<a <b> c>>'],
    ['“*a*”, (**b**), *c*.', '“<a>”, (<<b>>), <c>.'],
    ['*a\nb*', '<a\nb>'],
    ['这是*强调*的', '这是<强调>的'],
    ['**Now:** or never', '<<Now:>> or never'],
    ['*\\**', '<*>'],
    ['*[a](https://a.example)*[^1]', '<{a→https://a.example}>{1}'],
  ])('%s are stressed', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '5*3',
    'f**k and f***',
    '2 * 3 ** 4',
    '*** * **',
    '* Names are withheld',
    'snake_case __init__',
    '_so_',
    '[sic]',
    '[text][ref] [x]:',
    ']]](x) [[[',
    'f(x)[0]',
    '&eacute; &#233; <b>',
    '`a` ~~b~~ ==c== ^[d] $e$ :f:',
    'C:\\temp\\new \\a \\',
    'HTTPS://A.example, xhttps://a.example, www.a.example, press@a.example',
    'javascript:alert(1) data:text/html,a',
    '![a]',
    'a -- b – c — d … “e” ‘f’ «g»',
  ])('%s are plain', (text) => {
    expect(read(text)).toBe(text);
  });

  it.each([
    ['\\*a\\*', '*a*'],
    ['\\[a\\](b)', '[a](b)'],
    ['\\\\*a*', '\\<a>'],
    ['\\- \\# \\> \\| 1\\. https\\://a', '- # > | 1. https://a'],
  ])('%s are made plain by backslashes', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('addresses', () => {
  it.each([
    ['https://a.example', '{https://a.example}'],
    ['(see http://a.example/b_(c)?d=e&f#g).', '(see {http://a.example/b_(c)?d=e&f#g}).'],
    [
      'https://a.example/b, https://a.example/c; “https://a.example/d”!',
      '{https://a.example/b}, {https://a.example/c}; “{https://a.example/d}”!',
    ],
    ['<https://A-b.Example:8443/>', '<{https://A-b.Example:8443/}>'],
    ['https://xn--mhle-0ra.example/%C3%BC', '{https://xn--mhle-0ra.example/%C3%BC}'],
    ['*https://a.example/b*', '<{https://a.example/b}>'],
    ['https://a.example/b[^1] mailto:a.b+c@d.example.', '{https://a.example/b}{1} {mailto:a.b+c@d.example}.'],
    ['見る：https://a.example。次', '見る：{https://a.example}。次'],
    ['https://a.example/b)) (c', '{https://a.example/b})) (c'],
  ])('stand in %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['[a b](https://a.example/c_(d))', '{a b→https://a.example/c_(d)}'],
    ['[**a** [b] *c*](mailto:a@b.example)', '{<<a>> [b] <c>→mailto:a@b.example}'],
    ['[[a](http://a.example)]', '[{a→http://a.example}]'],
    ['[a](https://a.example)[b](https://b.example)', '{a→https://a.example}{b→https://b.example}'],
    ['[a\nb](https://a.example)', '{a\nb→https://a.example}'],
  ])('have words in %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['that end within a name', 'https://a.example/ü', 'address 1:0'],
    ['that go on in another script', 'see https://a.exampleü', 'address 1:4'],
    ['with a mark on their last letter', 'https://a.example\u0301', 'address 1:0'],
    ['without a host', 'https:// and', 'address 1:0'],
    ['with a name before the host', 'https://bank.example@a.example', 'address 1:0'],
    ['with half a sign', 'https://a.example/%zz', 'address 1:0'],
    ['with a star in them', 'https://a.example/b*c', 'address 1:0'],
    ['with an underscore in the host', 'https://a_b.example', 'address 1:0'],
    ['of mail without a mailbox', 'mailto: a', 'address 1:0'],
    ['of mail with more', 'mailto:a@b.example?subject=c', 'address 1:0'],
    ['that nobody may be led to', '[a](javascript:alert(1))', 'address 1:4'],
    ['of data', '[a](data:text/html,b)', 'address 1:4'],
    ['of this site', '[a](/privacy)', 'address 1:4'],
    ['without a scheme', '[a](//a.example)', 'address 1:4'],
    ['with a title', '[a](https://a.example "And we resign")', 'address 1:4'],
    ['in brackets', '[a](<https://a.example>)', 'address 1:4'],
    ['that never end', '[a](https://a.example', 'address 1:4'],
    ['with more brackets', '[a](https://a.example))(', 'none'],
    ['with no words', 'b [](https://a.example)', 'link 1:2'],
    ['with a space for words', '[ ](https://a.example)', 'link 1:0'],
    ['with a space before their words', '[ a](https://a.example)', 'link 1:0'],
    ['with an address for words', '[https://a.example](https://b.example)', 'link 1:1'],
    ['with a link in their words', '[a [b](https://a.example)](https://b.example)', 'link 1:3'],
    ['with a note in their words', '[a[^1]](https://b.example)', 'link 1:2'],
    ['of pictures', 'a ![b](https://a.example)', 'image 1:2'],
    ['that end in emphasis', '[*a](https://a.example)*', 'crossed 1:0'],
    ['that begin in emphasis', '*[a*](https://a.example)', 'crossed 1:1'],
    ['that begin in other emphasis', '*[a* *b](https://a.example)*', 'crossed 1:1'],
  ])('%s are refused', (_what, text, expected) => {
    let found = 'none';
    try {
      readInline(linesOf(text), fail, []);
    } catch (error) {
      found = (error as Error).message;
    }
    expect(found).toBe(expected);
  });
});

describe('signs', () => {
  it.each([
    ['a star that nothing closes', 'a\nb *c', 'star 2:2'],
    ['a star that closes nothing', 'Signed*', 'star 1:6'],
    ['the same in itself', '*a *b* c*', 'star 1:3'],
    ['two that overlap', '*a **b* c**', 'star 1:6'],
    ['stars for one and two', '**a*', 'star 1:3'],
    ['a note by a name', 'a[^b]', 'note 1:1'],
    ['a note by a number of another form', 'a[^01]', 'note 1:1'],
    ['a note that is left out', 'a[^2]', 'note_order 1:1'],
    ['a note twice', 'a[^1] b[^1]', 'note_order 1:7'],
  ])('of %s are refused', (_what, text, expected) => {
    expect(() => readInline(linesOf(text), fail, [])).toThrow(new RangeError(expected));
  });

  it('of notes are refused where none may be', () => {
    expect(() => readInline(linesOf('a[^1]'), fail)).toThrow(new RangeError('note 1:1'));
  });
});
