// Fifty letters of our own, in the shapes that open letters of employees have: test/letters/open-letters.txt.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../letters/open-letters.txt');

/** Each under its name. */
export const OPEN_LETTERS: readonly (readonly [name: string, text: string])[] = readFileSync(FILE, 'utf8')
  .trimEnd()
  .split(/^=== (.+)\n/m)
  .slice(1)
  .flatMap((part, i, all) => (i % 2 === 0 ? [[part, (all[i + 1] ?? '').replace(/\n$/, '')] as const] : []));
