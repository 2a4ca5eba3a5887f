// How much a browser has to load: for the whole protocol with its libraries, and for all that a page can do. docs/design.md#budgets
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { built } from '../support/built.js';
import { bundled } from './bundled.js';

await built('pages');

const ROOT = resolve(import.meta.dirname, '../..');
const PROTOCOL = join(ROOT, 'src/protocol');
const WEB = join(ROOT, 'dist/web');

/**
 * 36.25 kB, compressed as a server does. It was 33.8 before the letter's format (5.5 kB) and our own tests of keys, signatures, hosts,
 * times and JSON (2.8 kB) came: of these 8.3, what took the place of three libraries gave 5.9 back. docs/decisions/0011
 */
const MOST_BYTES = 36_250;

/** All that a page may ever load of scripts, with workers, in one language; bytes, compressed. Signing and `/mine`: budget.spec.ts */
const MOST_OF_PAGES = {
  'islands/verify.tsx': 38_000,
  'islands/cosign.ts': 60_000,
  'islands/organize.ts': 105_000,
  'islands/release.ts': 140_000,
} as const;

/** What loads with each of these pages before anybody presses anything; `/verify` loads all at once, to be used offline. */
const MOST_AT_FIRST = 3_000;

/** An entry of Vite's manifest. */
interface Built {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly assets?: readonly string[];
}

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
  it('is at most 36.25 kB, minified and compressed', async () => {
    const code = await bundled(everything());
    const bytes = gzipSync(code, { level: 9 }).length;
    process.stdout.write(`protocol/ in a browser: ${bytes} of at most ${MOST_BYTES} bytes, compressed\n`);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    // Nothing was shaken off: each of these is somewhere in it.
    for (const text of ['undersigned/bundle/v1', 'HPKE-v1', 'undersigned/nullifier/v1', 'unsorted_records']) {
      expect(code).toContain(text);
    }
  });

  it('needs nothing but a browser', async () => {
    const code = await bundled(everything());
    const foreign = /\bnode:\w+|\brequire\(|\bimport\(|\bBuffer\.|[^.\w]process\.\w+/g;
    expect(code.match(foreign) ?? []).toEqual([]);
  });
});

describe('the scripts of a page', () => {
  const manifest = JSON.parse(readFileSync(join(WEB, 'manifest.json'), 'utf8')) as Record<string, Built>;

  /** Files that are loaded with this one, and, if asked for, those that it may load later. */
  function filesOf(name: string, later: boolean, found = new Set<string>()): Set<string> {
    const { file, imports = [], dynamicImports = [], assets = [] } = manifest[name]!;
    if (found.has(file)) return found;
    found.add(file);
    for (const asset of assets) if (asset.endsWith('.js')) found.add(asset);
    const next = later ? [...imports, ...dynamicImports] : imports;
    // The made-up languages are not in production.
    for (const one of next) if (!/-X[AB]$/.test(one)) filesOf(one, later, found);
    return found;
  }

  const sizeOf = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(WEB, file)), { level: 9 }).length, 0);

  it.each(Object.entries(MOST_OF_PAGES))('%s, all that it may load: at most %i bytes', (entry, most) => {
    const [first, all] = [filesOf(entry, false), filesOf(entry, true)];
    const [firstBytes, bytes] = [sizeOf(first), sizeOf(all)];
    process.stdout.write(`${entry}: ${firstBytes} at first, ${bytes} of at most ${most} in all\n`);
    expect(all.size).toBeGreaterThan(5);
    expect(bytes).toBeLessThanOrEqual(most);
    if (entry !== 'islands/verify.tsx') expect(firstBytes).toBeLessThanOrEqual(MOST_AT_FIRST);
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
