// A table of one letter's secrets whose rows, real and empty, all look alike without the letter's key.
// protocol.md#sealed-slots
import type { EntityManager } from 'typeorm';
import { DDL_LOCK_TIMEOUT_MS } from '../database/session.js';
import { isTransient, isUniqueViolation } from '../database/transaction.js';
import type { RandomSource } from '../random.js';
import { NONCE_LENGTH, SlotCipher, sealedLength, type Slot, type SlotRecord } from './slot-cipher.js';
import { SlotGroup, drawEmpty, type SlotWrite } from './slot-group.js';
import { RowBatch, SlotRows } from './slot-rows.js';
import { lockNumber, nextPartitionName, partitionName, slotNames, type SlotTables } from './slot-tables.js';

export { createSlotTables } from './slot-tables.js';
export type { SlotRecord } from './slot-cipher.js';
export type { SlotWrite } from './slot-group.js';

/** One letter's partition and what opens it. */
export interface SlotSet {
  /** The partition: `[a-z0-9_]`, as long as `<table>_<letter>` has at most 63 characters. */
  readonly letter: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** The length in bytes of every payload, up to 7,900. */
  readonly payloadLength: number;
}

export interface SlotState {
  /** The epoch whose keys the partition is sealed under. */
  readonly epoch: number;
  /** How many rows it has. */
  readonly capacity: number;
}

/**
 * Every method runs in the transaction of the manager it is given (read committed), which must be the transaction's own.
 * Methods that write take the letter's lock until that transaction ends; so a transaction that will write begins with
 * `lock`, not with `get`.
 */
export class SealedSlots {
  private readonly tables: SlotTables;
  private readonly epochs: string;
  private readonly random: RandomSource;

  constructor(options: SlotTables & { readonly random: RandomSource }) {
    this.tables = { schema: options.schema, table: options.table };
    this.epochs = slotNames(this.tables).epochs;
    this.random = options.random;
  }

  /** Makes the letter's partition, all rows empty. */
  async create(manager: EntityManager, set: SlotSet, { epoch, capacity }: SlotState): Promise<void> {
    const { parent } = slotNames(this.tables);
    const partition = partitionName(this.tables, set.letter);
    await this.lock(manager, set.letter);
    await manager.query(`INSERT INTO ${this.epochs} (letter, sealed_epoch, capacity) VALUES ($1, $2, $3)`, [
      set.letter,
      epoch,
      capacity,
    ]);
    await this.waitBriefly(manager);
    // Made by itself and attached: a partition made in place would wait for whoever reads any other letter's.
    await manager.query(`CREATE TABLE ${partition} (LIKE ${parent} INCLUDING ALL)`);
    await this.attach(manager, set.letter);
    await this.fill(set, this.rows(manager, set), { epoch, capacity }, []);
  }

  /** Waits until no other transaction writes or reads this letter's slots, and keeps it so until this one ends. */
  async lock(manager: EntityManager, letter: string): Promise<void> {
    mustBeInTransaction(manager);
    await manager.query('SELECT pg_advisory_xact_lock($1::bigint)', [lockNumber(this.tables, letter)]);
  }

  /** Which epoch's keys the letter is sealed under, and how many rows it has; undefined if there is no such letter. */
  async state(manager: EntityManager, letter: string): Promise<SlotState | undefined> {
    const rows: { sealed_epoch: number; capacity: number }[] = await manager.query(
      `SELECT sealed_epoch, capacity FROM ${this.epochs} WHERE letter = $1`,
      [letter],
    );
    const row = rows[0];
    return row === undefined ? undefined : { epoch: row.sealed_epoch, capacity: row.capacity };
  }

  /** The epoch whose keys the letter is sealed under. Throws if there is no such letter. */
  async epoch(manager: EntityManager, letter: string): Promise<number> {
    return (await this.stateOf(manager, letter)).epoch;
  }

