// A database of its own for a suite: PGlite in memory, started from a template; or, with TEST_DATABASE_URL, a fresh database
// on that PostgreSQL server, dropped afterwards.
import { describe } from '@jest/globals';
import { PGlite } from '@electric-sql/pglite';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { loadConfig, type Config, type Role } from '../../src/common/config.js';
import { Databases, type EntityClass } from '../../src/common/database/databases.js';
import { EmbeddedDatabase } from '../../src/common/database/embedded-database.js';
import { migrate, type MigrationClass } from '../../src/common/database/migrate.js';

const ROOT = resolve(import.meta.dirname, '../..');
const TEMPLATES = join(tmpdir(), 'undersigned-templates');
const TEMPLATE_LIVES_MS = 24 * 60 * 60 * 1000;
/** What a migrated template depends on, apart from the classes themselves. */
const SOURCES = ['migrations', 'src/common/database', 'src/common/sealed-slots'];

/** For what is of the embedded database: the same wherever a suite's own database is, and so told once, by the suite on PGlite. */
export const describeEmbedded = (process.env.TEST_DATABASE_URL ?? '') === '' ? describe : describe.skip;

export interface TestSchema {
  readonly entities?: Partial<Record<Role, readonly EntityClass[]>>;
  readonly migrations?: Partial<Record<Role, readonly MigrationClass[]>>;
}

export interface TestDatabase {
  /** Whether it is a PostgreSQL server. */
  readonly isServer: boolean;
  /** For the application's environment: `DATABASE_URL` on a server, else nothing. */
  readonly env: Readonly<Record<string, string>>;
  /** Always give this to an application under test: `builder.overrideProvider(EmbeddedDatabase).useValue(db.embedded)`. */
  readonly embedded: EmbeddedDatabase;
  /** Migrates and opens as the application does; closed by `close`. */
  open(): Promise<Databases>;
  close(): Promise<void>;
}

/** An empty database, or one with these migrations done, for one suite. Call `close` when the suite ends. */
export async function testDatabase(schema: TestSchema = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server === undefined || server === '' ? onPGlite(schema) : onServer(server, schema);
}

/** `testDatabase`, opened, and its data source for the role. */
export async function testDataSource(
  role: Role,
  schema: TestSchema,
): Promise<{ dataSource: DataSource; database: TestDatabase }> {
  const database = await testDatabase(schema);
  return { dataSource: (await database.open()).of(role), database };
}

/**
 * A data folder whose embedded database exists already (empty, or with these migrations done): saves a process under test
 * the seconds of making one. The caller removes it.
 */
export async function testDataFolder(schema: TestSchema = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-data-'));
  const lite = await PGlite.create({
    dataDir: join(folder, 'database'),
    loadDataDir: await template(schema),
  });
  await lite.close();
  return folder;
}

/** An embedded database in memory: what `EmbeddedDatabase` is to the application, without a folder. */
class MemoryDatabase extends EmbeddedDatabase {
  private memory: PGlite | undefined;

  constructor(
    config: Config,
    private readonly schema: TestSchema,
  ) {
    super(config);
  }

  override async open(): Promise<PGlite> {
    this.memory ??= await PGlite.create({ dataDir: 'memory://', loadDataDir: await template(this.schema) });
    return this.memory;
  }

  override async close(): Promise<void> {
    const memory = this.memory;
    this.memory = undefined;
    if (memory?.closed === false) await memory.close();
  }
}

function onPGlite(schema: TestSchema): TestDatabase {
  const config = loadConfig({ NODE_ENV: 'test' });
  return handle(false, {}, config, new MemoryDatabase(config, schema), schema, () => Promise.resolve());
}

async function onServer(server: string, schema: TestSchema): Promise<TestDatabase> {
  const name = `undersigned_test_${randomBytes(8).toString('hex')}`;
  await onAdministration(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const env = { DATABASE_URL: url.href };
  const config = loadConfig({ NODE_ENV: 'test', ...env });
  for (const role of ['issuer', 'origin'] as const) {
    const migrations = schema.migrations?.[role];
    if (migrations !== undefined) await migrate(url.href, role, migrations);
  }
  return handle(true, env, config, new EmbeddedDatabase(config), schema, () =>
    onAdministration(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
}

function handle(
  isServer: boolean,
  env: Record<string, string>,
  config: Config,
  embedded: EmbeddedDatabase,
  schema: TestSchema,
  drop: () => Promise<void>,
): TestDatabase {
  const opened: Databases[] = [];
  return {
    isServer,
    env,
    embedded,
    async open() {
      const databases = await Databases.open(config, embedded, {
        role: 'all',
        entities: { issuer: schema.entities?.issuer ?? [], origin: schema.entities?.origin ?? [] },
        migrations: { issuer: schema.migrations?.issuer ?? [], origin: schema.migrations?.origin ?? [] },
      });
      opened.push(databases);
      return databases;
    },
    async close() {
      for (const databases of opened.splice(0)) await databases.close();
      await embedded.close();
      await drop();
    },
  };
}

async function onAdministration(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A dump of a database with these migrations, made once for each version of PGlite and of the migrations. */
async function template(schema: TestSchema): Promise<Blob> {
  const path = join(TEMPLATES, `${fingerprint(schema)}.tar`);
  if (!existsSync(path)) {
    const lite = await PGlite.create({
      dataDir: 'memory://',
      ...(hasMigrations(schema) ? { loadDataDir: await template({}) } : {}),
    });
    for (const role of ['issuer', 'origin'] as const) {
      const migrations = schema.migrations?.[role];
      if (migrations !== undefined) await migrate(lite, role, migrations);
    }
    const dump = await lite.dumpDataDir('none');
    await lite.close();
    await mkdir(TEMPLATES, { recursive: true });
    await removeOld();
    const own = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(own, Buffer.from(await dump.arrayBuffer()));
    await rename(own, path).catch(() => rm(own, { force: true }));
  }
  return new Blob([await readFile(path)]);
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(TEMPLATES)) {
    const path = join(TEMPLATES, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > TEMPLATE_LIVES_MS) await rm(path, { force: true });
  }
}

function hasMigrations(schema: TestSchema): boolean {
  return Object.values(schema.migrations ?? {}).some((list) => list.length > 0);
}

function fingerprint(schema: TestSchema): string {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(ROOT, 'node_modules/@electric-sql/pglite/package.json')));
  if (hasMigrations(schema)) {
    for (const role of ['issuer', 'origin'] as const) {
      for (const migration of schema.migrations?.[role] ?? [])
        hash.update(`${role}\0${migration.toString()}\0`);
    }
    for (const folder of SOURCES.map((name) => join(ROOT, name)).filter(existsSync)) {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
        if (/(?<!\.spec)\.ts$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
      }
    }
  }
  return hash.digest('hex').slice(0, 24);
}
