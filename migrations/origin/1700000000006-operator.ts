// What the operator decides: who may start a letter, and which letters are down. protocol.md#opening, protocol.md#take-down
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Operator1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "origin"."invitations" (
        "invitation" text NOT NULL PRIMARY KEY,
        "last_day" date NOT NULL,
        "uses_left" integer NOT NULL CHECK ("uses_left" >= 0)
      )`);
    await runner.query(`
      ALTER TABLE "origin"."letters"
        ADD COLUMN "state_before" text CHECK ("state_before" IN ('open', 'closed', 'lapsed', 'cancelled')),
        ADD COLUMN "withholding_to_tell" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "origin"."letters" DROP COLUMN "withholding_to_tell", DROP COLUMN "state_before"`,
    );
    await runner.query(`DROP TABLE "origin"."invitations"`);
  }
}
