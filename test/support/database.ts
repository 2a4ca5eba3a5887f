// A database of its own for a suite: a copy of a template, on a PostgreSQL that the run starts when the first suite asks for one,
// from the programs that the embedded database has; or with TEST_DATABASE_URL on that server. Dropped afterwards.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/common/database/data-source.js';
import type { EntityClass } from '../../src/common/database/databases.js';
import { migrate, type MigrationClass } from '../../src/common/database/migrate.js';
import { placeOfUrl, type Place } from '../../src/common/database/place.js';
import type { Role } from '../../src/common/config.js';
import { testServer } from './postgres.js';

const ROOT = resolve(import.meta.dirname, '../..');
/** What a migrated template depends on, apart from the classes themselves. */
const SOURCES = ['migrations', 'src/common/database', 'src/common/sealed-slots'];
/** Among those who make a template at once. */
const TEMPLATES_LOCK = 0x75_6e_64_ff;

export interface TestSchema {
  readonly entities?: Partial<Record<Role, readonly EntityClass[]>>;
  readonly migrations?: Partial<Record<Role, readonly MigrationClass[]>>;
}

export interface TestDatabase {
  readonly url: string;
  readonly place: Place;
  /** For the application's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A data source with the schema's entities; closed by `close`. */
  open(): Promise<DataSource>;
  close(): Promise<void>;
}

/** An empty database, or one with these migrations done, for one suite. Call `close` when the suite ends. */
export async function testDatabase(schema: TestSchema = {}): Promise<TestDatabase> {
  const server = await testServer();
  const name = `undersigned_test_${randomBytes(8).toString('hex')}`;
  await administer(server, async (client) => {
    const template = hasMigrations(schema) ? await templateOf(client, server, schema) : 'template0';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = urlOf(server, name);
  const place = placeAt(url);
  const opened: DataSource[] = [];
  return {
    url,
    place,
    env: { DATABASE_URL: url },
    async open() {
      const entities = [...(schema.entities?.issuer ?? []), ...(schema.entities?.origin ?? [])];
      const dataSource = await openDataSource(place, { entities });
      opened.push(dataSource);
      return dataSource;
    },
    async close() {
      for (const dataSource of opened.splice(0)) if (dataSource.isInitialized) await dataSource.destroy();
      await administer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** `testDatabase`, opened. */
export async function testDataSource(
  schema: TestSchema,
): Promise<{ dataSource: DataSource; database: TestDatabase }> {
  const database = await testDatabase(schema);
  return { dataSource: await database.open(), database };
}

async function administer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The name of a database with these migrations done, made by whoever needs it first. */
async function templateOf(client: pg.Client, server: string, schema: TestSchema): Promise<string> {
  const name = `undersigned_template_${fingerprint(schema)}`;
  const isThere = async (): Promise<boolean> =>
    ((await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount ?? 0) > 0;
  if (await isThere()) return name;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATES_LOCK]);
  try {
    if (await isThere()) return name;
    const unfinished = `${name}_new`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
    for (const role of ['issuer', 'origin'] as const) {
      const migrations = schema.migrations?.[role];
      if (migrations !== undefined) await migrate(placeAt(urlOf(server, unfinished)), role, migrations);
    }
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATES_LOCK]);
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

function placeAt(url: string): Place {
  const place = placeOfUrl(url);
  if (place === undefined) throw new Error('TEST_DATABASE_URL is not a PostgreSQL URL.');
  return place;
}

function hasMigrations(schema: TestSchema): boolean {
  return Object.values(schema.migrations ?? {}).some((list) => list.length > 0);
}

function fingerprint(schema: TestSchema): string {
  const hash = createHash('sha256');
  for (const role of ['issuer', 'origin'] as const) {
    for (const migration of schema.migrations?.[role] ?? [])
      hash.update(`${role}\0${migration.toString()}\0`);
  }
  for (const folder of SOURCES.map((name) => join(ROOT, name))) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/(?<!\.spec)\.ts$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 24);
}
