import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundariesOf, isWritten, packed, UNICODE } from '../../test/support/letter-characters.js';
import { directionOfText, LETTER_CHARACTERS, refusedCharacter } from './letter-characters.js';

const PAGE = join(import.meta.dirname, '../../docs/letter-characters.txt');
const SOURCE = join(import.meta.dirname, 'letter-characters.ts');

function rule(text: string, lines = false): string {
  const refused = refusedCharacter(text, lines);
  return refused === undefined ? 'none' : `${refused.rule} ${refused.at}`;
}

/** `0020-007E`, or `00AA`. */
function named(from: number, to: number): string {
  const hex = (point: number): string => point.toString(16).toUpperCase().padStart(4, '0');
  return from === to ? hex(from) : `${hex(from)}-${hex(to)}`;
}

/** The lists, each a name and its ranges. */
function page(): string {
  const lists = Object.entries(LETTER_CHARACTERS).map(([name, boundaries]) => {
    const all = boundaries.flatMap((from, i) =>
      i % 2 === 0 ? [named(from, (boundaries[i + 1] ?? from + 1) - 1)] : [],
    );
    return `[${name}]\n${all.join('\n')}\n`;
  });
  const head = [
    'Code points of letters, by which protocol.md#letter-characters decides: ranges in hexadecimal, both ends among them.',
    `[written] was taken from Unicode ${UNICODE}. None of it changes with another version.`,
  ];
  return `${head.map((line) => `# ${line}\n`).join('')}\n${lists.join('\n')}`;
}

describe('the frozen list', () => {
  it('stands beside the protocol’s page', () => {
    if (process.env['WRITE_VECTORS'] === 'true') writeFileSync(PAGE, page());
    expect(readFileSync(PAGE, 'utf8')).toBe(page());
  });

  // Another engine knows more or fewer: the list is the same there, and this is where it came from.
  (process.versions['unicode'] === UNICODE ? it : it.skip)('is what its version of Unicode says', () => {
    const held = packed(boundariesOf(isWritten));
    expect(readFileSync(SOURCE, 'utf8').replaceAll('\n', '')).toContain(`\`${held}\``);
  });

  it.each(Object.entries(LETTER_CHARACTERS))('%s ascends', (_name, boundaries) => {
    expect(boundaries.length % 2).toBe(0);
    expect(boundaries.every((one, i) => i === 0 || one > boundaries[i - 1]!)).toBe(true);
  });
});

