import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { loadConfig } from '../config.js';
import { MasterKey } from '../master-key.js';
import { SystemRandomSource } from '../random.js';
import { StartError } from '../start-error.js';
import { Databases, type DatabaseOptions } from './databases.js';
import { NoDatabaseError } from './no-database.js';

@Entity({ schema: 'issuer', name: 'things' })
class IssuerThing {
  @PrimaryColumn('text')
  id!: string;
}

@Entity({ schema: 'origin', name: 'things' })
class OriginThing {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea')
  bytes!: Buffer;
}

class Issuer1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE issuer.things (id text PRIMARY KEY)');
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE issuer.things');
  }
}

class Origin1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE origin.things (id text PRIMARY KEY, bytes bytea NOT NULL)');
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE origin.things');
  }
}

class OriginBroken1700000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE origin.half (id text)');
    await queryRunner.query('NOT SQL');
  }
  async down(): Promise<void> {
    await Promise.reject(new Error('never'));
  }
}

const OPTIONS: DatabaseOptions = {
  role: 'all',
  entities: { issuer: [IssuerThing], origin: [OriginThing] },
  migrations: { issuer: [Issuer1700000000001], origin: [Origin1700000000001] },
};
const KEYS = [1, 2].map((byte) => new MasterKey(new Uint8Array(32).fill(byte)));
const random = new SystemRandomSource();

let place: string;
let databases: TestDatabase[];
let opened: Databases[];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'undersigned-databases-'));
  databases = [];
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  for (const one of databases) await one.close();
  await rm(place, { recursive: true, force: true });
});

async function database(): Promise<TestDatabase> {
  const made = await testDatabase();
  databases.push(made);
  return made;
}

interface Start {
  readonly options?: DatabaseOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the data folder. */
  readonly folder?: string;
  readonly masterKey?: MasterKey;
  readonly existing?: boolean;
}

async function open({ options = OPTIONS, env = {}, folder = 'data', ...start }: Start): Promise<Databases> {
  const config = loadConfig({
    NODE_ENV: 'test',
    ISSUER_TOKEN: 'x'.repeat(32),
    DATA_DIR: join(place, folder),
    ...env,
  });
  const opening = { config, random, masterKey: start.masterKey ?? KEYS[0]! };
  const made = await (start.existing === true
    ? Databases.openExisting(opening, options)
    : Databases.open(opening, options));
  opened.push(made);
  return made;
}

async function closed(start: Start): Promise<void> {
  await (await open(start)).close();
}

