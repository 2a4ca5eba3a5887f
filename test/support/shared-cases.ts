// Inputs on which earlier versions failed, read from where they lie beside the project; without them their tests are skipped,
// but not in CI.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../../shared/cases');

export interface SharedCase {
  readonly path: string;
  readonly file: Uint8Array;
  /** The letter's id. */
  readonly id: string;
}

const CASES = {
  'low-signer': 'zun7wez2az6ab4howszstyfkvot3iktl',
  'domain-emoji-name': '7a3py5g5un6vrngzsbb2cre7xlezcg6m',
  'fake-valid': 'khigohamidxyi2ckgkake4j4akyyprnc',
} as const;

/** Runs `tests` on one of the files. */
export function describeCase(name: keyof typeof CASES, tests: (one: SharedCase) => void): void {
  const path = resolve(FOLDER, `${name}.bundle`);
  describe(`${name}.bundle`, () => {
    if (existsSync(path)) {
      tests({ path, file: new Uint8Array(readFileSync(path)), id: CASES[name] });
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
