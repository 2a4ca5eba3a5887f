// What is opened of a snapshot's choices, sealed, and private links to editions under embargo. protocol.md#editions
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSlotTables } from '../../src/common/sealed-slots/slot-tables.js';

export class Names1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSlotTables(runner, 'origin', 'choice_slots');
    // An edition that waits for approvals is told by the choices' slots and the release's state: its size would tell names.
    await runner.query('DROP TABLE "origin"."edition_drafts"');
    await runner.query(`
      CREATE TABLE "origin"."embargo_links" (
        "link" text NOT NULL PRIMARY KEY,
        "letter" text NOT NULL,
        "edition" text NOT NULL,
        "token_hash" bytea NOT NULL UNIQUE,
        "revoked" boolean NOT NULL,
        "label" bytea NOT NULL
      )`);
    await runner.query('CREATE INDEX ON "origin"."embargo_links" ("letter")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE "origin"."embargo_links", "origin"."choice_slots", "origin"."choice_slots_epochs"',
    );
    await runner.query(`
      CREATE TABLE "origin"."edition_drafts" (
        "letter" text NOT NULL,
        "draft" text NOT NULL,
        "sealed" bytea NOT NULL,
        PRIMARY KEY ("letter", "draft")
      )`);
  }
}
