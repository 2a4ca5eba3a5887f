// What a fresh clone relies on: a complete lock that names no host, exact versions, licences that fit, every variable listed.
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../src/common/environment.js';
import { filesIn } from './support/import-graph.js';

const ROOT = join(import.meta.dirname, '..');

/** Not tracked, at the top of the tree. */
const NOT_OURS = [
  '.git',
  'node_modules',
  'dist',
  'data',
  'out',
  'coverage',
  'test-output',
  '.env',
  '.setup.lock',
];

/** Licences whose code may be part of a work under AGPL-3.0-or-later. */
const COMPATIBLE = [
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Apache-2.0',
    'Python-2.0',
    'PSF-2.0',
    'Unicode-DFS-2016',
    'BlueOak-1.0.0',
  ],
  ...['CC0-1.0', 'Unlicense', 'Zlib', 'PostgreSQL', 'MPL-2.0', 'LGPL-3.0-or-later', 'AGPL-3.0-or-later'],
  // Fonts, served as they are beside the work.
  'OFL-1.1',
];

/** Packages that state their licence in their text only: the file, and the words in it. */
const STATED_IN_TEXT: Readonly<Record<string, readonly [file: string, words: string]>> = {
  pause: ['Readme.md', '(The MIT License)'],
};

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

interface Manifest {
  readonly engines: { readonly node: string };
  readonly license: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly overrides: Record<string, unknown>;
  readonly allowScripts: Record<string, boolean>;
}

const manifest = json('package.json') as Manifest;
const lock = json('package-lock.json') as { packages: Record<string, LockEntry> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('package-lock.json', () => {
  it('names no host: each package is known by its version and its hash', () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(
      packages.filter(([, entry]) => !entry.integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
    expect(packages.length).toBeGreaterThan(100);
  });

  it('agrees with package.json, or npm ci refuses it', () => {
    expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
    expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies);
  });

  it('has the packages of every platform, or npm ci fails on it', () => {
    const missing = packages.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(path, name)),
    );
    expect(missing).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every version exactly', () => {
    const versions = [manifest.dependencies, manifest.devDependencies, manifest.overrides].flatMap(
      versionsIn,
    );
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('decides about every install script: none is run', () => {
    const scripted = packages
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => nameOf(path));
    expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(scripted)].sort());
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });

  it('stands under the licence that LICENSE holds, word for word', () => {
    expect(manifest.license).toBe('AGPL-3.0-or-later');
    // As published by the Free Software Foundation.
    const published = '0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0';
    expect(
      createHash('sha256')
        .update(readFileSync(join(ROOT, 'LICENSE')))
        .digest('hex'),
    ).toBe(published);
  });
});

describe('packages in production', () => {
  const installed = packages.filter(([path, { dev, optional }]) => {
    return dev !== true && (optional !== true || existsSync(join(ROOT, path)));
  });

  it('stand under licences that fit', () => {
    const wrong = installed
      .map(([path]) => [nameOf(path), licenceOf(path)] as const)
      .filter(([, it]) => !fits(it));
    expect(wrong).toEqual([]);
    expect(installed.length).toBeGreaterThan(50);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-2.0-only)', true],
    ['MIT AND Apache-2.0', true],
    ['MIT AND GPL-2.0-only', false],
    ['GPL-2.0-only', false],
    ['SEE LICENSE IN LICENSE', false],
    ['', false],
  ])('%s fits: %s', (licence, fit) => {
    expect(fits(licence)).toBe(fit);
  });
});

describe('tracked files', () => {
  it('name no package registry', () => {
    const hosts = [
      ...['registry.npmjs', 'npm.pkg.github', 'registry.yarnpkg', 'deb.debian', 'security.debian', 'pypi'],
      ...['files.pythonhosted', 'registry-1.docker'],
    ].flatMap((name) => [`${name}.org`, `${name}.com`, `${name}.io`]);
    const naming = tracked().filter((file) => {
      const text = readFileSync(join(ROOT, file), 'latin1');
      return hosts.some((host) => text.includes(host));
    });
    expect(naming).toEqual([]);
  });

  it('hold scripts that can be run', () => {
    expect(() => {
      accessSync(join(ROOT, '.ci/run'), constants.X_OK);
    }).not.toThrow();
  });
});

describe('.env.example', () => {
  it('has every variable that the configuration knows, and no other', () => {
    const known = getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', false, false)
      .map(({ propertyName }) => propertyName);
    const listed = [...text('.env.example').matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(
      ([, name]) => name,
    );
    expect([...new Set(listed)].sort()).toEqual([...new Set(known)].sort());
    expect(known).toContain('MASTER_KEY');
  });
});

function json(file: string): unknown {
  return JSON.parse(text(file));
}

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function tracked(): string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.includes(name))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(ROOT, entry.name) : [entry.name]));
}

function versionsIn(names: Record<string, unknown>): string[] {
  return Object.values(names).flatMap((value) =>
    typeof value === 'string' ? [value] : versionsIn(value as Record<string, unknown>),
  );
}

/** Whether the lock has the package for the one at `path`: beside it, or further up. */
function isLocked(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in lock.packages) return true;
    if (at === '') return false;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function licenceOf(path: string): string {
  const stated = STATED_IN_TEXT[nameOf(path)];
  if (stated) return text(join(path, stated[0])).includes(stated[1]) ? 'MIT' : '';
  const { license, licenses } = json(join(path, 'package.json')) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  const old = licenses?.map(({ type }) => type).join(' OR ');
  return (typeof license === 'object' ? license.type : license) ?? old ?? '';
}

/** An SPDX expression without nested parentheses: any of its alternatives, all of whose parts fit. */
function fits(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((part) => COMPATIBLE.includes(part)));
}
