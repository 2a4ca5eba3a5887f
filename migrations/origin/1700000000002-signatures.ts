// The slots of signatures: a partition for each open letter, all rows alike. protocol.md#sealed-slots
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSlotTables } from '../../src/common/sealed-slots/slot-tables.js';

export class Signatures1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSlotTables(runner, 'origin', 'signature_slots');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "origin"."signature_slots", "origin"."signature_slots_epochs"');
  }
}
