// What organizers add after a release, and the organizations that stand with the letter. protocol.md#editions
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class After1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "origin"."cosigners", "origin"."timeline_entries"');
  }
}
