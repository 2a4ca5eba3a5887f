import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { testDataSource, type TestDatabase } from '../../../test/support/database.js';
import { transaction } from '../database/transaction.js';
import { SystemRandomSource } from '../random.js';
import { SealedSlots, createSlotTables, isRetryable, type SlotSet, type SlotWrite } from './sealed-slots.js';

class Slots1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createSlotTables(queryRunner, 'origin', 'slots');
  }
  async down(): Promise<void> {
    await Promise.reject(new Error('never'));
  }
}

const LENGTH = 40;
const random = new SystemRandomSource();
const slots = new SealedSlots({ schema: 'origin', table: 'slots', random });
let database: TestDatabase;
let db: DataSource;
let letters = 0;

beforeAll(async () => {
  ({ database, dataSource: db } = await testDataSource({
    migrations: { origin: [Slots1700000000000] },
  }));
});
afterAll(() => database.close());

describe('sealed slots', () => {
  it('behave like a map, whatever is put, put again, re-sealed and read', async () => {
    const id = fc.integer({ min: 0, max: 11 });
    const write = fc.record({ id, value: fc.integer({ min: 0, max: 255 }), leave: fc.boolean() });
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ put: fc.array(write, { maxLength: 8 }) }) },
      { weight: 1, arbitrary: fc.constant({ reseal: true }) },
      { weight: 2, arbitrary: fc.record({ get: id }) },
    );
    const run = async (
      steps: { put?: { id: number; value: number; leave: boolean }[]; reseal?: boolean; get?: number }[],
    ) => {
      const set = await letter(2); // grows on the way
      const model = new Map<number, number>();
      let epoch = 0;
      for (const { put, reseal, get } of steps) {
        if (put !== undefined) {
          const expected = put.map((one) => {
            if (!one.leave) model.set(one.id, (model.get(one.id) ?? 0) * 7 + one.value);
            return model.get(one.id);
          });
          const writes = put.map((one) =>
            writeOf(one.id, (old) => (one.leave ? undefined : (old ?? 0) * 7 + one.value)),
          );
          const result = await inTransaction((m) => slots.put(m, set, writes));
          expect(result.epoch).toBe(epoch);
          expect(result.payloads.map(valueOf)).toEqual(expected.map(wrapped));
        } else if (get !== undefined) {
          expect(valueOf(await inTransaction((m) => slots.get(m, set, idOf(get))))).toBe(
            wrapped(model.get(get)),
          );
        } else if (reseal === true) {
          await inTransaction((m) => slots.reseal(m, set, { epoch: ++epoch }));
        }
      }
      const all = await inTransaction((m) => slots.readAll(m, set));
      expect(all.map((one) => [one.id[0], valueOf(one.payload)]).sort()).toEqual(
        [...model].map(([key, value]) => [key, wrapped(value)]).sort(),
      );
      const { capacity } = await stateOf(set);
      expect(await countRows(set)).toBe(capacity);
      await inTransaction((m) => slots.drop(m, set.letter));
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), run), { numRuns: 40 });
  });

  it.each([40, 2_600])(
    'look the same, real and empty: size, storage, every byte (%i bytes)',
    async (length) => {
      const set = await letter(64, length);
      await inTransaction((m) => slots.put(m, set, records(20, 0, length)));
      const shapes: unknown[] = await db.query(
        `SELECT DISTINCT pg_column_size(slots.*) AS row, octet_length(row_key) AS key, pg_column_size(row_key) AS stored_key, octet_length(sealed) AS sealed, pg_column_size(sealed) AS stored,
              pg_column_compression(sealed) AS compression FROM origin.slots WHERE letter = $1`,
        [set.letter],
      );
      expect(shapes).toHaveLength(1);
      expect(shapes[0]).toMatchObject({ key: 32, sealed: 12 + 1 + 32 + length + 16, compression: null });
      const storage: unknown[] = await db.query(
        `SELECT c.relname = 'slots' AS parent, a.attname, a.attstorage, c.reltoastrelid::int AS toast FROM pg_attribute a
         JOIN pg_class c ON c.oid = a.attrelid WHERE c.oid IN ('origin.slots'::regclass, 'origin.slots_${set.letter}'::regclass)
          AND a.attnum > 0 AND (a.attstorage <> 'p' OR c.reltoastrelid <> 0)`,
      );
      expect(storage).toEqual([]);
      // No byte of a row is a function of whether it is real: each position takes many values among both.
      const rows = await rowsOf(set);
      expect(new Set(rows.map((row) => row.sealed.subarray(0, 12).toString('hex'))).size).toBe(64);
      for (let at = 0; at < rows[0]!.sealed.length; at++) {
        expect(new Set(rows.map((row) => row.sealed[at])).size).toBeGreaterThan(20);
      }
    },
  );

  it('leave no trace of the order of writing after a re-seal', async () => {
    const count = 400;
    const set = await letter(1024);
    for (let from = 0; from < count; from += 50) {
      await inTransaction((m) => slots.put(m, set, records(50, from)));
    }
    const before = await rowsOf(set);
    const byAge = [...before].sort((a, b) => Number(a.xmin) - Number(b.xmin));
    expect(correlation(await orderOf(set, byAge))).toBeGreaterThan(0.9); // the trace that a re-seal removes
    await inTransaction((m) => slots.reseal(m, set, { epoch: 1 }));
    const after = await rowsOf(set);
    const keys = new Set(before.map((row) => row.row_key.toString('hex')));
    const values = new Set(before.map((row) => row.sealed.toString('hex')));
    expect(after.some((row) => keys.has(row.row_key.toString('hex')))).toBe(false);
    expect(after.some((row) => values.has(row.sealed.toString('hex')))).toBe(false);
    const order = await orderOf(set, after);
    expect(order).toHaveLength(count);
    expect(Math.abs(correlation(order))).toBeLessThan(0.25); // five standard deviations of chance
    const byKey = [...after].sort((a, b) => Buffer.compare(a.row_key, b.row_key));
    expect(Math.abs(correlation(await orderOf(set, byKey)))).toBeLessThan(0.25);
    expect(new Set(after.map((row) => row.xmin)).size).toBe(1);
  });

  it('take as much room for none as for many', async () => {
    const [none, many] = [await letter(256), await letter(256)];
    await inTransaction((m) => slots.put(m, many, records(120)));
    for (const set of [none, many]) await inTransaction((m) => slots.reseal(m, set, { epoch: 1 }));
    expect(await sizeOf(many)).toBe(await sizeOf(none));
    expect(await countRows(many)).toBe(await countRows(none));
    expect(await stateOf(many)).toEqual(await stateOf(none));
  });

  it('grow to double when full, keeping epoch and records', async () => {
    const set = await letter(4);
    await inTransaction((m) => slots.put(m, set, records(4)));
    expect(await stateOf(set)).toEqual({ epoch: 0, capacity: 4 });
    await inTransaction((m) => slots.put(m, set, [writeOf(0, () => 9)]));
    expect(await stateOf(set)).toEqual({ epoch: 0, capacity: 4 });
    const { epoch, payloads } = await inTransaction((m) =>
      slots.put(m, set, [writeOf(4, () => 4), writeOf(1, (old) => (old ?? 0) + 10)]),
    );
    expect([epoch, ...payloads.map(valueOf)]).toEqual([0, 4, 11]);
    expect(await stateOf(set)).toEqual({ epoch: 0, capacity: 8 });
    await inTransaction((m) => slots.put(m, set, records(100, 5)));
    expect(await stateOf(set)).toEqual({ epoch: 0, capacity: 128 });
    expect(await countRows(set)).toBe(128);
    expect(await inTransaction((m) => slots.readAll(m, set))).toHaveLength(105);
    expect(valueOf(await inTransaction((m) => slots.get(m, set, idOf(0))))).toBe(9);
  });

  it('fill up to the last slot before they grow', async () => {
    const set = await letter(8);
    for (let i = 0; i < 8; i++) {
      await inTransaction((m) => slots.put(m, set, records(1, i)));
      // 64 draws miss the last of eight with a chance of one in five thousand.
      if (i < 6) expect(await stateOf(set)).toEqual({ epoch: 0, capacity: 8 });
    }
    expect(await inTransaction((m) => slots.readAll(m, set))).toHaveLength(8);
  });

  it('merge two writes of one id in one group, in their order, and leave alone what a merge leaves', async () => {
    const set = await letter(8);
    const epochs: number[] = [];
    const { payloads } = await inTransaction((m) =>
      slots.put(m, set, [
        writeOf(1, (old, epoch) => (epochs.push(epoch), (old ?? 0) + 1)),
        writeOf(2, () => undefined),
        writeOf(1, (old) => (old ?? 0) * 10),
        writeOf(1, () => undefined),
      ]),
    );
    expect(payloads.map(valueOf)).toEqual([1, undefined, 10, 10]);
    expect(epochs).toEqual([0]);
    expect(await inTransaction((m) => slots.readAll(m, set))).toHaveLength(1);
    expect(await inTransaction((m) => slots.get(m, set, idOf(2)))).toBeUndefined();
  });

  it('re-seal with changed records and another capacity, in one transaction or not at all', async () => {
    const set = await letter(8);
    await inTransaction((m) => slots.put(m, set, records(5)));
    const failing = inTransaction(async (m) => {
      await slots.reseal(m, set, { epoch: 1, capacity: 64, records: [] });
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect(await stateOf(set)).toEqual({ epoch: 0, capacity: 8 });
    expect(await inTransaction((m) => slots.readAll(m, set))).toHaveLength(5);
    await inTransaction(async (m) => {
      await slots.lock(m, set.letter);
      const kept = (await slots.readAll(m, set)).filter((record) => record.id[0] !== 3);
      await slots.reseal(m, set, { epoch: 7, capacity: 16, records: kept });
    });
    expect(await stateOf(set)).toEqual({ epoch: 7, capacity: 16 });
    expect(await inTransaction((m) => slots.get(m, set, idOf(3)))).toBeUndefined();
    expect(valueOf(await inTransaction((m) => slots.get(m, set, idOf(4))))).toBe(4);
    const small = inTransaction((m) => slots.reseal(m, set, { epoch: 8, capacity: 2 }));
    await expect(small).rejects.toThrow(/more records than slots/);
  });

  it('let exactly one of many set an id, however they meet', async () => {
    const set = await letter(16);
    const winners = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        inTransaction((m) => slots.put(m, set, [writeOf(1, (old) => (old === undefined ? i : undefined))])),
      ),
    );
    expect(new Set(winners.map(({ payloads }) => valueOf(payloads[0]))).size).toBe(1);
    expect(await inTransaction((m) => slots.readAll(m, set))).toHaveLength(1);
  });

  it('keep every one of many puts, with re-seals between them', async () => {
    const set = await letter(16);
    const work = Array.from({ length: 30 }, (_, i) =>
      inTransaction((m) => slots.put(m, set, records(2, 2 * i))),
    );
    const seals = [1, 2, 3].map(() =>
      inTransaction(async (m) => {
        await slots.lock(m, set.letter);
        await slots.reseal(m, set, { epoch: (await slots.epoch(m, set.letter)) + 1 });
      }),
    );
    const reads = Array.from({ length: 10 }, () => inTransaction((m) => slots.get(m, set, idOf(0))));
    await Promise.all([...work, ...seals, ...reads]);
    expect(await inTransaction((m) => slots.readAll(m, set))).toHaveLength(60);
    expect((await stateOf(set)).epoch).toBe(3);
  });

  it('let the rest of the server have its turn while a large letter is re-sealed or read', async () => {
    const set = await letter(2048, 4000);
    for (const work of [
      async (m: EntityManager): Promise<unknown> => slots.reseal(m, set, { epoch: 1 }),
      async (m: EntityManager): Promise<unknown> => slots.readAll(m, set),
    ]) {
      let turns = 0;
      const count = (): void => {
        turns += 1;
        waiting = setImmediate(count);
      };
      let waiting = setImmediate(count);
      await inTransaction<unknown>(work);
      clearImmediate(waiting);
      expect(turns).toBeGreaterThanOrEqual(7);
    }
  });

  it('open under their own key, letter and row only', async () => {
    const set = await letter(4);
    await inTransaction((m) => slots.put(m, set, records(2)));
    const other = { ...set, key: random.bytes(32) };
    expect(await inTransaction((m) => slots.get(m, other, idOf(0)))).toBeUndefined();
    await expect(inTransaction((m) => slots.readAll(m, other))).rejects.toThrow();
    await db.query(
      `UPDATE origin.slots SET sealed = (SELECT sealed FROM origin.slots WHERE letter = $1 ORDER BY row_key LIMIT 1) WHERE letter = $1`,
      [set.letter],
    );
    await expect(inTransaction((m) => slots.readAll(m, set))).rejects.toThrow();
  });

  it('are gone when dropped, and can be made again', async () => {
    const set = await letter(4);
    await inTransaction((m) => slots.drop(m, set.letter));
    await inTransaction((m) => slots.drop(m, set.letter));
    expect(await inTransaction((m) => slots.state(m, set.letter))).toBeUndefined();
    await expect(inTransaction((m) => slots.put(m, set, records(1)))).rejects.toThrow(/no sealed slots/);
    await expect(inTransaction((m) => slots.get(m, set, idOf(0)))).rejects.toThrow(/no sealed slots/);
    await inTransaction((m) => slots.create(m, set, { epoch: 3, capacity: 2 }));
    expect(await stateOf(set)).toEqual({ epoch: 3, capacity: 2 });
    const twice = inTransaction((m) => slots.create(m, set, { epoch: 3, capacity: 2 }));
    expect(isRetryable(await twice.catch((error: unknown) => error))).toBe(true);
  });

  it('hold large payloads up to a page, and refuse what does not fit', async () => {
    const large: SlotSet = { ...(await letter(1)), letter: 'large', payloadLength: 7_900 };
    await inTransaction((m) => slots.create(m, large, { epoch: 0, capacity: 4 }));
    const payload = random.bytes(7_900);
    await inTransaction((m) => slots.put(m, large, [{ id: idOf(1), merge: () => payload }]));
    expect(await inTransaction((m) => slots.get(m, large, idOf(1)))).toEqual(payload);
    await expect(
      inTransaction((m) => slots.put(m, { ...large, payloadLength: 7_901 }, records(1))),
    ).rejects.toThrow(/at most/);
    const wrong = [{ id: idOf(2), merge: () => random.bytes(7_899) }];
    await expect(inTransaction((m) => slots.put(m, large, wrong))).rejects.toThrow(
      /the length that its set says/,
    );
  });

  it('refuse names that are no identifiers, ids and keys of another length, and work outside a transaction', async () => {
    const set = await letter(4);
    for (const name of ['', 'A', 'a-b', 'a"b', "a'b", 'a b', 'epochs', 'x'.repeat(58), 'ä']) {
      const making = inTransaction((m) =>
        slots.create(m, { ...set, letter: name }, { epoch: 0, capacity: 1 }),
      );
      await expect(making).rejects.toThrow(/named by/);
    }
    for (const table of ['Slots', 'slots"', 'x'.repeat(60), '']) {
      expect(() => new SealedSlots({ schema: 'origin', table, random })).toThrow(/plain lower-case/);
    }
    const short = [{ id: random.bytes(31), merge: () => random.bytes(LENGTH) }];
    await expect(inTransaction((m) => slots.put(m, set, short))).rejects.toThrow(/32 bytes/);
    const weak = inTransaction((m) => slots.get(m, { ...set, key: random.bytes(16) }, idOf(0)));
    await expect(weak).rejects.toThrow(/32 bytes/);
    await expect(slots.put(db.manager, set, records(1))).rejects.toThrow(/transaction/);
    await expect(slots.get(db.manager, set, idOf(0))).rejects.toThrow(/transaction/);
  });
});

