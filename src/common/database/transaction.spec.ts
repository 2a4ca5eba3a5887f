import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { testDataSource, type TestDatabase } from '../../../test/support/database.js';
import { describeFailure } from '../logger.js';
import { isUniqueViolation, sqlState, transaction } from './transaction.js';

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  ({ database, dataSource: db } = await testDataSource({}));
  await db.query('CREATE TABLE notes (id text PRIMARY KEY)');
});
afterAll(() => database.close());

function fail(state: string): string {
  return `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${state}'; END $$`;
}

describe('transaction', () => {
  it('commits all or nothing', async () => {
    await transaction(db, 'write a note', (m) => m.query(`INSERT INTO notes VALUES ('kept')`));
    const failing = transaction(db, 'write two notes', async (m) => {
      await m.query(`INSERT INTO notes VALUES ('lost')`);
      await m.query(`INSERT INTO notes VALUES ('kept')`);
    });
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(isUniqueViolation(error)).toBe(true);
    expect(describeFailure(error)).toMatchObject({ code: '23505', transaction: 'write two notes' });
    expect(await db.query('SELECT id FROM notes')).toEqual([{ id: 'kept' }]);
  });

  it.each(['40001', '40P01'])('runs anew after %s, from a clean start', async (state) => {
    let attempts = 0;
    const seen: unknown = await transaction(db, 'try', async (m) => {
      attempts++;
      await m.query(`INSERT INTO notes VALUES ('once ${state}')`);
      if (attempts < 3) await m.query(fail(state));
      return m.query(`SELECT count(*)::int AS n FROM notes WHERE id = 'once ${state}'`);
    });
    expect(attempts).toBe(3);
    expect(seen).toEqual([{ n: 1 }]);
  });

  it('gives up in the end, and at once on what the database does not ask to repeat', async () => {
    let attempts = 0;
    const count = (state: string) =>
      transaction(db, 'try', (m) => {
        attempts++;
        return m.query(fail(state));
      });
    expect(sqlState(await count('40001').catch((error: unknown) => error))).toBe('40001');
    expect(attempts).toBe(8);
    attempts = 0;
    expect(sqlState(await count('23505').catch((error: unknown) => error))).toBe('23505');
    expect(attempts).toBe(1);
  });

  it('runs anew what its caller names', async () => {
    let attempts = 0;
    await transaction(
      db,
      'try',
      async (m) => {
        if (++attempts === 1) await m.query(fail('23505'));
      },
      isUniqueViolation,
    );
    expect(attempts).toBe(2);
  });

  it('passes errors of ours through', async () => {
    const error = new Error('ours');
    await expect(transaction(db, 'try', () => Promise.reject(error))).rejects.toBe(error);
    expect(sqlState(error)).toBeUndefined();
  });
});
