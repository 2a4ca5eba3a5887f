import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { loadConfig } from '../../config.js';
import { SystemRandomSource } from '../../random.js';
import { StartError } from '../../start-error.js';
import { NoDatabaseError } from '../no-database.js';
import type { Place } from '../place.js';
import { findBinaries } from './binaries.js';
import { EmbeddedDatabase } from './embedded-database.js';
import { databaseUser } from './identity.js';
import { ShortWay } from './short-way.js';

const run = promisify(execFile);
const isRoot = process.geteuid?.() === 0;
const asRoot = isRoot ? it : it.skip;

let place: string;
let opened: EmbeddedDatabase[];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'undersigned-embedded-'));
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  await rm(place, { recursive: true, force: true });
});

function embedded(folder = 'data', env: Record<string, string> = {}): EmbeddedDatabase {
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: join(place, folder), ...env });
  const made = new EmbeddedDatabase(config, new SystemRandomSource());
  opened.push(made);
  return made;
}

async function ask<T>(where: Place, sql: string): Promise<T[]> {
  const client = new pg.Client(where.config);
  await client.connect();
  try {
    return (await client.query<T & pg.QueryResultRow>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Makes a database with a row in it, and ends it. */
async function made(folder = 'data'): Promise<void> {
  const database = embedded(folder);
  await ask(await database.open('server', true), 'CREATE TABLE kept AS SELECT 1 AS one');
  await database.close();
}

async function postmaster(folder = 'data'): Promise<number> {
  return Number((await readFile(join(place, folder, 'database/postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the embedded database', () => {
  it('is made where there is none, keeps what was committed, and leaves nothing running', async () => {
    const first = embedded();
    const where = await first.open('server', true);
    expect(await first.open('server', true)).toBe(where);
    await ask(where, 'CREATE TABLE kept AS SELECT 1 AS one');
    const pid = await postmaster();
    await first.close();
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(join(place, 'data'))).toEqual(['database']);
    const again = await embedded().open('server', false);
    expect(await ask(again, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('writes to the disk before it answers, and is reached through a socket for one user alone', async () => {
    const where = await embedded().open('server', true);
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'data_checksums'];
    const list = names.map((name) => `current_setting('${name}') AS ${name}`).join();
    expect(await ask(where, `SELECT ${list}`)).toEqual([
      {
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        listen_addresses: '',
        data_checksums: 'on',
      },
    ]);
    const folder = join(place, 'data/database');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, '.s.PGSQL.5432'))).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder, { recursive: true })) {
      const { mode } = await stat(join(folder, name)).catch(() => ({ mode: 0 }));
      expect([name, mode & 0o077]).toEqual([name, 0]);
    }
  });

  it('closes a folder that others could enter', async () => {
    await mkdir(join(place, 'data'), { mode: 0o777 });
    await chmod(join(place, 'data'), 0o777);
    await made();
    await chmod(join(place, 'data/database'), 0o755);
    await embedded().open('server', false);
    for (const name of ['data', 'data/database']) {
      expect((await stat(join(place, name))).mode & 0o777).toBe(0o700);
    }
  });

  it.each([
    ['with spaces, quotes and other scripts', 'a \'b" $HOME é 日本 \\'],
    ['of 150 characters and more', join('c'.repeat(80), 'd'.repeat(80))],
  ])('works in a path %s', async (_, folder) => {
    await made(folder);
    const where = await embedded(folder).open('server', false);
    expect(await ask(where, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('works after its folder was moved, while nobody used it', async () => {
    await made();
    await rename(join(place, 'data'), join(place, 'elsewhere'));
    const where = await embedded('elsewhere').open('server', false);
    expect(await ask(where, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  asRoot('works after root copied it back, whose it is then', async () => {
    await made();
    await run('chown', ['-R', '0:0', join(place, 'data')]);
    const where = await embedded().open('server', false);
    expect(await ask(where, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('is one server’s at a time: of several that start together one has it, and the others say so', async () => {
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => embedded().open('server', true)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(refused).toHaveLength(3);
    for (const error of refused) {
      expect(error).toBeInstanceOf(StartError);
      expect(error.message).toMatch(/in use by another server.*DATA_DIR/);
    }
    const [where] = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(await ask(where!, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is shared with commands, which leave it to the server, or start it for themselves and end it', async () => {
    const nothing = embedded().open('command', false);
    await expect(nothing).rejects.toBeInstanceOf(NoDatabaseError);
    expect(await readdir(place)).toEqual([]);
    await made();

    const [alone, beside] = [embedded(), embedded()];
    await alone.open('command', false);
    const pid = await postmaster();
    expect(await ask(await beside.open('command', false), 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    await beside.close();
    expect(isAlive(pid)).toBe(true);
    // A server waits for a command to leave.
    const server = embedded();
    const starting = server.open('server', false);
    await wait(200);
    await alone.close();
    await starting;
    expect(await postmaster()).not.toBe(pid);

    const command = embedded();
    await command.open('command', false);
    await command.close();
    expect(await ask(await server.open('server', false), 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('says that it ended, when somebody ended it, and starts again where it was', async () => {
    const first = embedded();
    const where = await first.open('server', true);
    await ask(where, 'CREATE TABLE kept AS SELECT 1 AS one');
    const died = first.died();
    process.kill(await postmaster(), 'SIGKILL');
    expect(await died).toMatch(/^The database ended.*Start the server again\.$/);
    const again = await embedded().open('server', false);
    expect(await ask(again, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('says nothing of the kind when it was closed', async () => {
    const database = embedded();
    await database.open('server', true);
    let said: string | undefined;
    void database.died().then((sentence) => (said = sentence));
    await database.close();
    await wait(100);
    expect(said).toBeUndefined();
  });

  it('takes the number that a dead one left for what it is, though another program has it now', async () => {
    await made();
    const stale = [process.pid, join(place, 'data/database'), 1, 5432, '.', '', ' 1 1', 'ready', ''];
    await writeFile(join(place, 'data/database/postmaster.pid'), stale.join('\n'), { mode: 0o600 });
    const where = await embedded().open('server', false);
    expect(await ask(where, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });
});

describe('what can’t be used is refused in one sentence, with nothing made and nothing destroyed', () => {
  async function refusedWith(database: EmbeddedDatabase, ...said: (string | RegExp)[]): Promise<void> {
    const error: unknown = await database.open('server', true).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    const { message } = error as Error;
    for (const part of said) expect(message).toMatch(part);
    expect(message.split('\n')).toHaveLength(1);
  }

  it('a folder of something else', async () => {
    await made();
    const folder = join(place, 'data/database');
    await unlink(join(folder, 'PG_VERSION'));
    const before = await readdir(folder);
    await refusedWith(embedded(), folder, /PG_VERSION is missing/);
    expect(await readdir(folder)).toEqual(before);
  });

  it('a database of another major version', async () => {
    await made();
    const file = join(place, 'data/database/PG_VERSION');
    await writeFile(file, '14\n');
    await refusedWith(embedded(), 'data/database', /made by PostgreSQL 14/, /EMBEDDED_POSTGRES=/);
    expect(await readFile(file, 'utf8')).toBe('14\n');
  });

  it('programs that aren’t there, and programs that may not be executed', async () => {
    const none = join(place, 'bin');
    await mkdir(none);
    await refusedWith(embedded('data', { EMBEDDED_POSTGRES: none }), none, /no postgres/);
    const user = await databaseUser(join(place, 'data'), join(place, 'data/database'));
    const { postgres } = await findBinaries(undefined, user);
    await cp(dirname(postgres), none, { recursive: true });
    await chmod(join(none, 'initdb'), 0o644);
    await refusedWith(embedded('data', { EMBEDDED_POSTGRES: none }), join(none, 'initdb'), /chmod \+x/);
    expect(await readdir(place)).toEqual(['bin', 'data']);
    expect(await readdir(join(place, 'data'))).toEqual([]);
  });

  it('programs that don’t run', async () => {
    const bin = join(place, 'bin');
    await mkdir(bin, { mode: 0o755 });
    await chmod(place, 0o755);
    for (const name of ['postgres', 'initdb']) {
      await writeFile(join(bin, name), '#!/nowhere/sh\n', { mode: 0o755 });
    }
    await refusedWith(embedded('data', { EMBEDDED_POSTGRES: bin }), bin, /don't run here/, /DATABASE_URL/);
  });

  it('a path that a socket’s address has no room for, nor a link to it', async () => {
    const [long, temporary] = [join(place, 'd'.repeat(90)), join(place, 't'.repeat(90))];
    await mkdir(temporary);
    const way = ShortWay.to(long, temporary);
    await expect(way).rejects.toBeInstanceOf(StartError);
    for (const said of [long, temporary, /too long/, /TMPDIR/]) await expect(way).rejects.toThrow(said);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('a data folder that is a file', async () => {
    await writeFile(join(place, 'data'), '');
    await refusedWith(embedded(), join(place, 'data'));
  });

  asRoot('a disk that can only be read', async () => {
    await made();
    const mounted = join(place, 'mounted');
    await mkdir(mounted);
    if (!(await mounts('--bind', join(place, 'data'), mounted))) return;
    try {
      if (!(await mounts('-o', 'remount,ro,bind', mounted))) return;
      await refusedWith(embedded('mounted'), 'mounted', /EROFS/, /read-only/);
      await refusedWith(embedded(join('mounted', 'new')), 'mounted/new', /EROFS/);
    } finally {
      await run('umount', [mounted]);
    }
  });

  asRoot('a disk without room for the first start', async () => {
    const mounted = join(place, 'small');
    await mkdir(mounted);
    if (!(await mounts('-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', mounted))) return;
    try {
      await refusedWith(embedded('small'), 'small/database', /no room/, /DATA_DIR/);
      expect(await readdir(mounted)).toEqual([]);
    } finally {
      await run('umount', [mounted]);
    }
  });
});

/** Whether it could be mounted: not everywhere is root allowed to. */
async function mounts(...parameters: string[]): Promise<boolean> {
  return run('mount', parameters).then(
    () => true,
    () => false,
  );
}