async function letter(capacity: number, payloadLength = LENGTH): Promise<SlotSet> {
  const set = { letter: `letter_${++letters}`, key: random.bytes(32), payloadLength };
  await inTransaction((m) => slots.create(m, set, { epoch: 0, capacity }));
  return set;
}

function inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return transaction(db, 'test', work);
}

function idOf(n: number): Uint8Array {
  const id = new Uint8Array(32);
  new DataView(id.buffer).setUint16(30, n);
  id[0] = n;
  return id;
}

function writeOf(
  n: number,
  merge: (old: number | undefined, epoch: number) => number | undefined,
): SlotWrite {
  return {
    id: idOf(n),
    merge: (current, epoch) => {
      const value = merge(valueOf(current), epoch);
      return value === undefined ? undefined : payloadOf(value);
    },
  };
}

function records(count: number, from = 0, length = LENGTH): SlotWrite[] {
  return Array.from({ length: count }, (_, i) => ({
    id: idOf(from + i),
    merge: () => payloadOf(from + i, length),
  }));
}

function payloadOf(value: number, length = LENGTH): Uint8Array {
  const payload = new Uint8Array(length);
  new DataView(payload.buffer).setUint32(0, value % 4_294_967_291);
  return payload;
}

function wrapped(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value % 4_294_967_291;
}

