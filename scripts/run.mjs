// Runs one of the project's commands on a fresh clone: installs and builds what is missing or out of date first.
// Needs nothing but Node and npm, and says in a sentence what is wrong when it can't.
//   node scripts/run.mjs COMMAND [ARGUMENT…]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PARENT = process.ppid;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the build is made of, and what it was made of the last time. */
const SOURCES = [
  'src',
  'migrations',
  'bench',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
  'scripts/vite',
];
const SOURCE = /\.(?:[jt]sx?|json|css|svg)$/;
const SPEC = /[.-]spec\.ts$/;
const STAMP = join(ROOT, 'dist', '.sources');

/** Held while installing and building, by process id, so that two commands started together don't do it twice. */
const LOCK = join(ROOT, '.setup.lock');

/** Jest needs the flag for native ESM, and Node warns of it in every process without the other one. */
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

const COMMANDS = {
  start: { node: ['dist/src/main.js'] },
  demo: { node: ['dist/src/cli.js', 'demo'] },
  undersigned: { node: ['dist/src/cli.js'] },
  openapi: { node: ['dist/src/openapi.js'] },
  bench: { node: ['dist/bench/run.js'], needs: 'bench' },
  test: { node: JEST },
  'test:full': { node: JEST, env: { UNDERSIGNED_FULL: '1' } },
  'test:browser': { node: JEST, env: { UNDERSIGNED_BROWSER: '1' }, needs: 'test/browser' },
  build: {},
};

/** A reason to stop, in words for people. */
class Stop extends Error {}

/** The command, or a step before it, was ended by a signal. */
class Interrupted extends Error {
  constructor(signal) {
    super(signal);
    this.signal = signal;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    // Ends as the command ended, so that whoever started this sees the same.
    if (error instanceof Interrupted) return process.kill(process.pid, error.signal);
    process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
    process.exitCode = 1;
  },
);

async function main([name, ...given]) {
  const command = Object.entries(COMMANDS).find(([known]) => known === name)?.[1];
  if (!command) throw new Stop(`Say what to run: ${Object.keys(COMMANDS).join(', ')}.`);
  checkNode();
  if (command.needs && filesOf(join(ROOT, command.needs)).length === 0) {
    say(`There is nothing in ${command.needs}.`);
    return 0;
  }
  // A delivered build has no sources beside it: nothing to install or build then.
  if (existsSync(join(ROOT, 'src'))) await setUp(name === 'build');
  if (!command.node) return 0;
  return run(process.execPath, [...command.node, ...given], { env: { ...process.env, ...command.env } });
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = engines.node.split('||').some((range) => {
    const [, sign, wantedMajor, wantedMinor] = /(\^|>=)(\d+)\.(\d+)/.exec(range);
    if (major === Number(wantedMajor)) return minor >= Number(wantedMinor);
    return sign === '>=' && major > Number(wantedMajor);
  });
  if (!fits) throw new Stop(`This is Node ${process.versions.node}. Undersigned needs Node ${engines.node}.`);
}

async function setUp(always) {
  if (!always && isInstalled() && isBuilt(fingerprint())) return;
  await lock();
  try {
    if (!isInstalled()) await install();
    const sources = fingerprint();
    if (always || !isBuilt(sources)) await build(sources);
  } finally {
    rmSync(LOCK, { force: true });
  }
}

async function install() {
  say('Installing the packages …');
  // Development packages even where NODE_ENV=production: the build is made with them.
  const ci = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...ci])
    : await run('npm', ci, { shell: process.platform === 'win32' });
  if (code !== 0) throw new Stop('The packages could not be installed; npm says why above.');
}

async function build(sources) {
  say('Building …');
  const code = await run(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
  if (code !== 0) throw new Stop('The build failed; the compiler says why above.');
  // After the server's, whose build empties the folder.
  const pages = await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
  if (pages !== 0) throw new Stop('The pages could not be built; Vite says why above.');
  writeFileSync(STAMP, sources);
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

function isBuilt(sources) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources;
}

/** SHA-256 over names and contents, so that a source that was removed or put back counts, and a touched one doesn't. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesOf(join(ROOT, path))).sort()) {
    if (SPEC.test(file)) continue;
    const content = readFileSync(file);
    hash.update(`${relative(ROOT, file)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** The code and JSON files in a folder, however deep; a file is its own. */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (SOURCE.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() || SOURCE.test(entry.name) ? filesOf(join(path, entry.name)) : [],
  );
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

/** Runs a program in the project's folder with this terminal. Its exit code; throws `Interrupted` if a signal ended it. */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options });
    const pass = (signal) => {
      // A terminal sends Ctrl-C to the child too; twice would mean "at once, without finishing".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const watch = setInterval(() => {
      if (!isOrphan()) return;
      clearInterval(watch);
      child.kill('SIGTERM');
    }, 500);
    const done = (then) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
      then();
    };
    child.once('error', (error) =>
      done(() => reject(new Stop(`${program} can't be started: ${error.message}`))),
    );
    child.once('exit', (code, signal) =>
      done(() => (signal ? reject(new Interrupted(signal)) : resolve(code ?? 1))),
    );
  });
}

/** Whether npm was told to stop: it tells its shell, which goes without telling anybody. */
function isOrphan() {
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== PARENT;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
