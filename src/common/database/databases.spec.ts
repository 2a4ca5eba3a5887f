import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  describeEmbedded,
  testDataFolder,
  testDatabase,
  type TestDatabase,
} from '../../../test/support/database.js';
import { loadConfig } from '../config.js';
import { StartError } from '../start-error.js';
import { Databases, type DatabaseOptions } from './databases.js';
import { EmbeddedDatabase } from './embedded-database.js';

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

let database: TestDatabase;
let opened: Databases[];

beforeEach(async () => {
  database = await testDatabase();
  opened = [];
});
afterEach(async () => {
  for (const databases of opened) await databases.close();
  await database.close();
});

async function open(
  options: DatabaseOptions = OPTIONS,
  env: Record<string, string> = {},
): Promise<Databases> {
  const config = loadConfig({ NODE_ENV: 'test', ISSUER_TOKEN: 'x'.repeat(32), ...database.env, ...env });
  const databases = await Databases.open(config, database.embedded, options);
  opened.push(databases);
  return databases;
}

describe('databases', () => {
  it('gives roles in one database one data source, with the tables of both', async () => {
    const databases = await open();
    expect(databases.of('issuer')).toBe(databases.of('origin'));
    await databases.of('issuer').getRepository(IssuerThing).insert({ id: 'one' });
    await databases
      .of('origin')
      .getRepository(OriginThing)
      .insert({ id: 'two', bytes: Buffer.from([0, 255]) });
    expect(await databases.of('origin').getRepository(OriginThing).find()).toEqual([
      { id: 'two', bytes: Buffer.from([0, 255]) },
    ]);
    expect(await databases.of('origin').query('SELECT name FROM issuer.migrations')).toEqual([
      { name: 'Issuer1700000000001' },
    ]);
  });

  it('gives a process the tables of its role only', async () => {
    const databases = await open({ ...OPTIONS, role: 'issuer' });
    expect(() => databases.of('origin')).toThrow(/no origin database/);
    expect(await databases.of('issuer').query(`SELECT to_regnamespace('origin') AS schema`)).toEqual([
      { schema: null },
    ]);
    expect(databases.of('issuer').hasMetadata(OriginThing)).toBe(false);
  });

  it('refuses tables of a newer version, and a migration that fails leaves nothing behind', async () => {
    const databases = await open();
    const { origin } = OPTIONS.migrations;
    const source = databases.of('origin');
    await source.query(
      `INSERT INTO origin.migrations (timestamp, name) VALUES (1800000000000, 'Next1800000000000')`,
    );
    if (database.isServer) await expect(open()).rejects.toThrow(/written by a newer version/);
    await source.query(`DELETE FROM origin.migrations WHERE timestamp = 1800000000000`);
    if (!database.isServer) return;
    const broken = { ...OPTIONS.migrations, origin: [...origin, OriginBroken1700000000002] };
    await expect(open({ ...OPTIONS, migrations: broken })).rejects.toThrow(/syntax error/);
    expect(await source.query(`SELECT to_regclass('origin.half') AS half`)).toEqual([{ half: null }]);
  });

  it('lets several processes start at once on a server', async () => {
    if (!database.isServer) return;
    const all = await Promise.all(Array.from({ length: 4 }, () => open()));
    for (const databases of all) {
      expect(await databases.of('origin').getRepository(OriginThing).count()).toBe(0);
    }
  });

  it('says what to do when the database can not be reached, and repeats no password', async () => {
    const failing = open(OPTIONS, { DATABASE_URL: 'postgresql://user:secret@127.0.0.1:1/name' });
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(/ECONNREFUSED.*Is PostgreSQL running/);
    expect((error as Error).message).not.toContain('secret');
  });

  it('says which database of a server is missing, and which password is wrong', async () => {
    const { DATABASE_URL } = database.env;
    if (DATABASE_URL === undefined) return;
    const url = new URL(DATABASE_URL);
    url.pathname = '/missing';
    await expect(open(OPTIONS, { DATABASE_URL: url.href })).rejects.toThrow(/3D000.*createdb/);
    url.password = 'wrong';
    await expect(open(OPTIONS, { DATABASE_URL: url.href })).rejects.toThrow(/28P01.*password/);
  });
});

describeEmbedded('embedded database', () => {
  let dataDir: string;
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('keeps what was committed, one process at a time', async () => {
    dataDir = await testDataFolder();
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });
    const first = await Databases.open(config, new EmbeddedDatabase(config), OPTIONS);
    await first.of('issuer').getRepository(IssuerThing).insert({ id: 'kept' });
    await expect(Databases.open(config, new EmbeddedDatabase(config), OPTIONS)).rejects.toThrow(/in use/);
    await first.close();
    const second = await Databases.open(config, new EmbeddedDatabase(config), OPTIONS);
    expect(await second.of('issuer').getRepository(IssuerThing).find()).toEqual([{ id: 'kept' }]);
    await second
      .of('origin')
      .query(`INSERT INTO origin.migrations (timestamp, name) VALUES (1, 'Next1800000000000')`);
    await second.close();
    await expect(Databases.open(config, new EmbeddedDatabase(config), OPTIONS)).rejects.toThrow(
      /newer version/,
    );
  });

  it('is as it was after a migration that failed', async () => {
    dataDir = await testDataFolder();
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });
    const migrations = { ...OPTIONS.migrations, origin: [Origin1700000000001, OriginBroken1700000000002] };
    const broken = { ...OPTIONS, migrations };
    await expect(Databases.open(config, new EmbeddedDatabase(config), broken)).rejects.toThrow(
      /syntax error/,
    );
    const databases = await Databases.open(config, new EmbeddedDatabase(config), OPTIONS);
    expect(await databases.of('origin').query(`SELECT to_regclass('origin.half') AS half`)).toEqual([
      { half: null },
    ]);
    await databases.close();
  });

  it('makes its folder where there is none, leaving nothing half made', async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'undersigned-'));
    const inner = join(dataDir, 'new', 'data');
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: inner });
    const embedded = new EmbeddedDatabase(config);
    const lite = await embedded.open();
    expect((await lite.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(await embedded.open()).toBe(lite);
    expect((await readdir(inner)).sort()).toEqual(['database', 'lock.1']);
    await embedded.close();
    expect(lite.closed).toBe(true);
  });
});
