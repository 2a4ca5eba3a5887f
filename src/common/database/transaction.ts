// Named transactions. What the database itself asks to try again is tried again; what fails for good carries the name.
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

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
      return await dataSource.transaction('READ COMMITTED', work);
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
