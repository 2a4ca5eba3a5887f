// From a snapshot to an edition: everything unpublished is sealed. protocol.md#editions
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSlotTables } from '../../src/common/sealed-slots/slot-tables.js';

export class Editions1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSlotTables(runner, 'origin', 'snapshot_slots');
    await runner.query(`
      CREATE TABLE "origin"."proposals" (
        "letter" text NOT NULL PRIMARY KEY,
        "sealed" bytea NOT NULL
      )`);
    await runner.query('ALTER TABLE "origin"."proposals" ALTER COLUMN "sealed" SET STORAGE EXTERNAL');
    await runner.query(`
      CREATE TABLE "origin"."edition_drafts" (
        "letter" text NOT NULL,
        "draft" text NOT NULL,
        "sealed" bytea NOT NULL,
        PRIMARY KEY ("letter", "draft")
      )`);
    await runner.query(`
      CREATE TABLE "origin"."editions" (
        "edition" text NOT NULL PRIMARY KEY,
        "letter" text NOT NULL,
        "number" integer NOT NULL,
        "embargo" timestamptz,
        "sealed" boolean NOT NULL,
        "summary" bytea NOT NULL,
        "bundle" bytea NOT NULL,
        UNIQUE ("letter", "number")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE "origin"."editions", "origin"."edition_drafts", "origin"."proposals", "origin"."snapshot_slots", "origin"."snapshot_slots_epochs"',
    );
  }
}
