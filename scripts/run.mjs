// Runs one of the project's commands on a fresh clone: installs and builds what it needs and is missing or out of date first.
// Needs nothing but Node and npm, and says in a sentence what is wrong when it can't.
//   node scripts/run.mjs COMMAND [ARGUMENT…]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Interrupted, ROOT, run, say, Stop } from './child.mjs';
import { dev } from './dev.mjs';
import { PARTS, setUp } from './parts.mjs';

/** Jest needs the flag for native ESM, and Node warns of it in every process without the other one. */
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

const ALL = ['server', 'pages'];

/** Of `undersigned`: the commands without an application, and so without pages. */
const WITHOUT_PAGES = ['verify', 'key'];

/** Tests build nothing: what one needs of dist/ it asks for by itself, with `prepare`. test/support/built.ts */
const COMMANDS = {
  start: { node: ['dist/src/main.js'], parts: ALL },
  dev: { work: dev },
  demo: { node: ['dist/src/cli.js', 'demo'], parts: ALL },
  undersigned: {
    node: ['dist/src/cli.js'],
    parts: ([name]) => (WITHOUT_PAGES.includes(name) ? ['server'] : ALL),
  },
  openapi: { node: ['dist/api/src/openapi.js'], parts: ['description'] },
  bench: { node: ['dist/bench/run.js'], parts: ALL, needs: 'bench' },
  test: { node: JEST },
  'test:watch': { node: [...JEST, '--watch'] },
  'test:unit': { node: JEST, env: { UNDERSIGNED_UNIT: '1' } },
  'test:full': { node: JEST, env: { UNDERSIGNED_FULL: '1' } },
  'test:browser': { node: JEST, env: { UNDERSIGNED_BROWSER: '1' }, needs: 'test/browser' },
  build: { parts: named, always: true },
  prepare: { parts: named },
};

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
  if (command.needs && isEmpty(command.needs)) {
    say(`There is nothing in ${command.needs}.`);
    return 0;
  }
  const parts = typeof command.parts === 'function' ? command.parts(given) : (command.parts ?? []);
  // A delivered build has no sources beside it: nothing to install or build then.
  if (existsSync(join(ROOT, 'src'))) await setUp(parts, { always: command.always });
  if (command.work) return command.work();
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

/** The parts that are named, or those that serve. */
function named(given) {
  const unknown = given.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined)
    throw new Stop(`${unknown} is no part of the build. There are: ${Object.keys(PARTS).join(', ')}.`);
  return given.length > 0 ? given : ALL;
}

function isEmpty(folder) {
  return !existsSync(join(ROOT, folder)) || readdirSync(join(ROOT, folder)).length === 0;
}
