import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { openDataSource } from './data-source.js';
import { placeOfUrl, type Place } from './place.js';
import { isUnavailable, sqlState, transaction } from './transaction.js';

let database: TestDatabase;
let admin: DataSource;
let opened: DataSource[];

beforeEach(async () => {
  database = await testDatabase();
  admin = await database.open();
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.destroy();
  await database.close();
});

async function open(place: Place = database.place): Promise<DataSource> {
  const made = await openDataSource(place, { poolSize: 2 }, () => undefined);
  opened.push(made);
  return made;
}

async function set(setting: string): Promise<void> {
  await admin.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET ${setting}`);
}

function failure(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('a connection', () => {
  it('is set to what this program relies on, whatever the database is set to', async () => {
    const settings = ["datestyle TO 'SQL, DMY'", "timezone TO 'Asia/Tokyo'", "bytea_output TO 'escape'"];
    for (const setting of [
      ...settings,
      "default_transaction_isolation TO 'serializable'",
      'lock_timeout TO 1',
    ]) {
      await set(setting);
    }
    const source = await open();
    const time = new Date('2018-06-25T16:00:00.000Z');
    const [row]: Record<string, unknown>[] = await source.query(
      `SELECT $1::timestamptz AS time, $2::bytea AS bytes, $1::timestamptz::date::text AS day,
              current_setting('transaction_isolation') AS isolation, current_setting('lock_timeout') AS wait`,
      [time, Buffer.from([0, 92, 255])],
    );
    expect(row).toEqual({
      time,
      bytes: Buffer.from([0, 92, 255]),
      day: '2018-06-25',
      isolation: 'read committed',
      wait: '30s',
    });
  });

  it('gives up a lock, and a statement, that takes too long', async () => {
    const source = await open();
    const limits: Record<string, unknown>[] = await transaction(source, 'look', (manager) =>
      manager.query(
        `SELECT current_setting('lock_timeout') AS wait, current_setting('statement_timeout') AS work`,
      ),
    );
    expect(limits).toEqual([{ wait: '30s', work: '1min' }]);
  });

  it('to a server that turned read-only is given up, and the next one writes again', async () => {
    const source = await open();
    await source.query('CREATE TABLE kept (one integer)');
    await set('default_transaction_read_only TO on');
    const reading = await open();
    const write = (): Promise<unknown> =>
      transaction(reading, 'write', (manager) => manager.query('INSERT INTO kept VALUES (1)'));
    const pid = async (): Promise<unknown> => reading.query('SELECT pg_backend_pid() AS pid');
    const before = await pid();
    const refused = await failure(write());
    expect([sqlState(refused), isUnavailable(refused)]).toEqual(['25006', true]);
    expect(await pid()).not.toEqual(before);
    await set('default_transaction_read_only TO off');
    await failure(write());
    await write();
    expect(await source.query('SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });
});

describe('a database that is away', () => {
  it('is told from one that refuses', async () => {
    const source = await open();
    for (const [sql, isAway] of [
      ['SELECT 1/0', false],
      ['NOT SQL', false],
      ["DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '53100'; END $$", true],
      ['SELECT pg_terminate_backend(pg_backend_pid())', true],
    ] as const) {
      expect([sql, isUnavailable(await failure(source.query(sql)))]).toEqual([sql, isAway]);
    }
    expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isUnavailable(new Error('Something else.'))).toBe(false);
    expect(isUnavailable(undefined)).toBe(false);
  });

  it('is told wherever in a transaction the connection breaks, and what comes after it works', async () => {
    const way = await Way.to(database.url);
    const source = await open(way.place);
    await source.query('CREATE TABLE kept (one integer)');
    for (let round = 0; round < 10; round++) {
      const writing = Array.from({ length: 6 }, () =>
        failure(
          transaction(source, 'write', async (manager) => {
            for (let i = 0; i < 5; i++) await manager.query('INSERT INTO kept VALUES (1)');
          }),
        ),
      );
      await new Promise((wait) => setTimeout(wait, round * 2));
      way.cut();
      for (const error of await Promise.all(writing)) {
        expect([String(error), error === undefined || isUnavailable(error)]).toEqual([String(error), true]);
      }
    }
    // A connection that was cut while nobody used it is found out by whoever gets it next.
    for (let tries = 0; tries < 5; tries++) {
      const error = await failure(source.query('SELECT 1'));
      if (error === undefined) break;
      expect(isUnavailable(error)).toBe(true);
    }
    const [{ whole }]: [{ whole: boolean }] = await source.query(
      'SELECT count(*) % 5 = 0 AS whole FROM kept',
    );
    expect(whole).toBe(true);
    await way.close();
    expect(isUnavailable(await failure(source.query('SELECT 1')))).toBe(true);
  });
});

/** A way to the server that can be cut. */
class Way {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly place: Place,
  ) {}

  static async to(target: string): Promise<Way> {
    const url = new URL(target);
    const port = Number(url.port);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url.port = (server.address() as AddressInfo).port.toString();
    const way = new Way(server, placeOfUrl(url.href) ?? { config: {}, name: '', isEmbedded: false });
    server.on('connection', (near) => {
      const far = connect(port, '127.0.0.1');
      for (const socket of [near, far]) {
        way.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => way.sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    return way;
  }

  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((closed) => this.server.close(closed));
  }
}

describe('a place', () => {
  it.each([
    ['postgresql://user:p%40ss@host:5433/name', 'the database name at host:5433', 'p@ss'],
    ['postgres://user:100%25@host/name', 'the database name at host', '100%'],
    ['postgres://user:100%@host/name', 'the database name at host', '100%'],
    ['postgresql://user@/name?host=/run/postgresql', 'the database name at /run/postgresql', ''],
    ['postgresql://user:p@[::1]:5432/name', 'the database name at ::1:5432', 'p'],
  ])('is what its URL says, in words without user and password: %s', (url, name, password) => {
    const place = placeOfUrl(url);
    expect(place).toMatchObject({ name, config: { user: 'user', password, database: 'name' } });
    expect(new pg.Client(place?.config).host).toBeDefined();
  });

  it.each([
    'mysql://user@host/name',
    'host=/run',
    'postgresql://user:a%ab@host/name',
    'postgres://h:99999/n',
    '',
  ])('is none where it can’t be one: %s', (url) => {
    expect(placeOfUrl(url)).toBeUndefined();
  });
});
