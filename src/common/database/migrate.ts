// Brings a role's schema up to date at start, in one transaction: one process at a time, recorded in `<schema>.migrations`.
import pg from 'pg';
import { MigrationExecutor, type DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { setTimeout as wait } from 'node:timers/promises';
import type { Role } from '../config.js';
import { StartError } from '../start-error.js';
import { openDataSource, unreachable } from './data-source.js';
import { NoDatabaseError } from './no-database.js';
import type { Place } from './place.js';
import { DDL_LOCK_TIMEOUT_MS } from './session.js';
import { sqlState } from './transaction.js';

export type MigrationClass = new () => MigrationInterface;

/** Asks the database, in the transaction that changes it. */
export type Query = <T>(sql: string, parameters?: unknown[]) => Promise<T[]>;

/** Who decides whether this database is the right one. */
export interface Admission {
  /** Before anything is changed. Throws `StartError`. */
  admit(query: Query, place: Place): Promise<void>;
  /** After the tables are there; part of the transaction. */
  settle(query: Query): Promise<void>;
}

interface Task {
  readonly role: Role;
  readonly migrations: readonly MigrationClass[];
  readonly admission: Admission | undefined;
}

const TABLE = 'migrations';
const LOCKS: Readonly<Record<Role, number>> = { issuer: 0x75_6e_64_01, origin: 0x75_6e_64_02 };
const MIGRATION_TIMEOUT_MS = 600_000;
/** Whoever reads everything (pg_dump) holds locks for that long, and longer. */
const GIVE_UP_AFTER_MS = 300_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs what is missing of `migrations` in the role's schema. Waits for other processes that do, and for whoever holds locks, in
 * steps of two seconds in which others wait, too. Throws `StartError` if the database can't be used, was written by a newer
 * version of this program, or isn't admitted; then it is as it was.
 */
export async function migrate(
  place: Place,
  role: Role,
  migrations: readonly MigrationClass[],
  admission?: Admission,
): Promise<void> {
  await withSchema(place, role, migrations, async (dataSource) => {
    const began = performance.now();
    for (;;) {
      try {
        await once(dataSource, place, { role, migrations, admission });
        return;
      } catch (error) {
        const isHeld = sqlState(error) === LOCK_NOT_AVAILABLE;
        if (!isHeld || performance.now() - began > GIVE_UP_AFTER_MS) throw error;
        await wait(500);
      }
    }
  });
}

/** Asks whether this database is the right one, and changes nothing. Throws `StartError`. */
export async function mustBeAdmitted(place: Place, admission: Admission): Promise<void> {
  const client = new pg.Client(place.config);
  // What breaks is told by the query that it breaks.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const query: Query = async <T>(sql: string, parameters?: unknown[]) =>
      (await client.query(sql, parameters)).rows as T[];
    await admission.admit(query, place);
  } catch (error) {
    throw unreachable(error, place);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Looks whether the role's schema is there and up to date, and changes nothing.
 * Throws `NoDatabaseError` if it isn't there, `StartError` if it is of another version.
 */
export async function mustBeMigrated(
  place: Place,
  role: Role,
  migrations: readonly MigrationClass[],
): Promise<void> {
  await withSchema(place, role, migrations, async (dataSource) => {
    if (!(await isThere(dataSource, role))) throw new NoDatabaseError(place.name);
    await refuseNewer(dataSource, role, migrations);
    const missing = await new MigrationExecutor(dataSource).getPendingMigrations();
    if (missing.length === 0) return;
    throw new StartError(
      `The ${role} tables in ${place.name} were written by an older version of Undersigned. Start the server of this version once: it brings them up to date.`,
    );
  });
}

async function withSchema(
  place: Place,
  role: Role,
  migrations: readonly MigrationClass[],
  work: (dataSource: DataSource) => Promise<void>,
): Promise<void> {
  const dataSource = await openDataSource(place, {
    schema: role,
    migrations: [...migrations],
    migrationsTableName: TABLE,
    poolSize: 2,
  });
  try {
    await work(dataSource);
  } catch (error) {
    throw unreachable(error, place);
  } finally {
    await dataSource.destroy();
  }
}

/** The lock is the transaction's: PgBouncer may give what comes after it another connection. */
async function once(
  dataSource: DataSource,
  place: Place,
  { role, migrations, admission }: Task,
): Promise<void> {
  const runner = dataSource.createQueryRunner();
  const query: Query = (sql, parameters) => runner.query(sql, parameters);
  await runner.startTransaction('READ COMMITTED');
  try {
    await runner.query(`SET LOCAL lock_timeout = ${DDL_LOCK_TIMEOUT_MS.toString()}`);
    await runner.query(`SET LOCAL statement_timeout = ${MIGRATION_TIMEOUT_MS.toString()}`);
    await runner.query('SELECT pg_advisory_xact_lock($1)', [LOCKS[role]]);
    await admission?.admit(query, place);
    await refuseNewer(runner, role, migrations);
    // A user without the right to create schemas may use one that the database's owner made for it.
    if (!(await has(runner, `SELECT 1 FROM pg_namespace WHERE nspname = $1`, [role]))) {
      await runner.query(`CREATE SCHEMA "${role}"`);
    }
    await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await admission?.settle(query);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function isThere(db: DataSource | QueryRunner, role: Role): Promise<boolean> {
  return has(db, 'SELECT 1 WHERE to_regclass($1) IS NOT NULL', [`"${role}"."${TABLE}"`]);
}

async function refuseNewer(
  db: DataSource | QueryRunner,
  role: Role,
  migrations: readonly MigrationClass[],
): Promise<void> {
  if (!(await isThere(db, role))) return;
  const rows = (await db.query(`SELECT name FROM "${role}"."${TABLE}"`)) as { name: string }[];
  const known = new Set(migrations.map(({ name }) => name));
  if (rows.some(({ name }) => !known.has(name))) {
    throw new StartError(
      `The ${role} tables were written by a newer version of Undersigned. Start that version, or restore a backup made before it.`,
    );
  }
}

async function has(db: DataSource | QueryRunner, query: string, parameters: unknown[]): Promise<boolean> {
  const rows = (await db.query(query, parameters)) as unknown[];
  return rows.length > 0;
}