  /**
   * Writes a group, in order, and answers what stands now for each write, with the epoch it is sealed under.
   * A new id takes an empty row, drawn at random; if 64 draws find none, the letter is re-sealed at double capacity.
   * Errors for which `isRetryable` holds ask for the whole transaction again.
   */
  async put(
    manager: EntityManager,
    set: SlotSet,
    writes: readonly SlotWrite[],
  ): Promise<{ epoch: number; payloads: (Uint8Array | undefined)[] }> {
    await this.lock(manager, set.letter);
    const state = await this.stateOf(manager, set.letter);
    const cipher = this.cipher(set, state.epoch);
    const rows = this.rows(manager, set);
    const group = new SlotGroup(cipher, writes);
    group.load(await rows.find(group.rowKeys()));
    const payloads = group.merge(writes, state.epoch);
    const added = group.added();
    const places = await drawEmpty(rows, cipher, this.random, state.capacity, added.length);
    if (places === undefined) {
      const records = group.over(await this.readAll(manager, set));
      await this.reseal(manager, set, {
        epoch: state.epoch,
        capacity: capacityFor(records.length, state.capacity * 2),
        records,
      });
    } else {
      const replaced = group.replaced();
      const changed = [...replaced, ...added];
      if (changed.length > 0) {
        const oldKeys = [...replaced.map(({ id }) => cipher.rowKey(id)), ...places];
        await rows.replace(
          oldKeys,
          this.batch(
            cipher,
            set,
            changed.map((record) => cipher.slot(record)),
          ),
        );
      }
    }
    return { epoch: state.epoch, payloads };
  }

  /** What stands for this id; undefined if nothing does. Not for a transaction that goes on to write: that begins with `lock`. */
  async get(manager: EntityManager, set: SlotSet, id: Uint8Array): Promise<Uint8Array | undefined> {
    await this.lockShared(manager, set.letter);
    const cipher = this.cipher(set, await this.epoch(manager, set.letter));
    const [row] = (await this.rows(manager, set).find([cipher.rowKey(id)])).values();
    return row === undefined ? undefined : cipher.open(row.rowKey, row.sealed)?.payload;
  }

  /** Every record, in no order that means anything. */
  async readAll(manager: EntityManager, set: SlotSet): Promise<SlotRecord[]> {
    await this.lockShared(manager, set.letter);
    const cipher = this.cipher(set, await this.epoch(manager, set.letter));
    const records: SlotRecord[] = [];
    for await (const page of this.rows(manager, set).pages()) {
      for (const { rowKey, sealed } of page) {
        const record = cipher.open(rowKey, sealed);
        if (record !== undefined) records.push(record);
      }
    }
    return records;
  }

  /**
   * Fills a new partition in random order, under the keys of this epoch, and puts it in the place of the old one: nothing of
   * the order of writing is left. With `records`, these are what it then holds; else what it held.
   * A new table, rather than a TRUNCATE of the old one, because PostgreSQL's statistics of a table count its updates for as
   * long as it lives, and any user of the database may read them.
   */
  async reseal(
    manager: EntityManager,
    set: SlotSet,
    to: { readonly epoch: number; readonly capacity?: number; readonly records?: readonly SlotRecord[] },
  ): Promise<void> {
    await this.lock(manager, set.letter);
    const before = await this.stateOf(manager, set.letter);
    const records = to.records ?? (await this.readAll(manager, set));
    const state = { epoch: to.epoch, capacity: to.capacity ?? capacityFor(records.length, before.capacity) };
    await this.replacePartition(manager, set, (rows) => this.fill(set, rows, state, records));
    await manager.query(`UPDATE ${this.epochs} SET sealed_epoch = $2, capacity = $3 WHERE letter = $1`, [
      set.letter,
      state.epoch,
      state.capacity,
    ]);
  }

  /** Removes the letter's partition and what is known of it. Idempotent. */
  async drop(manager: EntityManager, letter: string): Promise<void> {
    await this.lock(manager, letter);
    await this.waitBriefly(manager);
    await manager.query(`DROP TABLE IF EXISTS ${partitionName(this.tables, letter)}`);
    await manager.query(`DELETE FROM ${this.epochs} WHERE letter = $1`, [letter]);
  }

  private async lockShared(manager: EntityManager, letter: string): Promise<void> {
    mustBeInTransaction(manager);
    await manager.query('SELECT pg_advisory_xact_lock_shared($1::bigint)', [lockNumber(this.tables, letter)]);
  }

