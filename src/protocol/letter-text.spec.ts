import { describe, expect, it } from '@jest/globals';
import { OPEN_LETTERS } from '../../test/support/open-letters.js';
import { writtenLetter } from '../../test/support/written-letter.js';
import { LetterTextError } from './letter-refusal.js';
import { type Block, checkLetterLine, readLetterText } from './letter-text.js';

/** The kinds of a text's blocks, with what is in them: `list(paragraph)`. */
function shape(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      const sign = block.gap ? '/' : '';
      if (block.kind === 'list') {
        const items = block.items.map(({ gap, blocks: inner }) => `${gap ? '/' : ''}(${shape(inner)})`);
        return `${sign}${block.isNumbered ? 'numbers' : 'bullets'}${items.join('')}`;
      }
      if (block.kind === 'quote') return `${sign}quote(${shape(block.blocks)})`;
      return `${sign}${block.kind}`;
    })
    .join(' ');
}

function shapeOf(text: string): string {
  const tree = readLetterText(text);
  expect(writtenLetter(tree)).toBe(text);
  return shape(tree.blocks);
}

function refusal(text: string): string {
  try {
    readLetterText(text);
  } catch (error) {
    if (error instanceof LetterTextError) return `${error.rule} ${error.line}:${error.column}`;
    throw error;
  }
  return 'none';
}

