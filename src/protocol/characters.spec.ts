import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { hasControl, hasSpaceAround, inLowerCase, isBlank, printable, printableJson } from './characters.js';

const PAGE = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** The code points of a list in the protocol's page. */
function listed(name: string): Set<number> {
  const text = new RegExp(`^- \\*\\*${name}\\*\\*: ([^(]*?)\\.(?: \\(|$)`, 'ms').exec(PAGE)?.[1] ?? '';
  const ranges = [...text.matchAll(/U\+([0-9A-F]{4})(?:–([0-9A-F]{4}))?/g)];
  return new Set(
    ranges.flatMap(([, from = '', to = from]) => {
      const [first, last] = [parseInt(from, 16), parseInt(to, 16)];
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }),
  );
}

/** Every character that there can be. */
function* all(): Generator<[point: number, character: string]> {
  for (let point = 0; point < 0x110000; point++) {
    if (point < 0xd800 || point > 0xdfff) yield [point, String.fromCodePoint(point)];
  }
}

describe('the lists of the protocol', () => {
  it('of white space are those that texts may not begin or end with', () => {
    const space = listed('White space');
    expect(space.size).toBe(25);
    const wrong: number[] = [];
    for (const [point, character] of all()) {
      const is = space.has(point);
      const around = hasSpaceAround(`${character}x`) && hasSpaceAround(`x${character}`);
      if (isBlank(character) !== is || around !== is || hasSpaceAround(`x${character}x`)) wrong.push(point);
    }
    expect(wrong).toEqual([]);
  });

  it('of control characters are those that no text holds', () => {
    const control = listed('Control characters');
    expect(control.size).toBe(75);
    const wrong: number[] = [];
    for (const [point, character] of all()) {
      if (hasControl(`x${character}x`) !== control.has(point)) wrong.push(point);
    }
    expect(wrong).toEqual([]);
  });

  it('of capitals are those of ASCII', () => {
    const wrong: number[] = [];
    for (const [point, character] of all()) {
      const expected = point >= 65 && point <= 90 ? String.fromCodePoint(point + 32) : character;
      if (inLowerCase(character) !== expected) wrong.push(point);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what somebody else wrote', () => {
  it('is shown without what plays with a terminal or a line, and can be read again as JSON', () => {
    const plays = (point: number): boolean =>
      point < 0x20 ||
      (point >= 0x7f && point < 0xa0) ||
      [0x61c, 0x200e, 0x200f, 0xfeff].includes(point) ||
      (point >= 0x2028 && point <= 0x202e) ||
      (point >= 0x2066 && point <= 0x2069);
    const wrong: number[] = [];
    for (const [point, character] of all()) {
      const expected = plays(point) ? `a\\u{${point.toString(16)}}b` : `a${character}b`;
      if (printable(`a${character}b`) !== expected) wrong.push(point);
    }
    expect(wrong).toEqual([]);
    const [high, low] = [String.fromCharCode(0xd800), String.fromCharCode(0xdc00)];
    expect(printable(`${high}a\u{1f600}b${low}`)).toBe('\\u{d800}a\u{1f600}b\\u{dc00}');
    expect(printable(printable('\u001b\n'))).toBe('\\u{1b}\\u{a}');
    const value = { 'a\u009b': ['\u202e\n\u007f', { b: `\ufeff\u2028${high}` }] };
    const json = printableJson(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(json).toMatch(/^[ -~\n]+$/);
  });
});

describe('a text', () => {
  it('is blank with nothing, or with many white spaces', () => {
    for (const text of ['', ' ', '\n\n', '\u00a0\u3000\ufeff']) expect(isBlank(text)).toBe(true);
    for (const text of ['x', ' x ', '\u200b', '\u0085']) expect(isBlank(text)).toBe(false);
  });

  it('has no space around where it has some within, or over lines', () => {
    expect(hasSpaceAround('a b')).toBe(false);
    expect(hasSpaceAround('a\n b\nc')).toBe(false);
    expect(hasSpaceAround('')).toBe(false);
  });
});
