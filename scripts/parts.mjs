// What is built: in parts, each with its own sources, made where it is missing or out of date, by one command at a time.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT, run, say, Stop } from './child.mjs';

/** Each part in a folder of its own, so that making one leaves the others. What one is made of by the last build stands there. */
export const PARTS = {
  server: {
    what: 'the server',
    sources: [
      'src',
      'migrations',
      'bench',
      'openapi.json',
      '.swcrc',
      'scripts/compile.mjs',
      'package-lock.json',
    ],
    but: ['src/web/islands', 'src/web/styles'],
    folder: 'dist/src',
    node: ['scripts/compile.mjs'],
  },
  pages: {
    what: 'the pages',
    sources: [
      ...['src/web/islands', 'src/web/styles', 'src/web/locales', 'src/client', 'src/protocol'],
      ...['vite.config.ts', 'scripts/vite', 'tsconfig.json', 'package-lock.json'],
    ],
    folder: 'dist/web',
    node: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  },
  // With the types, of which the API's description is made: by the compiler that knows them, and takes its time.
  description: {
    what: 'what describes the API',
    sources: [
      'src',
      'migrations',
      'nest-cli.json',
      'tsconfig.json',
      'tsconfig.api.json',
      'package-lock.json',
    ],
    but: ['src/web/islands', 'src/web/styles'],
    folder: 'dist/api',
    node: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
};

const SOURCE = /\.(?:[jt]sx?|json|css|svg)$/;
const SPEC = /[.-]spec\.ts$/;

/** Held while installing and building, by process id, so that two commands started together don't do it twice. */
const LOCK = join(ROOT, '.setup.lock');

/** Installs what is missing, and makes those of these parts that are missing or out of date, or all of them. Throws `Stop`. */
export async function setUp(names, { always = false } = {}) {
  if (!always && isInstalled() && names.every(isMade)) return;
  await lock();
  try {
    if (!isInstalled()) await install();
    for (const name of names) if (always || !isMade(name)) await make(name);
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** What the part was made of by the last build: changes if, and only if, the part was made of something else. */
export function madeOf(name) {
  const stamp = stampOf(name);
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

/** The folders of the part's sources, however deep. */
export function foldersOf(name) {
  const { sources, but = [] } = PARTS[name];
  const left = but.map((path) => join(ROOT, path));
  const within = (folder) => [
    folder,
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !left.includes(join(folder, entry.name)))
      .flatMap((entry) => within(join(folder, entry.name))),
  ];
  return sources
    .map((path) => join(ROOT, path))
    .filter((path) => kindOf(path)?.isDirectory())
    .flatMap(within);
}

async function install() {
  // npm would empty the folder that it leads to, which is somebody else's.
  if (lstatSync(join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Stop('node_modules is a link, and what it leads to is out of date. Install there: npm ci');
  say('Installing the packages …');
  // Development packages even where NODE_ENV=production: the build is made with them.
  const ci = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...ci])
    : await run('npm', ci, { shell: process.platform === 'win32' });
  if (code !== 0) throw new Stop('The packages could not be installed; npm says why above.');
}

async function make(name) {
  const { what, node } = PARTS[name];
  say(`Building ${what} …`);
  const sources = fingerprint(name);
  rmSync(stampOf(name), { force: true });
  // Vite builds something else wherever this says something else, such as in tests.
  const env = { ...process.env, NODE_ENV: 'production' };
  const code = await run(process.execPath, node, { env });
  if (code !== 0) throw new Stop(`Building ${what} failed; the reason stands above.`);
  writeFileSync(stampOf(name), sources);
}

/** Whether every package of the lock is there in its version; those of other platforms are optional and may be missing. */
function isInstalled() {
  const there = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || (there[path] ? there[path].version === version : optional === true),
  );
}

function packagesOf(file) {
  return existsSync(join(ROOT, file)) ? JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages : {};
}

function isMade(name) {
  return madeOf(name) === fingerprint(name);
}

function stampOf(name) {
  return join(ROOT, PARTS[name].folder, '.sources');
}

/** SHA-256 over names and contents, so that a source that was removed or put back counts, and a touched one doesn't. */
function fingerprint(name) {
  const hash = createHash('sha256');
  for (const file of sourcesOf(name)) {
    const content = readFileSync(file);
    hash.update(`${relative(ROOT, file)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function sourcesOf(name) {
  const files = PARTS[name].sources.map((path) => join(ROOT, path)).filter((path) => kindOf(path)?.isFile());
  const within = foldersOf(name).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => SOURCE.test(file) && !SPEC.test(file))
      .map((file) => join(folder, file)),
  );
  return [...files, ...within].sort();
}

function kindOf(path) {
  return statSync(path, { throwIfNoEntry: false });
}

async function lock() {
  for (let said = false; ; said = true) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = existsSync(LOCK) ? Number(readFileSync(LOCK, 'utf8')) : 0;
    if (holder > 0 && !isRunning(holder)) rmSync(LOCK, { force: true });
    else if (!said) say('Waiting for another command that installs or builds …');
    await wait(200);
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
