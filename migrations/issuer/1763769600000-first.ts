// The issuer's tables: drafts that have keys, letters it vouches for, the slots of the mailboxes that hold a token.
// protocol.md#keys, protocol.md#issuing
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSlotTables } from '../../src/common/sealed-slots/slot-tables.js';

export class First1763769600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "issuer"."drafts" (
        "draft" text PRIMARY KEY,
        "born" timestamptz NOT NULL,
        "becoming" text
      )`);
    await runner.query(`
      CREATE TABLE "issuer"."letters" (
        "letter" text PRIMARY KEY,
        "draft" text NOT NULL UNIQUE,
        "manifest" bytea NOT NULL,
        "state" text NOT NULL CHECK ("state" IN ('open', 'ended')),
        "countersignings" jsonb NOT NULL,
        "withheld" boolean NOT NULL DEFAULT false
      )`);
    await createSlotTables(runner, 'issuer', 'tag_slots');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE "issuer"."tag_slots", "issuer"."tag_slots_epochs", "issuer"."letters", "issuer"."drafts"`);
  }
}