  private async stateOf(manager: EntityManager, letter: string): Promise<SlotState> {
    const state = await this.state(manager, letter);
    if (state === undefined) throw new Error('There are no sealed slots for this letter (any more).');
    return state;
  }

  /** The table above all partitions is locked only from the exchange to the end of the transaction. */
  private async replacePartition(
    manager: EntityManager,
    set: SlotSet,
    fill: (rows: SlotRows) => Promise<void>,
  ): Promise<void> {
    const { parent } = slotNames(this.tables);
    const partition = partitionName(this.tables, set.letter);
    const next = nextPartitionName(this.tables, set.letter);
    await manager.query(`CREATE TABLE ${next} (LIKE ${parent} INCLUDING ALL)`);
    await fill(this.rows(manager, set, next));
    await this.waitBriefly(manager);
    await manager.query(`DROP TABLE ${partition}`);
    await manager.query(`ALTER TABLE ${next} RENAME TO ${partition.slice(partition.indexOf('.') + 1)}`);
    await this.attach(manager, set.letter);
  }

  private async attach(manager: EntityManager, letter: string): Promise<void> {
    const { parent } = slotNames(this.tables);
    const partition = partitionName(this.tables, letter);
    await manager.query(`ALTER TABLE ${parent} ATTACH PARTITION ${partition} FOR VALUES IN ('${letter}')`);
  }

  /**
   * Changes of tables wait for everybody who reads them, a dump for instance, and everybody else waits for them: so they give up
   * soon, and are made the next time.
   */
  private async waitBriefly(manager: EntityManager): Promise<void> {
    await manager.query(`SET LOCAL lock_timeout = ${DDL_LOCK_TIMEOUT_MS.toString()}`);
  }

  private async fill(
    set: SlotSet,
    rows: SlotRows,
    { epoch, capacity }: SlotState,
    records: readonly SlotRecord[],
  ): Promise<void> {
    if (records.length > capacity) throw new Error('There are more records than slots.');
    const cipher = this.cipher(set, epoch);
    const order = shuffled(capacity, this.random);
    for (let from = 0; from < capacity; from += rows.pageSize) {
      const slots = Array.from(order.subarray(from, from + rows.pageSize), (n) => {
        const record = records[n];
        return record === undefined ? cipher.emptySlot(n - records.length) : cipher.slot(record);
      });
      await rows.insert(this.batch(cipher, set, slots));
    }
  }

  private batch(cipher: SlotCipher, set: SlotSet, slots: readonly Slot[]): RowBatch {
    const batch = new RowBatch(slots.length, sealedLength(set.payloadLength));
    const nonces = this.random.bytes(slots.length * NONCE_LENGTH);
    slots.forEach(({ rowKey, record }, i) => {
      cipher.seal(
        rowKey,
        record,
        nonces.subarray(i * NONCE_LENGTH, (i + 1) * NONCE_LENGTH),
        batch.place(i, rowKey),
      );
    });
    return batch;
  }

  private cipher(set: SlotSet, epoch: number): SlotCipher {
    return new SlotCipher(set.letter, set.key, epoch, set.payloadLength);
  }

  private rows(
    manager: EntityManager,
    set: SlotSet,
    table = partitionName(this.tables, set.letter),
  ): SlotRows {
    return new SlotRows(manager, table, set.letter, sealedLength(set.payloadLength));
  }
}

/** Whether a put that failed with this asks for its transaction to be run anew. protocol.md#sealed-slots */
export function isRetryable(error: unknown): boolean {
  return isTransient(error) || isUniqueViolation(error);
}

/** Doubled until all fit. */
function capacityFor(records: number, atLeast: number): number {
  let capacity = atLeast;
  while (capacity < records) capacity *= 2;
  return capacity;
}

/** 0 … size − 1 in random order (Fisher and Yates). */
function shuffled(size: number, random: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}

/** The locks are the transaction's: outside one they would be gone before the next statement. */
function mustBeInTransaction(manager: EntityManager): void {
  if (manager.queryRunner?.isTransactionActive !== true) throw new Error('Sealed slots need a transaction.');
}
