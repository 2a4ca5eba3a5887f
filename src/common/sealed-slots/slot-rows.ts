// The few statements that sealed slots are made of. Many rows travel as one binary parameter, cut apart by the server:
// half the bytes of arrays in text form, and one statement for a whole group.
import { setImmediate as turn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { buffer } from '../bytes.js';
import { ROW_KEY_LENGTH } from './slot-cipher.js';

/** What is opened or sealed of a page takes some milliseconds of this thread: between pages others have their turn. */
const PAGE_BYTES = 1024 * 1024;
const AMONG_KEYS = `letter = $1 AND row_key = ANY(ARRAY(
  SELECT substring($2::bytea FROM n * ${ROW_KEY_LENGTH} + 1 FOR ${ROW_KEY_LENGTH}) FROM generate_series(0, $3::int - 1) AS n))`;

export interface SlotRow {
  readonly rowKey: Buffer;
  readonly sealed: Buffer;
}

/** Rows to be written, end to end in one piece of memory each. */
export class RowBatch {
  readonly rowKeys: Buffer;
  readonly sealed: Buffer;

  constructor(
    readonly size: number,
    private readonly sealedLength: number,
  ) {
    this.rowKeys = Buffer.allocUnsafe(size * ROW_KEY_LENGTH);
    this.sealed = Buffer.allocUnsafe(size * sealedLength);
  }

  /** Sets the row key of the i-th row and gives the place for its sealed bytes. */
  place(i: number, rowKey: Uint8Array): Buffer {
    this.rowKeys.set(rowKey, i * ROW_KEY_LENGTH);
    return this.sealed.subarray(i * this.sealedLength, (i + 1) * this.sealedLength);
  }
}

/** The statements on one partition, whose rows have `sealedLength` bytes. */
export class SlotRows {
  /** How many rows go into one statement. */
  readonly pageSize: number;

  constructor(
    private readonly manager: EntityManager,
    private readonly partition: string,
    private readonly letter: string,
    private readonly sealedLength: number,
  ) {
    this.pageSize = Math.max(1, Math.floor(PAGE_BYTES / sealedLength));
  }

  /** The rows with these keys, as far as they exist, by their key in hexadecimal. */
  async find(rowKeys: readonly Uint8Array[]): Promise<Map<string, SlotRow>> {
    const rows: SlotRow[] = await this.manager.query(
      `SELECT row_key AS "rowKey", sealed FROM ${this.partition} WHERE ${AMONG_KEYS}`,
      [this.letter, joined(rowKeys), rowKeys.length],
    );
    return new Map(rows.map((row) => [row.rowKey.toString('hex'), row]));
  }

  /** Which of these keys exist, in hexadecimal. */
  async existing(rowKeys: readonly Uint8Array[]): Promise<Set<string>> {
    const rows: { rowKey: Buffer }[] = await this.manager.query(
      `SELECT row_key AS "rowKey" FROM ${this.partition} WHERE ${AMONG_KEYS}`,
      [this.letter, joined(rowKeys), rowKeys.length],
    );
    return new Set(rows.map((row) => row.rowKey.toString('hex')));
  }

  /** Every row, a page at a time, through one cursor: no sorting, and no more than a page in memory. */
  async *pages(): AsyncGenerator<SlotRow[]> {
    await this.manager.query(
      `DECLARE slot_pages NO SCROLL CURSOR FOR SELECT row_key AS "rowKey", sealed FROM ${this.partition}`,
    );
    for (;;) {
      const rows: SlotRow[] = await this.manager.query(`FETCH ${this.pageSize} FROM slot_pages`);
      if (rows.length === 0) break;
      yield rows;
      await turn();
    }
    await this.manager.query('CLOSE slot_pages');
  }

  /** Puts the batch in the place of the rows with the old keys, one for one. */
  async replace(oldKeys: readonly Uint8Array[], batch: RowBatch): Promise<void> {
    // Materialized, the new values pass through the same packing of short values as those of an INSERT: without that, rows
    // under 127 bytes would show by their header which of the two wrote them.
    const [, updated]: [unknown, number] = await this.manager.query(
      `WITH given AS MATERIALIZED (
         SELECT ${cut('$2', ROW_KEY_LENGTH)} AS old_key, ${cut('$3', ROW_KEY_LENGTH)} AS row_key,
                ${cut('$4', this.sealedLength)} AS sealed
           FROM generate_series(0, $5::int - 1) AS n)
       UPDATE ${this.partition} AS slot SET row_key = given.row_key, sealed = given.sealed
         FROM given WHERE slot.letter = $1 AND slot.row_key = given.old_key`,
      [this.letter, joined(oldKeys), batch.rowKeys, batch.sealed, batch.size],
    );
    if (updated !== batch.size)
      throw new Error('A slot is gone that was there: it was written without its lock.');
  }

  /** Adds the batch, in its order. */
  async insert(batch: RowBatch): Promise<void> {
    await this.manager.query(
      `INSERT INTO ${this.partition} (letter, row_key, sealed)
       SELECT $1::text, ${cut('$2', ROW_KEY_LENGTH)}, ${cut('$3', this.sealedLength)}
         FROM generate_series(0, $4::int - 1) AS n`,
      [this.letter, batch.rowKeys, batch.sealed, batch.size],
    );
    await turn();
  }
}

/** The n-th piece of `length` bytes of a binary parameter. */
function cut(parameter: string, length: number): string {
  return `substring(${parameter}::bytea FROM n * ${length} + 1 FOR ${length})`;
}

function joined(keys: readonly Uint8Array[]): Buffer {
  return Buffer.concat(keys.map(buffer));
}
