// scripts/compile.mjs in a small project of its own: what comes of sources of each kind, what goes, and what stays.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

const MAIN = `#!/usr/bin/env node
import 'reflect-metadata';
import type { Nothing } from './nothing.js';
import { renderToString } from 'preact-render-to-string';
import { Page } from './page.js';
import { double } from './double.worker.js';

function says(target: object, key: string): void {
  console.log(key, Reflect.getMetadata('design:type', target, key).name);
}

class Row {
  @says day!: Date;
  @says other?: Nothing;
}

console.log('day' in new Row(), renderToString(Page()), double(2));
`;

let folder: string;

beforeEach(() => {
  // A space, as in the path of somebody's home.
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'undersigned compile-'));
  for (const name of ['scripts/compile.mjs', '.swcrc']) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  file('package.json', '{ "type": "module" }');
  file('openapi.json', '{}');
  file('src/main.ts', MAIN);
  file('src/page.tsx', 'export const Page = () => <p class="page">{1 + 1}</p>;');
  file('src/double.worker.js', 'export const double = (number) => 2 * number;\n');
  file('src/main.spec.ts', 'it();');
  file('src/platform.d.ts', 'declare const platform: string;');
  file('src/web/islands/letter.tsx', 'start();');
  file('migrations/origin/1-letters.ts', 'export class Letters {}');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

function compile(): { code: number | null; errors: string } {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/compile.mjs'], { cwd: folder });
  return { code: status, errors: stderr.toString() };
}

/** What stands in dist/, with the text of each. */
function made(): Record<string, string> {
  const dist = join(folder, 'dist');
  if (!existsSync(dist)) return {};
  const entries = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = entries.map((one) => join(one.parentPath, one.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(dist.length + 1), readFileSync(path, 'utf8')]));
}

describe('the server', () => {
  it('runs as it was written: types gone, decorators told of them, pages drawn, threads’ files as they are', () => {
    expect(compile()).toEqual({ code: 0, errors: '' });
    const main = join(folder, 'dist/src/main.js');
    expect(spawnSync(process.execPath, [main]).stdout.toString()).toBe(
      'day Date\nother Object\nfalse <p class="page">2</p> 4\n',
    );
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { sources } = JSON.parse(made()['src/main.js.map'] ?? '') as { sources: string[] };
    expect(sources).toEqual(['../../src/main.ts']);
  });

  it('is all that is made: no specs, no declarations, nothing of browsers', () => {
    compile();
    expect(Object.keys(made())).toEqual([
      ...['migrations/origin/1-letters.js', 'migrations/origin/1-letters.js.map', 'openapi.json'],
      ...['src/double.worker.js', 'src/main.js', 'src/main.js.map', 'src/page.js', 'src/page.js.map'],
    ]);
  });

  it('loses what has no source any more, and leaves what is the same, and the pages, untouched', () => {
    compile();
    file('dist/web/manifest.json', '{}');
    const before = statSync(join(folder, 'dist/src/main.js')).mtimeMs;
    rmSync(join(folder, 'migrations'), { recursive: true });
    rmSync(join(folder, 'src/page.tsx'));
    file('src/page.ts', 'export const Page = () => undefined;');
    expect(compile().code).toBe(0);
    expect(Object.keys(made())).toEqual([
      ...['openapi.json', 'src/double.worker.js', 'src/main.js', 'src/main.js.map', 'src/page.js'],
      ...['src/page.js.map', 'web/manifest.json'],
    ]);
    expect(made()['src/page.js']).toContain('undefined');
    expect(statSync(join(folder, 'dist/src/main.js')).mtimeMs).toBe(before);
  });

  it('stays as it is if one source is wrong, and each that is wrong is named with the place', () => {
    compile();
    const before = made();
    file('src/page.tsx', 'export const Page = ;');
    file('src/other.ts', '\n\nconst = 1;');
    file('src/main.ts', 'good();');
    const { code, errors } = compile();
    expect(code).toBe(1);
    expect(errors).toContain(`${join(folder, 'src/page.tsx')}:1:1]`);
    expect(errors).toContain(`${join(folder, 'src/other.ts')}:3:1]`);
    expect(errors).not.toContain('backtrace');
    expect(made()).toEqual(before);
  });
});
