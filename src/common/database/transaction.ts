// Named transactions. What the database itself asks to try again is tried again; what fails for good carries the name.
import { isNativeError } from 'node:util/types';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { errorCode } from '../error-code.js';
import { limits, LOCK_TIMEOUT_MS } from './session.js';

const ATTEMPTS = 8;
const PAUSE_MS = 10;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

const names = new WeakMap<Error, string>();

/**
 * Runs `work` in one transaction (read committed) and commits.
 * Serialization failures and deadlocks (SQLSTATE 40001, 40P01) run it anew, at most eight times in all, as does whatever
 * else `again` names: `work` must have no effect but through its manager. Other errors come out as they are.
 */
export async function transaction<T>(
  dataSource: DataSource,
  name: string,
  work: (manager: EntityManager) => Promise<T>,
  again: (error: unknown) => boolean = isTransient,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction('READ COMMITTED', async (manager) => {
        await manager.query(limits(LOCK_TIMEOUT_MS));
        return work(manager);
      });
    } catch (error) {
      if (attempt < ATTEMPTS && (isTransient(error) || again(error))) {
        await new Promise((resolve) => setTimeout(resolve, attempt * PAUSE_MS));
        continue;
      }
      if (error instanceof Error && !names.has(error)) names.set(error, name);
      throw error;
    }
  }
}

/** The name of the transaction that this error ended, if one did. */
export function transactionOf(error: Error): string | undefined {
  return names.get(error);
}

/** The SQLSTATE of a failed query. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** Whether the database asks to try the transaction again. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
}

/** Whether a unique index refused a row: with insert-first, the answer to "is it there already?". */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/** SQLSTATEs of lost connections, lack of resources or of a server that writes, timeouts of locks and statements, shutdowns. */
const AWAY = /^(?:08|25006|53|55P03|57014|57P|58030)/;
/** Of sockets. */
const BROKEN = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const OF_SOCKETS = new Set<unknown>(['connect', 'read', 'write']);
/** What `pg` says of a connection that is gone, or can't be had. */
const CUT_OFF = /^(?:Connection terminated|timeout exceeded when trying to connect|Client .* not queryable)/;

/** A connection that breaks is taken from the transaction that has it, which finds out at its next step. */
const TAKEN_AWAY = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
  'TransactionNotStartedError',
]);

/** Whether the database couldn't be asked, or couldn't answer now: the same may work in a minute. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Error && TAKEN_AWAY.has(error.name)) return true;
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!isNativeError(cause)) return false;
  const code = errorCode(cause) ?? '';
  // What the server says has a severity.
  if (Reflect.has(cause, 'severity')) return AWAY.test(code);
  // Of connecting the pool throws what the socket said.
  const isOfSocket = cause !== error || OF_SOCKETS.has(Reflect.get(cause, 'syscall'));
  return (isOfSocket && BROKEN.has(code)) || CUT_OFF.test(cause.message);
}