describe('characters', () => {
  it.each([
    [
      'letters',
      'Zażółć gęślą jaźń, Привет, Ωμέγα, سلام, שלום, नमस्ते, 你好, こんにちは, 안녕, สวัสดี, Xin chào, ᏣᎳᎩ, ꆈꌠ',
    ],
    ['typography', '“”„‚‘’«»‹›–—…·•†‡§¶°′″№™©®€£¥¢½²³'],
    ['pictures', '🎮👍🏽🇪🇺👨‍👩‍👧‍👦❤️‍🔥☂︎1️⃣#️⃣©️'],
    ['decomposed letters', 'Z\u0301a\u0308 Vie\u0323\u0302t'],
    ['Persian joiners', 'می\u200cخواهم'],
    ['joiners of Indic scripts', 'क्\u200dष র\u200d্য ශ්\u200dරී ന\u0d4d\u200d.'],
    ['Mongolian selectors', 'ᠪᠢ\u180b ᠠ\u180eᠠ'],
  ])('of %s are taken', (_what, text) => {
    expect(rule(text)).toBe('none');
  });

  it.each<[string, string, number]>([
    ['a soft hyphen', 'a\u00adb', 1],
    ['a space that doesn’t break', 'a\u00a0b', 1],
    ['a narrow one', 'a\u202fb', 1],
    ['an ideographic space', 'a\u3000b', 1],
    ['a space of no width', 'a\u200bb', 1],
    ['a word joiner', 'a\u2060b', 1],
    ['a byte order mark', '\ufeffa', 0],
    ['a mark of direction', 'a\u200fb', 1],
    ['an Arabic mark of direction', 'a\u061cb', 1],
    ['an embedding', 'a\u202ab', 1],
    ['an override', 'a\u202eb', 1],
    ['an isolate', 'a\u2067b', 1],
    ['a line separator', 'a\u2028b', 1],
    ['a tab', 'a\tb', 1],
    ['a carriage return', 'a\rb', 1],
    ['a control of C1', 'a\u0085b', 1],
    ['a filler', 'a\u3164b', 1],
    ['a blank of Braille', 'a\u2800b', 1],
    ['a grapheme joiner', 'a\u034fb', 1],
    ['a tag', '🏴\u{e0067}', 2],
    ['an ideographic selector', '葛\u{e0100}', 1],
    ['a selector that nothing takes', 'a\ufe00', 1],
    ['an object that was pasted', 'a\ufffcb', 1],
    ['one of private use', 'a\ue000', 1],
    ['one that isn’t assigned', 'a\u0378', 1],
    ['a noncharacter', 'a\uffff', 1],
    ['half a pair', 'a\ud800', 1],
    ['the other half', '\udc00a', 0],
    ['letters for mathematics', '\u{1d400}', 0],
    ['a script that nobody writes', '\u{12000}', 0],
    ['a line feed in a line', 'a\nb', 1],
  ])('are refused: %s', (_what, text, at) => {
    expect(rule(text)).toBe(`character ${at}`);
  });

  it.each<[string, string]>([
    ['a non-joiner in Latin', 'a\u200cb'],
    ['a joiner at the end', 'می\u200c'],
    ['a joiner before a space', 'می\u200c خواهم'],
    ['two joiners', 'می\u200c\u200cخواهم'],
    ['a joiner between pictures and words', '🎮\u200da'],
    ['a non-joiner between pictures', '🎮\u200c🎮'],
    ['a selector after a letter', 'a\ufe0f'],
    ['two selectors', '❤\ufe0f\ufe0f'],
    ['a selector after a digit alone', '1\ufe0f'],
    ['a selector at the beginning', '\ufe0f'],
    ['a Mongolian selector in Latin', 'a\u180b'],
    ['a vowel separator at the end', 'ᠠ\u180e'],
  ])('are refused where nothing needs them: %s', (_what, text) => {
    expect(rule(text)).toMatch(/^joiner/);
  });

  it('carry four marks at most, and signs none', () => {
    expect(rule('a\u0301\u0301\u0301\u0301')).toBe('none');
    expect(rule('a\u0301\u0301\u0301\u0301\u0301')).toBe('marks 5');
    expect(rule('ก\u0e49\u0e49\u0e49\u0e49\u0e49')).toBe('marks 5');
    for (const base of ['', ' ', '*', ']', ')']) expect(rule(`${base}\u0338`)).toBe(`marks ${base.length}`);
  });

  it('are apart by one space, but for the beginnings of lines', () => {
    expect(rule('a  b')).toBe('space 1');
    expect(rule('a ')).toBe('space 1');
    expect(rule('a \nb', true)).toBe('space 1');
    expect(rule('   a\n> >   b\n    - c', true)).toBe('none');
    expect(rule('a\n   ', true)).toBe('space 4');
  });
});

describe('the direction of a text', () => {
  it.each([
    ['We ask', 'ltr'],
    ['نحن', 'rtl'],
    ['12 – “שלום” to you', 'rtl'],
    ['(1) *Wir* שלום', 'ltr'],
    ['🎮 ৪ 労働', 'ltr'],
    ['٣ نحن', 'rtl'],
    ['𞤀𞤣𞤤𞤢𞤥', 'rtl'],
    ['2018. – …', undefined],
    ['', undefined],
  ])('%s is %s', (text, direction) => {
    expect(directionOfText(text)).toBe(direction);
  });
});
