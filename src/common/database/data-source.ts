// How a TypeORM data source is made, on the embedded database and on a PostgreSQL server.
import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { errorCode } from '../error-code.js';
import { StartError } from '../start-error.js';

// A query outside the running transaction would wait for the embedded database's only connection for ever.
const WAIT_FOR_CONNECTION_MS = 20_000;
const POOL_SIZE = 10;

export type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Where tables are: a PostgreSQL URL, or the embedded database. */
export type Place = string | PGlite;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers there. Is PostgreSQL running, and are host and port right?',
  ENOTFOUND: "The host's name isn't known. Check the host.",
  ETIMEDOUT: 'The host does not answer. Check host and firewall.',
  ENOENT: 'The socket is not there. Is PostgreSQL running?',
  '28P01': 'The password is wrong.',
  '28000': 'This user may not connect. Check user and pg_hba.conf.',
  '3D000': 'There is no such database. Create it: createdb NAME',
  '42501': 'This user may not do that. It must be allowed to create a schema in the database.',
  '53300': 'The server has no connection left. Raise max_connections or run fewer processes.',
};

/** Opens a data source. `poolError` is told when an idle connection breaks. Throws `StartError` if it can't be reached. */
export async function openDataSource(
  place: Place,
  options: Partial<PostgresOptions>,
  poolError: (error: unknown) => void = () => undefined,
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    connectTimeoutMS: WAIT_FOR_CONNECTION_MS,
    installExtensions: false,
    logging: false,
    logger: new SilentLogger(),
    synchronize: false,
    poolErrorHandler: poolError,
    ...(typeof place === 'string'
      ? { url: place, poolSize: POOL_SIZE, applicationName: 'undersigned' }
      : { extra: Object.assign({}, createPgConfig(place), { max: 1 }) }),
    ...options,
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw unreachable(error);
  }
}

/** Queries and their parameters go to no log; what fails is thrown. */
class SilentLogger implements Logger {
  logQuery(): void {
    // nothing
  }
  logQueryError(): void {
    // nothing
  }
  logQuerySlow(): void {
    // nothing
  }
  logSchemaBuild(): void {
    // nothing
  }
  logMigration(): void {
    // nothing
  }
  log(): void {
    // nothing
  }
}

function unreachable(error: unknown): unknown {
  const code = errorCode(error) ?? '';
  const timedOut = error instanceof Error && error.message.includes('timeout');
  const advice = UNREACHABLE[timedOut ? 'ETIMEDOUT' : code];
  if (advice === undefined) return error;
  return new StartError(
    `The database of DATABASE_URL can't be used (${code === '' ? 'timeout' : code}). ${advice}`,
    {
      cause: error,
    },
  );
}
