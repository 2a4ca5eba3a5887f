// What the tally remembers, sealed, and what of it everybody may know. protocol.md#tally
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Tally1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "origin"."tallies", "origin"."tally_memories"');
  }
}
