// How a TypeORM data source is made.
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { errorCode } from '../error-code.js';
import { StartError } from '../start-error.js';
import type { Place } from './place.js';
import { mustSuit, setUpSession } from './session.js';

const WAIT_FOR_CONNECTION_MS = 20_000;
const POOL_SIZE = 10;

export type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers there. Is PostgreSQL running, and are host and port right?',
  ENOTFOUND: "The host's name isn't known. Check the host.",
  EAI_AGAIN: "The host's name can't be looked up now. Check the host and this machine's network.",
  ETIMEDOUT: 'The host does not answer. Check host and firewall.',
  ECONNRESET: 'Whoever answers there hangs up. Is it PostgreSQL?',
  ENOENT: 'The socket is not there. Is PostgreSQL running?',
  EACCES: 'This user may not use the socket.',
  '28P01': 'The password is wrong.',
  '28000': 'This user may not connect. Check user and pg_hba.conf.',
  '3D000': 'There is no such database. Create it: createdb NAME',
  '42501': 'This user may not do that. It must be allowed to create a schema in the database.',
  '53300': 'The server has no connection left. Raise max_connections or run fewer processes.',
  '57P03': 'The server is starting, or stopping. Try again in a minute.',
  '25006': 'It can only be read now: it is a standby, or was set so. Name the server that writes.',
};

/** What connections say that have no code. */
const SPOKEN: readonly [RegExp, string][] = [
  [/timeout/i, 'The host does not answer. Check host and firewall.'],
  [/SSL/i, 'The server and this program don’t agree on TLS. Check sslmode in the URL.'],
  [
    /terminated unexpectedly|unexpected response|SCRAM|SASL|password/i,
    'Whoever answers there isn’t a PostgreSQL that takes this user. Check host, port, user and password.',
  ],
];

/**
 * Opens a data source on a server that suits. `poolError` is told when an idle connection breaks.
 * Throws `StartError` if it can't be reached or doesn't suit.
 */
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
    poolSize: POOL_SIZE,
    applicationName: 'undersigned',
    extra: { ...place.config, onConnect: (client: ClientBase) => setUpSession(client) },
    ...options,
  });
  try {
    await dataSource.initialize();
    await mustSuit((sql) => dataSource.query(sql), place);
    return dataSource;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw unreachable(error, place);
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

/** What to do about a database that can't be used, in a sentence; the error itself where that isn't known. */
export function unreachable(error: unknown, { name, isEmbedded }: Place): unknown {
  if (error instanceof StartError || isEmbedded) return error;
  const code = errorCode(error) ?? '';
  const said = error instanceof Error ? error.message : '';
  const advice = UNREACHABLE[code] ?? SPOKEN.find(([pattern]) => pattern.test(said))?.[1];
  if (advice === undefined) return error;
  return new StartError(`DATABASE_URL: ${name} can't be used${code === '' ? '' : ` (${code})`}. ${advice}`, {
    cause: error,
  });
}
