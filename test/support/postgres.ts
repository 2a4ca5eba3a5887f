// The PostgreSQL that a run of tests has: started by the first suite that needs one, found by the others, ended with the run.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from '../../src/common/database/embedded/binaries.js';
import { DATABASE_USER, ENVIRONMENT, here, makeCluster } from '../../src/common/database/embedded/cluster.js';
import { databaseUser } from '../../src/common/database/embedded/identity.js';
import { freePort } from '../../src/common/free-port.js';
import { SystemRandomSource } from '../../src/common/random.js';

const random = new SystemRandomSource();
const STARTS_WITHIN_MS = 60_000;

/** Nothing of it is kept, so nothing waits for a disk. It listens on this machine only, for tests that come in by a network. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '.',
  unix_socket_permissions: '0700',
  max_connections: '200',
  max_wal_size: '4GB',
  autovacuum: 'off',
  log_min_messages: 'fatal',
};

/** Ends the database, and removes what it holds, once the run is gone: nobody is left to do it then. */
const KEEP = `
trap '' TERM INT HUP
"$@" &
postgres=$!
while { kill -0 $RUN || [ -d /proc/$RUN ]; } && kill -0 $postgres; do sleep 1; done 2>/dev/null
kill -QUIT $postgres
wait $postgres
rm -rf ./*`;

/** Whose run this is: jest's own process, whichever of its workers asks. Set by jest.config.js. */
const RUN = process.env['UNDERSIGNED_TEST_RUN'] ?? `${process.pid.toString()}-0`;

/** The administrator's URL of the server. */
export async function testServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const place = join(tmpdir(), `undersigned-test-run-${RUN}`);
  const file = join(place, 'url');
  const isFirst = await mkdir(place).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const url = await start(place);
    await writeFile(`${file}.new`, url, { mode: 0o600 });
    await rename(`${file}.new`, file);
    return url;
  }
  const began = performance.now();
  while (performance.now() - began < STARTS_WITHIN_MS) {
    const url = await readFile(file, 'utf8').catch(() => undefined);
    if (url !== undefined) return url;
    await wait(20);
  }
  throw new Error(`No database was started in ${place}: remove that folder if nobody is at it.`);
}

async function start(place: string): Promise<string> {
  await removeLeft();
  const data = join(place, 'data');
  const user = await databaseUser(place, data);
  const binaries = await findBinaries(process.env['EMBEDDED_POSTGRES'], user);
  await makeCluster(data, binaries, user, random);
  await writeFile(
    join(data, 'pg_hba.conf'),
    'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
  );
  const port = (await freePort(random)).toString();
  const settings = { ...SETTINGS, port, ...(binaries.major >= 16 ? { scram_iterations: '1' } : {}) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [run = ''] = RUN.split('-');
  const child = spawn(
    '/bin/sh',
    ['-c', KEEP, 'sh', binaries.postgres, '-D', here(binaries.major, data), ...flags],
    {
      ...user,
      cwd: data,
      env: { ...ENVIRONMENT, RUN: run },
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  child.unref();
  const password = randomBytes(16).toString('hex');
  const began = performance.now();
  for (;;) {
    try {
      const client = new pg.Client({
        host: data,
        port: Number(port),
        user: DATABASE_USER,
        database: 'postgres',
      });
      await client.connect();
      await client.query(`ALTER USER ${DATABASE_USER} PASSWORD '${password}'`);
      await client.end();
      return `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/postgres`;
    } catch (error) {
      if (performance.now() - began > STARTS_WITHIN_MS) throw error;
      await wait(20);
    }
  }
}

/** Of runs that are over: whoever started them is gone. */
async function removeLeft(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const run = Number(/^undersigned-test-run-(\d+)-/.exec(name)?.[1]);
    if (Number.isNaN(run) || isAlive(run)) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
