// How much a browser has to load for the whole protocol with its libraries.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { built } from './built.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PROTOCOL = join(ROOT, 'src/protocol');

/** 35 kB, compressed as a server does. */
const MOST_BYTES = 35_000;

const EXPORT = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;

let folder: string;

beforeAll(() => {
  // In the project, so that packages are found.
  folder = mkdtempSync(join(ROOT, 'node_modules/.cache-size-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the whole of protocol/, with its libraries', () => {
  it('is at most 35 kB, minified and compressed', async () => {
    const code = await built(everything());
    const bytes = gzipSync(code, { level: 9 }).length;
    process.stdout.write(`protocol/ in a browser: ${bytes} of at most ${MOST_BYTES} bytes, compressed\n`);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    // Nothing was shaken off: each of these is somewhere in it.
    for (const text of ['undersigned/bundle/v1', 'HPKE-v1', 'undersigned/nullifier/v1', 'unsorted_records']) {
      expect(code).toContain(text);
    }
  });

  it('needs nothing but a browser', async () => {
    const code = await built(everything());
    const foreign = /\bnode:\w+|\brequire\(|\bimport\(|\bBuffer\.|[^.\w]process\.\w+/g;
    expect(code.match(foreign) ?? []).toEqual([]);
  });
});

/** A module that keeps all that any module of the protocol exports. */
function everything(): string {
  const files = readdirSync(PROTOCOL).filter((file) => /^[a-z0-9-]+\.ts$/.test(file));
  const imports = files.map((file, i) => `import * as m${i} from ${JSON.stringify(join(PROTOCOL, file))};`);
  const kept = files.flatMap((file, i) =>
    [...readFileSync(join(PROTOCOL, file), 'utf8').matchAll(EXPORT)].map(([, name]) => `m${i}.${name ?? ''}`),
  );
  expect(kept.length).toBeGreaterThan(100);
  const path = join(folder, 'everything.js');
  writeFileSync(path, `${imports.join('\n')}\nglobalThis.everything = [${kept.join()}];\n`);
  return path;
}
