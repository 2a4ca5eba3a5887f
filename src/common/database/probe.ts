// Whether a database does what the server needs of it: it takes a write, and keeps it.
import type { DataSource } from 'typeorm';
import type { Role } from '../config.js';
import { sqlState } from './transaction.js';

/** `read_only`: it can be read, and takes nothing. `full`: its disk, or its memory, is. */
export type Condition = 'ok' | 'unreachable' | 'read_only' | 'full';

const READ_ONLY = '25006';
/** Insufficient resources. */
const FULL = '53';

/** Writes the one row of the role's installation over with itself: durably, and the same whatever else is going on. */
export async function probe(source: DataSource, role: Role): Promise<Condition> {
  try {
    await source.query(`UPDATE "${role}"."installation" SET seal = seal`);
    return 'ok';
  } catch (error) {
    const state = sqlState(error) ?? '';
    if (state === READ_ONLY) return 'read_only';
    return state.startsWith(FULL) ? 'full' : 'unreachable';
  }
}
