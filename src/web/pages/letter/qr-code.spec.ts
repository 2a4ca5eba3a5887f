import { describe, expect, it } from '@jest/globals';
import { h } from 'preact';
import { drawn } from '../../../../test/support/pages.js';
import { QrCode, qrPath, qrSvg } from './qr-code.js';

const LINK = 'https://letters.example/l/abcdefghijklmnopqrstuvwxyz234567';

/** ISO/IEC 18004, table 9, level M: data codewords of each block, by version from 1. */
const BLOCKS = [[16], [28], [44], [32, 32], [43, 43], [27, 27, 27, 27], [31, 31, 31, 31], [38, 38, 39, 39]];
const ALIGNED = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42]];
const MASKS: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The modules that a path darkens, without the quiet zone. */
function modules(path: string, size: number): boolean[][] {
  const quiet = 4;
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    rows[Number(y)]!.fill(true, Number(x), Number(x) + Number(run));
  }
  const edge = [...rows.slice(0, quiet), ...rows.slice(-quiet), ...rows.map((row) => row.slice(0, quiet))];
  expect(edge.flat()).not.toContain(true);
  return rows.slice(quiet, -quiet).map((row) => row.slice(quiet, -quiet));
}

/** Reads an undamaged code of level M in bytes, by the standard and not by the library that drew it. */
function read(dark: boolean[][]): string {
  const size = dark.length;
  const version = (size - 17) / 4;
  // Ten of the fifteen bits of format are for errors; level M is 00, and all are masked with 101010000010010.
  const format = [0, 1, 2, 3, 4].map((x) => (dark[8]![x]! ? 1 : 0) ^ [1, 0, 1, 0, 1][x]!);
  expect(format.slice(0, 2)).toEqual([0, 0]);
  const mask = MASKS[Number.parseInt(format.slice(2).join(''), 2)]!;
  const near = (x: number, y: number): boolean => {
    const aligned = ALIGNED[version - 1]!;
    const finder = (x < 9 && y < 9) || (x > size - 9 && y < 9) || (x < 9 && y > size - 9);
    const told = version > 6 && ((x > size - 12 && y < 6) || (y > size - 12 && x < 6));
    return (
      finder ||
      told ||
      x === 6 ||
      y === 6 ||
      aligned.some((ax) =>
        aligned.some((ay) => {
          const corner = (ax === 6 && ay === 6) || (ax === 6 && ay > size - 9) || (ay === 6 && ax > size - 9);
          return !corner && Math.abs(ax - x) < 3 && Math.abs(ay - y) < 3;
        }),
      )
    );
  };
  const bits: number[] = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++) {
      const y = up ? size - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (!near(x, y)) bits.push((dark[y]![x]! ? 1 : 0) ^ (mask(x, y) === 0 ? 1 : 0));
      }
    }
    up = !up;
  }
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    Number.parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2),
  );
  const blocks = BLOCKS[version - 1]!.map((length) => ({ length, bytes: [] as number[] }));
  for (let i = 0; i < Math.max(...blocks.map(({ length }) => length)); i++) {
    for (const block of blocks) if (i < block.length) block.bytes.push(codewords.shift()!);
  }
  const data = blocks
    .flatMap(({ bytes }) => bytes)
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  expect(data.slice(0, 4)).toBe('0100');
  const length = Number.parseInt(data.slice(4, 12), 2);
  const bytes = Array.from({ length }, (_, i) => Number.parseInt(data.slice(12 + i * 8, 20 + i * 8), 2));
  return Buffer.from(bytes).toString('utf8');
}

describe('a code to scan', () => {
  it.each([
    LINK,
    'http://localhost:3000/l/abcdefghijklmnopqrstuvwxyz234567',
    'https://undersigned.works-council.example.org/l/abcdefghijklmnopqrstuvwxyz234567',
  ])('says %s', (link) => {
    const { path, size } = qrPath(link);
    expect(read(modules(path, size))).toBe(link);
  });

  it('is drawn with attributes alone, and named for those who do not see it', () => {
    const html = drawn(h(QrCode, { text: LINK, label: 'A “code”' }));
    expect(html).toMatch(/^<svg class="qr" viewBox="0 0 \d+ \d+" role="img" aria-label="A “code”"/);
    expect(html).not.toMatch(/style|<script|href|https/);
  });

  it('is black on white as a file, whatever the colours around it', () => {
    const svg = qrSvg(LINK);
    const { path, size } = qrPath(LINK);
    expect(svg).toContain(`<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/>`);
    expect(svg).not.toMatch(/style|<script|href/);
  });
});
