import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { hasControl, hasSpaceAround, inLowerCase, isBlank } from './characters.js';

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