describe('databases', () => {
  it('gives roles in one database one data source, with the tables of both', async () => {
    const { env } = await database();
    const made = await open({ env });
    expect(made.of('issuer')).toBe(made.of('origin'));
    await made.of('issuer').getRepository(IssuerThing).insert({ id: 'one' });
    await made
      .of('origin')
      .getRepository(OriginThing)
      .insert({ id: 'two', bytes: Buffer.from([0, 255]) });
    expect(await made.of('origin').getRepository(OriginThing).find()).toEqual([
      { id: 'two', bytes: Buffer.from([0, 255]) },
    ]);
    expect(await made.of('origin').query('SELECT name FROM issuer.migrations')).toEqual([
      { name: 'Issuer1700000000001' },
    ]);
  });

  it('gives a process the tables of its role only', async () => {
    const { env } = await database();
    const made = await open({ env, options: { ...OPTIONS, role: 'issuer' } });
    expect(() => made.of('origin')).toThrow(/no origin database/);
    expect(await made.of('issuer').query(`SELECT to_regnamespace('origin') AS schema`)).toEqual([
      { schema: null },
    ]);
    expect(made.of('issuer').hasMetadata(OriginThing)).toBe(false);
  });

  it('refuses tables of a newer version, and a migration that fails leaves nothing behind', async () => {
    const { env } = await database();
    const source = (await open({ env })).of('origin');
    await source.query(
      `INSERT INTO origin.migrations (timestamp, name) VALUES (1800000000000, 'Next1800000000000')`,
    );
    for (const existing of [false, true]) {
      await expect(open({ env, existing })).rejects.toThrow(/written by a newer version/);
    }
    await source.query(`DELETE FROM origin.migrations WHERE timestamp = 1800000000000`);
    const migrations = { ...OPTIONS.migrations, origin: [Origin1700000000001, OriginBroken1700000000002] };
    const options = { ...OPTIONS, migrations };
    await expect(open({ env, options })).rejects.toThrow(/syntax error/);
    await expect(open({ env, options, existing: true })).rejects.toThrow(/written by an older version/);
    expect(await source.query(`SELECT to_regclass('origin.half') AS half`)).toEqual([{ half: null }]);
  });

  it('lets several processes start at once, on one vault', async () => {
    const { env } = await database();
    const all = await Promise.all(Array.from({ length: 4 }, () => open({ env })));
    for (const one of all) {
      expect(await one.of('origin').getRepository(OriginThing).count()).toBe(0);
    }
  });

  it('says what to do when the database can not be reached, and repeats no password', async () => {
    const env = { DATABASE_URL: 'postgresql://user:secret@127.0.0.1:1/name' };
    const error: unknown = await open({ env }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(/ECONNREFUSED.*Is PostgreSQL running/);
    expect((error as Error).message).not.toMatch(/secret|user/);
  });

  it('says which database of a server is missing, and which password is wrong', async () => {
    const url = new URL((await database()).url);
    url.pathname = '/missing';
    await expect(open({ env: { DATABASE_URL: url.href } })).rejects.toThrow(/missing.*3D000.*createdb/);
    url.password = 'wrong';
    await expect(open({ env: { DATABASE_URL: url.href } })).rejects.toThrow(/28P01.*password/);
    expect(await readdir(place)).toEqual([]);
  });

  it('says so when whoever answers is no PostgreSQL', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as { port: number };
    const start = open({
      env: { DATABASE_URL: `postgresql://user:secret@127.0.0.1:${port.toString()}/name` },
    });
    await expect(start).rejects.toBeInstanceOf(StartError);
    await expect(start).rejects.toThrow(/isn’t a PostgreSQL|hangs up/);
    await new Promise((done) => other.close(done));
    expect(await readdir(place)).toEqual([]);
  });

  it('refuses a database whose encoding has no room for every letter', async () => {
    const { url } = await database();
    const name = `${new URL(url).pathname.slice(1)}_latin1`;
    const admin = await (await database()).open();
    await admin.query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    const other = new URL(url);
    other.pathname = `/${name}`;
    try {
      await expect(open({ env: { DATABASE_URL: other.href } })).rejects.toThrow(/LATIN1.*UTF8/);
      expect(await readdir(place)).toEqual([]);
    } finally {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
});

describe('one installation', () => {
  it('is refused with another’s database, with one that is new, and with another MASTER_KEY', async () => {
    const [first, second, third] = [await database(), await database(), await database()];
    await closed({ env: first.env, folder: 'first' });
    await closed({ env: second.env, folder: 'second' });
    const both = /belong to two installations/;
    await expect(open({ env: second.env, folder: 'first' })).rejects.toThrow(both);
    await expect(open({ env: first.env, folder: 'second' })).rejects.toThrow(both);
    await expect(open({ env: first.env, folder: 'third' })).rejects.toThrow(both);
    await expect(open({ env: third.env, folder: 'first' })).rejects.toThrow(/that one is new/);
    const other = open({ env: first.env, folder: 'first', masterKey: KEYS[1]! });
    await expect(other).rejects.toThrow(/MASTER_KEY is not the one/);
    // Nothing was changed by any of it: no vault, no table, no seal.
    expect((await readdir(place)).sort()).toEqual(['first', 'second']);
    expect(await (await third.open()).query(`SELECT to_regnamespace('issuer') AS found`)).toEqual([
      { found: null },
    ]);
    await closed({ env: first.env, folder: 'first' });
    await closed({ env: second.env, folder: 'second' });
  });

  it('is refused if one role’s database is crossed, and then the other’s isn’t touched', async () => {
    const [first, second] = [await database(), await database()];
    const urls = (issuer: TestDatabase, origin: TestDatabase) => ({
      ISSUER_DATABASE_URL: issuer.url,
      ORIGIN_DATABASE_URL: origin.url,
    });
    await closed({ env: urls(first, first), folder: 'first' });
    await closed({ env: urls(second, second), folder: 'second' });
    for (const env of [urls(first, second), urls(second, first)]) {
      await expect(open({ env, folder: 'first' })).rejects.toThrow(/belong to two installations/);
    }
    await rm(join(place, 'first', 'keys', 'origin'), { recursive: true });
    await expect(open({ env: urls(first, first), folder: 'first' })).rejects.toThrow(/belong to two/);
  });

  it('goes on where it was interrupted between vault and database', async () => {
    const { env } = await database();
    const failing = { ...OPTIONS.migrations, origin: [OriginBroken1700000000002] };
    await expect(open({ env, options: { ...OPTIONS, migrations: failing } })).rejects.toThrow(/syntax error/);
    await closed({ env });
  });

  it('is refused without its DATABASE_URL, and no database is made in its place', async () => {
    const { env } = await database();
    await closed({ env });
    const before = await readdir(join(place, 'data'));
    await expect(open({})).rejects.toThrow(/belong to a database that isn't here.*DATABASE_URL isn't set/);
    expect(await readdir(join(place, 'data'))).toEqual(before);
  });

  it('is not what a command finds on an empty database, or in an empty folder, and none of them makes anything', async () => {
    const { env, open: look } = await database();
    for (const given of [env, {}]) {
      await expect(open({ env: given, existing: true })).rejects.toBeInstanceOf(NoDatabaseError);
    }
    await expect(open({ env, existing: true })).rejects.toThrow(/looked for the database undersigned_test_/);
    expect(await readdir(place)).toEqual([]);
    expect(await (await look()).query(`SELECT to_regnamespace('issuer') AS found`)).toEqual([
      { found: null },
    ]);
    await closed({ env });
    await closed({ env, existing: true });
    await expect(open({ env, folder: 'other', existing: true })).rejects.toThrow(/two installations/);
  });
});
