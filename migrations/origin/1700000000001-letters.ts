// Drafts, letters, and what organizers agreed on. protocol.md#opening, protocol.md#states
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Letters1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
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
        "withheld_reason" text
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "origin"."action_approvals", "origin"."letters", "origin"."drafts"`);
  }
}