function valueOf(payload: Uint8Array | undefined): number | undefined {
  return payload === undefined ? undefined : new DataView(payload.buffer, payload.byteOffset).getUint32(0);
}

function stateOf(set: SlotSet) {
  return inTransaction(async (m) => (await slots.state(m, set.letter))!);
}

interface RawRow {
  row_key: Buffer;
  sealed: Buffer;
  xmin: string;
}

/** The rows as a thief of the disk finds them: in their physical order. */
async function rowsOf(set: SlotSet): Promise<RawRow[]> {
  return db.query(`SELECT row_key, sealed, xmin::text FROM origin.slots WHERE letter = $1 ORDER BY ctid`, [
    set.letter,
  ]);
}

async function countRows(set: SlotSet): Promise<number> {
  return (await rowsOf(set)).length;
}

async function sizeOf(set: SlotSet): Promise<number> {
  const rows: { size: string }[] = await db.query(
    `SELECT pg_relation_size('origin.slots_${set.letter}') + pg_indexes_size('origin.slots_${set.letter}') AS size`,
  );
  return Number(rows[0]!.size);
}

/** In which order of writing the real rows among these were put. Ids and payloads count up as they are written. */
async function orderOf(set: SlotSet, rows: readonly RawRow[]): Promise<number[]> {
  const { SlotCipher } = await import('./slot-cipher.js');
  const { epoch } = await stateOf(set);
  const cipher = new SlotCipher(set.letter, set.key, epoch, set.payloadLength);
  return rows.flatMap((row) => {
    const record = cipher.open(row.row_key, row.sealed);
    return record === undefined ? [] : [valueOf(record.payload)!];
  });
}

/** Spearman's rank correlation of these numbers with their places. */
function correlation(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = new Map(sorted.map((value, i) => [value, i]));
  const n = values.length;
  const sum = values.reduce((total, value, i) => total + (rank.get(value)! - i) ** 2, 0);
  return 1 - (6 * sum) / (n * (n * n - 1));
}
