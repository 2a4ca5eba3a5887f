// What every connection is set to, whatever server and database are set to: all that our statements and parsers rely on.
import type { ClientBase } from 'pg';
import { StartError } from '../start-error.js';
import type { Place } from './place.js';

/** A lock that is held for longer means trouble: whoever waits is told to come again. */
export const LOCK_TIMEOUT_MS = 30_000;
export const STATEMENT_TIMEOUT_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 120_000;

/** How long a change of tables waits for those who use them; meanwhile nobody else gets at them. */
export const DDL_LOCK_TIMEOUT_MS = 2_000;

/** PostgreSQL's major version. */
export const OLDEST_MAJOR = 15;

const SESSION = [
  // PgBouncer keeps the first four for each client, whichever connection serves it.
  `SET client_encoding TO 'UTF8'`,
  `SET datestyle TO 'ISO, YMD'`,
  `SET timezone TO 'UTC'`,
  'SET standard_conforming_strings TO on',
  `SET bytea_output TO 'hex'`,
  `SET intervalstyle TO 'postgres'`,
  `SET default_transaction_isolation TO 'read committed'`,
  `SET lock_timeout TO ${LOCK_TIMEOUT_MS.toString()}`,
  `SET statement_timeout TO ${STATEMENT_TIMEOUT_MS.toString()}`,
  `SET idle_in_transaction_session_timeout TO ${IDLE_IN_TRANSACTION_MS.toString()}`,
].join('; ');

/** Sets up a new connection. One on which a write is refused since the server only reads is closed: the next goes to whoever writes. */
export async function setUpSession(client: ClientBase): Promise<void> {
  leaveReaders(client);
  await client.query(SESSION);
}

/** What holds for one transaction, also where PgBouncer gives each another connection: SQL without parameters. */
export function limits(lockTimeoutMs: number): string {
  return `SET LOCAL lock_timeout = ${lockTimeoutMs.toString()}; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS.toString()}`;
}

/** Throws `StartError` if the server is too old, or the database can't hold every character. */
export async function mustSuit(
  query: (sql: string) => Promise<{ version: string; encoding: string }[]>,
  { name }: Place,
): Promise<void> {
  const [found] = await query(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
  );
  const major = Math.floor(Number(found?.version) / 10_000);
  if (!(major >= OLDEST_MAJOR)) {
    throw new StartError(
      `PostgreSQL ${major.toString()} serves ${name}; version ${OLDEST_MAJOR.toString()} or newer is needed. Upgrade it, or name another in DATABASE_URL.`,
    );
  }
  if (found?.encoding !== 'UTF8') {
    throw new StartError(
      `The encoding of ${name} is ${found?.encoding ?? 'unknown'}, which can't hold every letter's text. Make one with UTF8: createdb --encoding=UTF8 --template=template0 NAME`,
    );
  }
}

/** SQLSTATE read_only_sql_transaction: this server was the one that writes, or will be. */
const READ_ONLY = '25006';

/** What `pg` doesn't declare. */
interface Inside {
  readonly connection: { on(event: 'errorMessage', heard: (error: ServerError) => void): void };
  end(): Promise<void>;
}

interface ServerError {
  readonly code?: string;
  readonly severity?: string;
}

/** Also where the server takes its leave: the socket may close only after somebody else was given the connection. */
function leaveReaders(client: ClientBase): void {
  const inside = client as unknown as Inside;
  inside.connection.on('errorMessage', ({ code, severity }) => {
    const isOver = code === READ_ONLY || severity === 'FATAL' || severity === 'PANIC';
    // Whoever asked has the error by now; what is asked next is refused, and the pool lets go of it.
    if (isOver) void inside.end().catch(() => undefined);
  });
}
