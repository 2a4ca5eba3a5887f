// `npm run test:unit` runs every spec that needs nothing but itself, and no other; and whoever needs what is built asks for it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { filesIn, reaching } from './support/import-graph.js';
import { unitSpecs } from './support/unit-specs.js';

const ROOT = join(import.meta.dirname, '..');
const specs = unitSpecs(ROOT);

describe('the specs of test:unit', () => {
  it('are all but those of which jest finds, in its own way, that they need a database, a build or Chromium', () => {
    const drivers = ['src', 'test']
      .flatMap((folder) => filesIn(ROOT, folder))
      .filter((file) => /^import (?!type ).*'pg';$/m.test(text(file)));
    expect(drivers.length).toBeGreaterThan(0);
    const needed = ['test/support/built.ts', 'test/support/postgres.ts', 'test/browser/support/where.ts'];
    const others = new Set(jest('--findRelatedTests', ...needed, ...drivers));
    expect(others.size).toBeGreaterThan(30);
    expect(specs).toEqual(jest().filter((file) => !others.has(file)));
  });

  it('are what jest runs', () => {
    expect(jestWith({ UNDERSIGNED_UNIT: '1' })).toEqual(specs);
  });

  it.each(['src/protocol/codec.spec.ts', 'src/web/pages/policy.spec.ts', 'test/architecture.spec.ts'])(
    'have %s among them',
    (file) => {
      expect(specs).toContain(file);
    },
  );

  it.each([
    'src/serve.spec.ts',
    'src/web/pages/assets.spec.ts',
    'test/verifier-file.spec.ts',
    'test/faults/kill.e2e-spec.ts',
    'test/privacy/database-roles.e2e-spec.ts',
    'test/vectors/tokens.full-spec.ts',
  ])('have not %s', (file) => {
    expect(text(file)).not.toBe('');
    expect(specs).not.toContain(file);
  });
});

describe('a spec needs more', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'undersigned-specs-'));
    mkdirSync(join(folder, 'test'));
    file('src/database.ts', "import pg from 'pg';\nexport type Row = pg.Row;");
    file('src/store.ts', "import { pool } from './database.js';\nexport { pool };");
    file('src/around.tsx', "export * from './around-too.js';\nexport * from './store.js';");
    file('src/around-too.ts', "import './around.js';");
    file(
      'src/pure.ts',
      "import type { Row } from './database.js';\nimport { type Row as One } from './database.js';",
    );
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function file(name: string, content: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }

  it.each([
    ['imports a driver', "import pg from 'pg';", false],
    ['imports what imports one', "import { pool } from '../store.js';", false],
    ['imports it in the end, round about', "import '../around.js';", false],
    ['imports it later', "it('', async () => { await import('../store.js'); });", false],
    ['uses what is built', "import { built } from '../../test/support/built.js';", false],
    ['imports its types only', "import { pure } from '../pure.js';", true],
    ['imports a package of another name', "import pg from 'pg-format';", true],
    ['only speaks of it', "// import pg from 'pg';\nit(\"is not from 'pg'\");", true],
  ])('unless it does not: one that %s', (_how, content, isUnit) => {
    file('src/folder/some.spec.ts', content);
    expect(unitSpecs(folder)).toEqual(isUnit ? ['src/folder/some.spec.ts'] : []);
  });
});

describe('a spec that needs what is built', () => {
  it('asks for it', () => {
    const needsPages = reaching(ROOT, new Set(['src/web/pages/assets.ts']));
    const asks = reaching(ROOT, new Set(['test/support/built.ts']));
    const needing = ['src', 'test']
      .flatMap((folder) => filesIn(ROOT, folder))
      .filter((file) => /[.-]spec\.ts$/.test(file) && needsPages(file));
    expect(needing.length).toBeGreaterThan(30);
    // This one reaches what reads the pages, and has it read nothing.
    const others = needing.filter((file) => file !== 'src/web/pages/dev/reload.spec.ts');
    expect(others.filter((file) => !asks(file))).toEqual([]);
  });
});

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The specs that jest would run with these arguments, sorted. */
function jest(...parameters: readonly string[]): string[] {
  return jestWith({}, ...parameters);
}

function jestWith(env: Readonly<Record<string, string>>, ...parameters: readonly string[]): string[] {
  const { UNDERSIGNED_UNIT: _, UNDERSIGNED_BROWSER: __, UNDERSIGNED_FULL: ___, ...rest } = process.env;
  const args = ['node_modules/jest/bin/jest.js', '--listTests', ...parameters];
  const listed = execFileSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...rest, ...env },
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter(Boolean)
    .map((path) => relative(ROOT, path))
    .sort();
}
