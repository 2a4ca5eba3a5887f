// The server and its embedded database as an operator has them: started, stopped, moved, run by root and by others.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undersigned } from '../support/cli.js';
import { ServerProcess } from '../support/process.js';

const KEY = Buffer.alloc(32, 1).toString('base64url');
const MAIN = join(import.meta.dirname, '../../dist/src/main.js');
const isRoot = process.geteuid?.() === 0;
const asRoot = isRoot ? it : it.skip;

/** Nobody. */
const USER = 65_534;

let place: string;
let servers: ServerProcess[];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'undersigned-life-'));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.kill();
  // A database whose server was killed may still be on its way out.
  await rm(place, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
});

function env(folder = 'data'): Record<string, string> {
  return { NODE_ENV: 'development', DATA_DIR: join(place, folder), MASTER_KEY: KEY };
}

async function start(variables = env(), uid?: number): Promise<ServerProcess> {
  const server = await ServerProcess.spawn(variables, uid);
  servers.push(server);
  return server.up();
}

/** The lines that it ends with, having ended by itself. */
async function refused(variables: Record<string, string>, uid?: number): Promise<string> {
  const server = await ServerProcess.spawn(variables, uid);
  servers.push(server);
  expect(await server.exit()).toBe(1);
  return server.output.trim();
}

async function postmaster(folder = 'data'): Promise<number> {
  return Number((await readFile(join(place, folder, 'database/postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((wait) => setTimeout(wait, 25));
  }
  throw new Error('The database still runs.');
}

describe('a server on its embedded database', () => {
  it('is stopped with it, by a signal, though somebody sent half a request and waits', async () => {
    const server = await start();
    const pid = await postmaster();
    const half = connect(Number(new URL(server.url).port), '127.0.0.1');
    half.on('error', () => undefined);
    await once(half, 'connect');
    half.write('POST /api/v1/organizers/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    expect(await server.stop()).toBe(0);
    await untilGone(pid);
    half.destroy();
    expect(await readdir(join(place, 'data/database'))).not.toContain('postmaster.pid');
  });

  it('takes it along when it is killed, and the next one has the folder', async () => {
    const server = await start();
    const pid = await postmaster();
    await server.kill();
    await untilGone(pid);
    await start();
  });

  it('goes on after its folder was moved, with what it held', async () => {
    const first = await start();
    const invite = await undersigned(['letter', 'invite'], env());
    expect(invite.code).toBe(0);
    await first.stop();
    await rename(join(place, 'data'), join(place, 'moved'));
    await start(env('moved'));
    const { out } = await undersigned(['letter', 'invites'], env('moved'));
    expect(out.trim().split('\n')).toHaveLength(1);
    expect((await undersigned(['letter', 'invites'], env())).code).toBe(2);
    expect(await readdir(place)).toEqual(['moved']);
  });

  it('makes everything for its own user alone, though the folder was there and open to all', async () => {
    await mkdir(join(place, 'data'), { mode: 0o777 });
    await chmod(join(place, 'data'), 0o777);
    const server = await start();
    await server.stop();
    for (const name of ['', ...(await readdir(join(place, 'data'), { recursive: true }))]) {
      expect([name, (await stat(join(place, 'data', name))).mode & 0o077]).toEqual([name, 0]);
    }
  });

  it('refuses a vault without its database, and a database without its vault, and changes neither', async () => {
    await (await start()).stop();
    const [data, away] = [join(place, 'data'), join(place, 'away')];
    await rename(join(data, 'database'), away);
    expect(await refused(env())).toMatch(/belong to a database that isn't here.*Nothing was made/);
    expect(await readdir(data)).toEqual(['keys']);
    await rename(away, join(data, 'database'));
    await rename(join(data, 'keys'), away);
    expect(await refused(env())).toMatch(/belong to two installations/);
    expect(await readdir(data)).toEqual(['database']);
    await rename(away, join(data, 'keys'));
    await start();
  });
});

describe('a server of root’s', () => {
  asRoot('runs its database as somebody else, in a folder that nobody else can enter', async () => {
    await start();
    const { uid } = await stat(join(place, 'data/database'));
    expect(uid).not.toBe(0);
    const status = await readFile(`/proc/${(await postmaster()).toString()}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\t${uid.toString()}\\t`, 'm'));
    expect((await stat(join(place, 'data'))).uid).toBe(0);
    expect((await stat(place)).mode & 0o077).toBe(0);
  });

  asRoot('takes the programs of the distribution, if they are named', async () => {
    const folders = ['17', '16', '15'].map((version) => `/usr/lib/postgresql/${version}/bin`);
    const bin = folders.find((folder) => spawnSync(join(folder, 'postgres'), ['--version']).status === 0);
    if (bin === undefined) return;
    await chmod(place, 0o711);
    await mkdir(join(place, 'data'));
    await chown(join(place, 'data'), USER, USER);
    const server = await start({ ...env(), EMBEDDED_POSTGRES: bin });
    await server.stop();
    const [, major] = /(\d+)\/bin$/.exec(bin) ?? [];
    expect(await refused(env())).toMatch(new RegExp(`made by PostgreSQL ${major ?? ''},.*EMBEDDED_POSTGRES`));
    await start({ ...env(), EMBEDDED_POSTGRES: bin });
  });

  asRoot('says what to do where it can’t run anything as somebody else', async () => {
    // A place where root is the only user that there is.
    const alone = ['unshare', '--user', '--map-root-user', process.execPath, MAIN];
    if (spawnSync('unshare', ['--user', '--map-root-user', 'true']).status !== 0) return;
    const { status, stderr } = spawnSync(alone[0] ?? '', alone.slice(1), {
      env: { ...env(), PORT: '0', PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/root.*DATABASE_URL/)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('a server of an ordinary user’s', () => {
  /** Where this program lies in a folder that others can't enter, another user has none of it. */
  const canOthers = isRoot && mayRead(USER);
  const asUser = canOthers ? it : it.skip;

  asUser('runs its database as that user', async () => {
    await chmod(place, 0o711);
    await mkdir(join(place, 'home'), { mode: 0o700 });
    await chown(join(place, 'home'), USER, USER);
    await start(env('home/data'), USER);
    expect((await stat(join(place, 'home/data/database'))).uid).toBe(USER);
    expect((await stat(join(place, 'home/data/keys'))).uid).toBe(USER);
  });

  asUser('refuses a folder, and a key, of another user', async () => {
    await chmod(place, 0o711);
    await mkdir(join(place, 'data'), { mode: 0o755 });
    expect(await refused(env(), USER)).toMatch(/data belongs to another user \(0\)/);
    await chown(join(place, 'data'), USER, USER);
    const file = join(place, 'key');
    await writeFile(file, KEY, { mode: 0o644 });
    const { MASTER_KEY: _, ...rest } = env();
    expect(await refused({ ...rest, MASTER_KEY_FILE: file }, USER)).toMatch(/key, and it belongs to another/);
    expect(await readdir(join(place, 'data'))).toEqual([]);
  });

  function mayRead(uid: number): boolean {
    try {
      accessSync(MAIN, constants.R_OK);
      execFileSync(process.execPath, ['--check', MAIN], { uid, gid: uid, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
});