describe('a text of a letter', () => {
  it.each([
    ['a paragraph, with its lines', 'We ask\nagain.', 'paragraph'],
    ['two paragraphs', 'We\n\nask.', 'paragraph /paragraph'],
    [
      'headings, with or without an empty line below',
      '# We\nask\n\n## Now\n\nor never',
      'heading paragraph /heading /paragraph',
    ],
    [
      'a list right below what leads to it',
      'We ask:\n- one\n- two',
      'paragraph bullets(paragraph)(paragraph)',
    ],
    [
      'a list with empty lines in it',
      '1. one\n\n2. two\n3. three',
      'numbers(paragraph)/(paragraph)(paragraph)',
    ],
    [
      'items of several lines and paragraphs',
      '- one\n  more\n\n  still\n- two',
      'bullets(paragraph /paragraph)(paragraph)',
    ],
    [
      'lists in lists',
      '1. a\n   - b\n     1. c\n2. d',
      'numbers(paragraph bullets(paragraph numbers(paragraph)))(paragraph)',
    ],
    [
      'items from the tenth on',
      `${Array.from({ length: 10 }, (_, i) => `${i + 1}. a`).join('\n')}\n    b`,
      `numbers${'(paragraph)'.repeat(10)}`,
    ],
    [
      'a list of one kind after the other',
      '- a\n1. b\n\n1. c',
      'bullets(paragraph) numbers(paragraph) /numbers(paragraph)',
    ],
    ['a quotation', 'He said:\n> So.\n>\n> - a\n>   b', 'paragraph quote(paragraph /bullets(paragraph))'],
    ['a quotation in one', '> > a\n>\n> b', 'quote(quote(paragraph) /paragraph)'],
    ['a table', '| a | |\n| --- | --: |\n| 1 \\| 2 | b |', 'table'],
  ])('has %s', (_what, text, expected) => {
    expect(shapeOf(text)).toBe(expected);
  });

  it.each([
    'it was signed in\n2018. Nobody came',
    '2018. A year',
    '2. is not the first',
    'we froze at\n-5 degrees',
    '1) one\n2) two',
    '* one\n* two',
    '• one\n– two',
    '#tag\n#',
    '>5 years',
    '---',
    '***\n* * *',
    '===',
    '```\ncode\n```',
    '<div>',
    '[x]: http://x.example',
    '-',
  ])('takes for words what looks like more elsewhere: %j', (text) => {
    expect(shapeOf(text)).toBe('paragraph');
  });

  it('says where its notes are, in their order', () => {
    const text = 'One[^1] and\n- two[^2]\n\n[^1]: The *first*.\n\n[^2]: [The second](https://a.example).';
    const { notes } = readLetterText(text);
    expect(notes.map(({ gap }) => gap)).toEqual([true, true]);
    expect(notes[0]?.content).toEqual(['The ', { kind: 'emphasis', content: ['first'] }, '.']);
    expect(shapeOf(text)).toBe('paragraph bullets(paragraph)');
  });

  it.each([
    ['nothing', '', 'empty_line 1:1'],
    ['an empty line first', '\na', 'empty_line 1:1'],
    ['an empty line last', 'a\n', 'empty_line 2:1'],
    ['two empty lines', 'a\n\n\nb', 'empty_line 3:1'],
    ['two empty lines before notes', 'a[^1]\n\n\n[^1]: b', 'empty_line 2:1'],
    ['an empty line at the end of a quotation', '> a\n>\n\nb', 'empty_line 2:2'],
    ['a line that begins with a space', 'a\n b', 'indent 2:1'],
    ['a line that is further in than its item', '- a\n   b', 'indent 2:3'],
    ['words right below a list', '- a\nb', 'gap 2:1'],
    ['words right below a quotation', '> a\nb', 'gap 2:1'],
    ['words right below a table', '| a |\n| --- |\n| b |\nc', 'gap 4:1'],
    ['a third level', '### a', 'heading 1:1'],
    ['a number left out', '1. a\n3. b', 'number 2:1'],
    ['a number left out below an empty line', '1. a\n\n5. b', 'number 3:1'],
    ['a number twice', '1. a\n1. b', 'number 2:1'],
    ['a number of another form', '1. a\n02. b', 'number 2:1'],
    ['a heading in a list', '- a\n\n  # b', 'nested 3:3'],
    ['a table in a quotation', '> | a |', 'nested 1:3'],
    ['notes in a quotation', 'a[^1]\n\n> [^1]: b', 'nested 3:3'],
    ['four lists in each other', '- a\n  - b\n    - c\n      - d', 'too_deep 4:7'],
    ['four quotations in each other', '> > > > a', 'too_deep 1:7'],
    ['a table of a head alone', '| a |\n| --- |', 'table 2:1'],
    ['a table without a row of dashes', '| a |\n| b |\n| c |', 'table 2:1'],
    ['a row of other dashes', '| a |\n| -- |\n| c |', 'table 2:1'],
    ['a shorter row', '| a | b |\n| --- | --- |\n| c |', 'table 3:1'],
    ['a longer row', '| a |\n| --- |\n| c | d |', 'table 3:1'],
    ['a row that isn’t closed', '| a | b', 'cells 1:8'],
    ['a row without spaces', '|a|', 'cells 1:2'],
    ['a row of nothing', '|', 'cells 1:1'],
    ['emphasis that goes on in the next cell', '| *a | b* |\n| --- | --- |\n| c | d |', 'star 1:3'],
    ['a note that isn’t there', 'a[^1] b[^2]\n\n[^1]: a', 'note_missing 1:8'],
    ['a note that nothing leads to', 'a\n\n[^1]: b', 'note_unused 3:1'],
    ['notes in another order', 'a[^1] b[^2]\n\n[^2]: b\n[^1]: a', 'note_order 3:1'],
    ['a note twice', 'a[^1]\n\n[^1]: b\n[^1]: c', 'note_order 4:1'],
    ['a note of several lines', 'a[^1]\n\n[^1]: b\n  c', 'notes_last 4:1'],
    ['something after the notes', 'a[^1]\n\n[^1]: b\n\nc', 'notes_last 5:1'],
    ['a note without words', 'a[^1]\n\n[^1]:', 'note 3:6'],
    ['a note in a note', 'a[^1] b[^2]\n\n[^1]: c[^2]\n[^2]: d', 'note 3:8'],
    ['two spaces', 'a  b', 'space 1:2'],
    ['two spaces behind a sign', '-  b', 'space 1:2'],
    ['a space at the end of a line', 'a \nb', 'space 1:2'],
    ['a character nobody sees', 'We 🎮\nare\u200b not', 'character 2:4'],
  ])('is refused with %s, and where', (_what, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it('is refused as a manifest is, with a place that others can read', () => {
    expect(() => readLetterText('a\n🎮 *b', 'letter.body')).toThrow(
      expect.objectContaining({ code: 'invalid_manifest', place: 'letter.body:2:3', rule: 'star' }),
    );
    expect(() => checkLetterLine('a\u00adb', 'letter.title')).toThrow(
      expect.objectContaining({ code: 'invalid_manifest', place: 'letter.title:1:2', rule: 'character' }),
    );
  });

  it('counts columns in characters, not in halves of them', () => {
    expect(refusal('🎮🎮 [a](b)')).toBe('address 1:8');
  });

  it.each(OPEN_LETTERS)('of the shape “%s” is taken, and loses nothing', (_name, text) => {
    expect(writtenLetter(readLetterText(text))).toBe(text);
  });

  it('of those shapes there are fifty', () => {
    expect(OPEN_LETTERS).toHaveLength(50);
  });
});

describe('the work of reading', () => {
  it.each([
    ['brackets that never close', '['],
    ['links that never end', ']('],
    ['links within links', '[a]('],
    ['emphasis', '*a '],
    ['emphasis in each other', '*a **b '],
    ['runs of stars', '*'],
    ['backslashes', '\\'],
    ['beginnings of addresses', 'https://'],
    ['addresses', 'https://a.example/((( '],
    ['hosts of dashes', 'https://a-- '],
    ['addresses in links', '[a](https://a.example) '],
    ['mentions of notes', '[^1]'],
    ['quotations', '> '],
    ['quoted lines', '> > a\n'],
    ['items', '- a\n'],
    ['lists in lists', '- a\n  - b\n    - c\n'],
    ['items with paragraphs', '- a\n\n  b\n\n'],
    ['bars', '|'],
    ['rows', '| a | b |\n'],
    ['paragraphs', 'a\n\n'],
    ['headings', '# a\n'],
    ['spaces', ' '],
    ['marks', 'a\u0301'],
    ['pictures that are joined', '👩\u200d'],
    ['line feeds', '\n'],
  ])('grows as the text does, with %s', (_what, piece) => {
    const [once, twice] = [workOf(piece.repeat(4_000)), workOf(piece.repeat(8_000))];
    expect(once).toBeGreaterThan(0);
    expect(twice / once).toBeLessThan(2.2);
  });

  it('grows as the text does, with numbers and with notes', () => {
    const numbers = (count: number): string =>
      Array.from({ length: count }, (_, i) => `${i + 1}. a`).join('\n');
    const notes = (count: number): string => {
      const all = Array.from({ length: count }, (_, i) => `[^${i + 1}]`);
      return `${all.join('\n')}\n\n${all.map((one) => `${one}: a`).join('\n')}`;
    };
    for (const text of [numbers, notes]) {
      expect(() => readLetterText(text(4_000))).not.toThrow();
      expect(workOf(text(8_000)) / workOf(text(4_000))).toBeLessThan(2.3);
    }
  });
});

/** Reads a text, and counts: characters that are looked at, and the lengths of what is searched, cut out and compared. */
function workOf(text: string): number {
  type Method = (this: { length: number }, ...given: unknown[]) => unknown;
  let work = 0;
  const patched: [Record<string, Method>, string, Method][] = [];
  const count = (
    prototype: unknown,
    name: string,
    cost: (self: { length: number }, given: unknown[], found: unknown) => number,
  ): void => {
    const methods = prototype as Record<string, Method>;
    const own = methods[name]!;
    patched.push([methods, name, own]);
    methods[name] = function (...given) {
      const found = Reflect.apply(own, this, given);
      work += 1 + cost(this, given, found);
      return found;
    };
  };
  const length = (one: unknown): number => (one as { length: number } | null)?.length ?? 0;
  for (const name of ['charAt', 'charCodeAt', 'codePointAt']) count(String.prototype, name, () => 0);
  for (const name of ['split', 'indexOf', 'includes']) count(String.prototype, name, length);
  for (const name of ['slice', 'repeat'])
    count(String.prototype, name, (_self, _given, found) => length(found));
  count(String.prototype, 'startsWith', (_self, [sought]) => length(sought));
  for (const name of ['slice', 'splice'])
    count(Array.prototype, name, (_self, _given, found) => length(found));
  for (const name of ['some', 'find', 'findIndex']) count(Array.prototype, name, length);
  count(RegExp.prototype, 'exec', (_self, _given, found) => length((found as string[] | null)?.[0]));
  try {
    readLetterText(text);
  } catch (error) {
    if (!(error instanceof LetterTextError)) throw error;
  } finally {
    for (const [methods, name, own] of patched) methods[name] = own;
  }
  return work;
}
