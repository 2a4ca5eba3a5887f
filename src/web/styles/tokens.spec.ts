import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function colours(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const TEXT = [
  ...['desk', 'paper', 'ink-wash'].flatMap((on) =>
    ['text-color', 'soft', 'ink', 'ink-deep'].map((of) => [of, on]),
  ),
  ...['warning', 'error', 'success'].flatMap((of) => [
    [of, 'paper'],
    [of, 'desk'],
    [of, `${of}-wash`],
    ['text-color', `${of}-wash`],
  ]),
  ['on-ink', 'ink'],
  ['on-ink', 'ink-deep'],
];

/** Edges of fields and rings of focus. */
const SHAPES = ['desk', 'paper', 'ink-wash'].flatMap((on) => [
  ['edge', on],
  ['ink', on],
]);

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('colours, %s', (_scheme, named) => {
  it.each(TEXT)('%s on %s can be read (4.5)', (of = '', on = '') => {
    expect(contrast(named.get(of)!, named.get(on)!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('%s on %s can be seen (3)', (of = '', on = '') => {
    expect(contrast(named.get(of)!, named.get(on)!)).toBeGreaterThanOrEqual(3);
  });

  it('are the same names in light and dark', () => {
    expect([...named.keys()].sort()).toEqual([...colours(light).keys()].sort());
  });
});
