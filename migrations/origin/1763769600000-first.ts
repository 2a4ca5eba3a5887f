// The origin's tables. protocol.md#opening, protocol.md#sealed-slots, protocol.md#tally, protocol.md#editions
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSlotTables } from '../../src/common/sealed-slots/slot-tables.js';

const SLOTS = ['signature_slots', 'snapshot_slots', 'choice_slots'];

export class First1763769600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createOpening(runner);
    await createTally(runner);
    await createRelease(runner);
    for (const table of SLOTS) await createSlotTables(runner, 'origin', table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of SLOTS)
      await runner.query(`DROP TABLE "origin"."${table}", "origin"."${table}_epochs"`);
    await runner.query(`
      DROP TABLE "origin"."cosigners", "origin"."timeline_entries", "origin"."embargo_links", "origin"."editions",
        "origin"."proposals", "origin"."tallies", "origin"."tally_memories", "origin"."action_approvals",
        "origin"."letters", "origin"."drafts", "origin"."invitations"`);
  }
}

/** Who may start a letter, letters in the making, letters, and what organizers agreed on. */
async function createOpening(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE "origin"."invitations" (
      "invitation" text NOT NULL PRIMARY KEY,
      "last_day" date NOT NULL,
      "uses_left" integer NOT NULL CHECK ("uses_left" >= 0)
    )`);
  await runner.query(`
    CREATE TABLE "origin"."drafts" (
      "draft" text NOT NULL PRIMARY KEY,
      "content" jsonb NOT NULL,
      "organizers" jsonb NOT NULL,
      "invite_hash" bytea NOT NULL,
      "revision" integer NOT NULL,
      "issuer_drafts" jsonb NOT NULL,
      "manifest" bytea,
      "openings" jsonb NOT NULL,
      "becoming" text,
      "letter" text,
      "expires" timestamptz NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE "origin"."letters" (
      "letter" text NOT NULL PRIMARY KEY,
      "manifest" bytea NOT NULL,
      "openings" jsonb NOT NULL,
      "countersignings" jsonb NOT NULL,
      "state" text NOT NULL CHECK ("state" IN ('open', 'closed', 'lapsed', 'cancelled', 'withheld')),
      "closes_after" integer,
      "ended" boolean NOT NULL DEFAULT false,
      "issuers_to_tell" boolean NOT NULL DEFAULT false,
      "withheld_on" date,
      "withheld_reason" text,
      "state_before" text CHECK ("state_before" IN ('open', 'closed', 'lapsed', 'cancelled')),
      "withholding_to_tell" boolean NOT NULL DEFAULT false
    )`);
  await runner.query(`
    CREATE TABLE "origin"."action_approvals" (
      "letter" text NOT NULL,
      "action" text NOT NULL CHECK ("action" IN ('close', 'cancel', 'final')),
      "key" text NOT NULL,
      "document" bytea NOT NULL,
      "signature" bytea NOT NULL,
      PRIMARY KEY ("letter", "action", "key")
    )`);
}

/** What the tally remembers, sealed, and what of it everybody may know. */
async function createTally(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE "origin"."tally_memories" (
      "letter" text NOT NULL PRIMARY KEY,
      "sealed" bytea NOT NULL
    )`);
  await runner.query('ALTER TABLE "origin"."tally_memories" ALTER COLUMN "sealed" SET STORAGE PLAIN');
  await runner.query(`
    CREATE TABLE "origin"."tallies" (
      "letter" text NOT NULL PRIMARY KEY,
      "announced_at" integer NOT NULL CHECK ("announced_at" > 0),
      "count" integer NOT NULL CHECK ("count" >= 0),
      "epoch" integer NOT NULL CHECK ("epoch" >= "announced_at")
    )`);
}

/** From a proposal, sealed, to an edition; and what organizers and organizations add to it. */
async function createRelease(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE "origin"."proposals" (
      "letter" text NOT NULL PRIMARY KEY,
      "sealed" bytea NOT NULL
    )`);
  await runner.query('ALTER TABLE "origin"."proposals" ALTER COLUMN "sealed" SET STORAGE EXTERNAL');
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
  await runner.query(`
    CREATE TABLE "origin"."timeline_entries" (
      "entry" text NOT NULL PRIMARY KEY,
      "letter" text NOT NULL,
      "kind" text NOT NULL,
      "day" date NOT NULL,
      "text" text NOT NULL,
      "link" text
    )`);
  await runner.query('CREATE INDEX ON "origin"."timeline_entries" ("letter")');
  await runner.query(`
    CREATE TABLE "origin"."cosigners" (
      "entry" text NOT NULL PRIMARY KEY,
      "letter" text NOT NULL,
      "accepted" boolean NOT NULL,
      "content" bytea NOT NULL
    )`);
  await runner.query('CREATE INDEX ON "origin"."cosigners" ("letter")');
}
