// Letters whose tokens are held back while their origin's operator has them down. protocol.md#take-down
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Withheld1763769600001 implements MigrationInterface {
  readonly name = 'Withheld1763769600001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE issuer.letters ADD COLUMN withheld boolean NOT NULL DEFAULT false');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE issuer.letters DROP COLUMN withheld');
  }
}
