// Other people's test vectors, read from where they lie beside the project; without them their tests are skipped, but not in CI.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const FOLDER = resolve(PROJECT, '../shared/vectors');

/** Runs `tests` over the vectors of one file. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says what the file holds
export function describeVectors<T>(file: string, tests: (vectors: T) => void): void {
  const path = resolve(FOLDER, file);
  describe(file, () => {
    if (existsSync(path)) {
      tests(JSON.parse(readFileSync(path, 'utf8')) as T);
    } else if (process.env['CI'] === 'true') {
      it('is there, as it must be in CI', () => {
        expect(existsSync(path)).toBe(true);
      });
    } else {
      process.stderr.write(`Skipped: ${path} is not there.\n`);
      it.skip(`is not there: put it at ${path} to run its tests`, () => undefined);
    }
  });
}

/** Bytes of hexadecimal text, with or without 0x before it. */
export function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replace(/^0x/, ''), 'hex'));
}
