// The issuer's first tables: letters it vouches for, and the slots of the mailboxes that hold a token. protocol.md#issuing
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSlotTables } from '../../src/common/sealed-slots/slot-tables.js';

export class Letters1763769600000 implements MigrationInterface {
  readonly name = 'Letters1763769600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE issuer.letters (
        letter text PRIMARY KEY,
        draft text NOT NULL UNIQUE,
        manifest bytea NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'ended')),
        countersignings jsonb NOT NULL
      )`);
    await createSlotTables(queryRunner, 'issuer', 'tag_slots');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE issuer.tag_slots, issuer.tag_slots_epochs, issuer.letters');
  }
}
