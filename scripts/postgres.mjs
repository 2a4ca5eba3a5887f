// Runs a command beside a throw-away PostgreSQL server: `npm run postgres -- [--database-url] COMMAND [ARGUMENT …]`.
// The command finds TEST_DATABASE_URL (and with --database-url also DATABASE_URL) in its environment. The server is made in a
// temporary folder, answers on this machine only, does without fsync because nothing of it is kept, and is removed at the end.
import { execFile, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

const given = process.argv.slice(2);
const wantsDatabaseUrl = given[0] === '--database-url';
const [command, ...parameters] = wantsDatabaseUrl ? given.slice(1) : given;
if (command === undefined)
  fail('Say which command to run: npm run postgres -- [--database-url] COMMAND [ARGUMENT …]', 2);

let child;
let stopping;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopping ??= signal;
    child?.kill(signal);
  });
}

const folder = await mkdtemp(join(tmpdir(), 'undersigned-postgres-'));
let server;
let status = 1;
try {
  server = await start();
  if (stopping === undefined) status = await runCommand();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
} finally {
  await server?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
process.exitCode = stopping === undefined ? status : 128 + constants.signals[stopping];

async function start() {
  const bin = findBinaries();
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const data = join(folder, 'data');
  const log = join(folder, 'server.log');
  const passwordFile = join(folder, 'password');
  const user = process.getuid?.() === 0 ? await idOf('postgres') : undefined; // PostgreSQL refuses to run as root
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) {
    await chown(folder, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  await chmod(folder, 0o700);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  await run(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'undersigned',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    options,
  );
  const settings = [
    ...SETTINGS,
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
  ];
  const control = join(bin, 'pg_ctl');
  const flags = settings.map((setting) => `-c ${setting}`).join(' ');
  try {
    await run(control, ['-D', data, '-l', log, '-o', flags, '-w', '-t', '60', 'start'], options);
  } catch (error) {
    const said = existsSync(log) ? await readFile(log, 'utf8') : '';
    throw new Error(`PostgreSQL did not start.\n${said}`, { cause: error });
  }
  return {
    url: `postgresql://undersigned:${password}@127.0.0.1:${port}/postgres`,
    stop: () => run(control, ['-D', data, '-m', 'immediate', '-w', 'stop'], options).catch(() => undefined),
  };
}

/** Resolves to the command's exit status, or 128 + n if signal n ended it. */
function runCommand() {
  const env = {
    ...process.env,
    TEST_DATABASE_URL: server.url,
    ...(wantsDatabaseUrl ? { DATABASE_URL: server.url } : {}),
  };
  return new Promise((resolve) => {
    child = spawn(command, parameters, { stdio: 'inherit', env });
    child.on('error', (error) => {
      console.error(`${command} can't be run: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function findBinaries() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'pg_ctl')));
  if (found === undefined) {
    throw new Error(
      'PostgreSQL is not installed here: neither /usr/lib/postgresql/*/bin nor PATH has initdb. Install it, e.g. apt-get install postgresql',
    );
  }
  return found;
}

async function idOf(name) {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
    );
    return { uid, gid };
  } catch {
    throw new Error(
      `PostgreSQL does not run as root, and there is no user named ${name}. Run this as another user.`,
    );
  }
}

/** Below those of outgoing connections, of which one might be taken before the server listens there. */
async function freePort() {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000);
    const isFree = await new Promise((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  return fail('There is no free port between 20000 and 32000.', 1);
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}
