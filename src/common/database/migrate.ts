// Brings a role's schema up to date at start: one process at a time, recorded in `<schema>.migrations`.
import type { DataSource, MigrationInterface } from 'typeorm';
import type { Role } from '../config.js';
import { StartError } from '../start-error.js';
import { openDataSource, type Place } from './data-source.js';

export type MigrationClass = new () => MigrationInterface;

const TABLE = 'migrations';
const LOCKS: Readonly<Record<Role, number>> = { issuer: 0x75_6e_64_01, origin: 0x75_6e_64_02 };

/**
 * Runs what is missing of `migrations` in the role's schema, in one transaction.
 * Throws `StartError` if the database can't be reached, or was written by a newer version of this program.
 */
export async function migrate(
  place: Place,
  role: Role,
  migrations: readonly MigrationClass[],
): Promise<void> {
  const dataSource = await openDataSource(place, {
    schema: role,
    migrations: [...migrations],
    migrationsTableName: TABLE,
    migrationsTransactionMode: 'all',
    ...(typeof place === 'string' ? { poolSize: 2 } : {}),
  });
  try {
    await (typeof place === 'string'
      ? alone(dataSource, role, migrations)
      : run(dataSource, role, migrations));
  } finally {
    await dataSource.destroy();
  }
}

/** Under an advisory lock, which PostgreSQL drops with the connection: several processes may start at once. */
async function alone(
  dataSource: DataSource,
  role: Role,
  migrations: readonly MigrationClass[],
): Promise<void> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [LOCKS[role]]);
    await run(dataSource, role, migrations);
    await holder.query('SELECT pg_advisory_unlock($1)', [LOCKS[role]]);
  } finally {
    await holder.release();
  }
}

async function run(dataSource: DataSource, role: Role, migrations: readonly MigrationClass[]): Promise<void> {
  // A user without the right to create schemas may use one that the database's owner made for it.
  if (!(await has(dataSource, `SELECT 1 FROM pg_namespace WHERE nspname = $1`, [role]))) {
    await dataSource.query(`CREATE SCHEMA IF NOT EXISTS "${role}"`);
  }
  await refuseNewer(dataSource, role, migrations);
  await dataSource.runMigrations();
}

async function refuseNewer(
  dataSource: DataSource,
  role: Role,
  migrations: readonly MigrationClass[],
): Promise<void> {
  if (!(await has(dataSource, 'SELECT 1 WHERE to_regclass($1) IS NOT NULL', [`"${role}"."${TABLE}"`])))
    return;
  const rows: { name: string }[] = await dataSource.query(`SELECT name FROM "${role}"."${TABLE}"`);
  const known = new Set(migrations.map((migration) => migration.name));
  if (rows.some(({ name }) => !known.has(name))) {
    throw new StartError(
      `The ${role} tables were written by a newer version of Undersigned. Start that version, or restore a backup made before it.`,
    );
  }
}

async function has(dataSource: DataSource, query: string, parameters: unknown[]): Promise<boolean> {
  const rows: unknown[] = await dataSource.query(query, parameters);
  return rows.length > 0;
}
