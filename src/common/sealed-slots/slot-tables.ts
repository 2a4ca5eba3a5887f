// The tables under sealed slots, and the names of their partitions. protocol.md#sealed-slots
import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';

const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;
const LETTER = /^[a-z0-9_]+$/;
const NEXT = '_next';
const LONGEST_IDENTIFIER = 63; // PostgreSQL cuts longer ones off, silently

/** Where sealed slots are: schema and table, both plain lower-case identifiers. */
export interface SlotTables {
  readonly schema: string;
  readonly table: string;
}

/**
 * For a migration: makes the table with a partition per letter, and the table `<table>_epochs` that says which epoch's keys
 * each partition is sealed under. Rows are stored plain: not compressed, not moved out of line, so that all have one size
 * and there is no TOAST table.
 *
 * Who seizes them sees the letters' names, how many rows each has, and in which epoch it was sealed; until the next epoch end
 * also how many rows were written since, by their row versions.
 */
export async function createSlotTables(
  queryRunner: QueryRunner,
  schema: string,
  table: string,
): Promise<void> {
  const { parent, epochs } = slotNames({ schema, table });
  await queryRunner.query(`
    CREATE TABLE ${parent} (
      letter text NOT NULL,
      row_key bytea NOT NULL,
      sealed bytea NOT NULL,
      UNIQUE (letter, row_key)
    ) PARTITION BY LIST (letter)`);
  for (const column of ['letter', 'row_key', 'sealed']) {
    await queryRunner.query(`ALTER TABLE ${parent} ALTER COLUMN ${column} SET STORAGE PLAIN`);
  }
  await queryRunner.query(`
    CREATE TABLE ${epochs} (
      letter text PRIMARY KEY,
      sealed_epoch integer NOT NULL CHECK (sealed_epoch >= 0),
      capacity integer NOT NULL CHECK (capacity > 0)
    )`);
}

/** The quoted names of both tables. Throws on a name that isn't a plain identifier. */
export function slotNames({ schema, table }: SlotTables): { parent: string; epochs: string } {
  for (const name of [schema, table, `${table}_epochs`]) {
    if (!IDENTIFIER.test(name)) throw new Error('Schema and table must be plain lower-case identifiers.');
  }
  return { parent: `"${schema}"."${table}"`, epochs: `"${schema}"."${table}_epochs"` };
}

/** The quoted name of a letter's partition. Throws on a letter that can't be part of an identifier, or is too long for it. */
export function partitionName({ schema, table }: SlotTables, letter: string): string {
  const name = `${table}_${letter}`;
  if (!LETTER.test(letter) || name.length + NEXT.length > LONGEST_IDENTIFIER || letter === 'epochs') {
    throw new Error(
      'A letter of sealed slots is named by lower-case letters, digits and underscores, and not too long.',
    );
  }
  return `"${schema}"."${name}"`;
}

/** The quoted name of the table that is about to take the place of a letter's partition. */
export function nextPartitionName(tables: SlotTables, letter: string): string {
  return partitionName(tables, letter).replace(/"$/, `${NEXT}"`);
}

/** The number of the letter's advisory lock, as PostgreSQL's bigint. */
export function lockNumber({ schema, table }: SlotTables, letter: string): string {
  const digest = createHash('sha256').update(`undersigned/slots\0${schema}.${table}\0${letter}`).digest();
  return digest.readBigInt64BE(0).toString();
}
