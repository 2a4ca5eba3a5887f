import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { InjectDataSource, InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DataSource,
  Entity,
  PrimaryColumn,
  Repository,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Clock } from '../clock.js';
import { CommonModule } from '../common.module.js';
import { loadConfig, type Config } from '../config.js';
import { KeyVault } from '../key-vault.js';
import { KeyVaultModule } from '../key-vault.module.js';
import { DevInbox } from '../mailer/dev-inbox.js';
import { Mailer } from '../mailer/mailer.js';
import { MailerModule } from '../mailer/mailer.module.js';
import { RandomSource } from '../random.js';
import { Scheduler } from '../scheduler.js';
import { DatabaseModule } from './database.module.js';
import { transaction } from './transaction.js';

@Entity({ schema: 'issuer', name: 'notes' })
class Note {
  @PrimaryColumn('text')
  id!: string;
}

class Notes1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE issuer.notes (id text PRIMARY KEY)');
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE issuer.notes');
  }
}

@Injectable()
class IssuerNotes {
  constructor(
    @InjectRepository(Note, 'issuer') readonly notes: Repository<Note>,
    @InjectDataSource('issuer') readonly source: DataSource,
    readonly vault: KeyVault,
  ) {}
}

@Module({
  imports: [TypeOrmModule.forFeature([Note], 'issuer'), KeyVaultModule.forRole('issuer')],
  providers: [IssuerNotes],
})
class IssuerModule {}

@Injectable()
class OriginService {
  constructor(
    @InjectDataSource('origin') readonly source: DataSource,
    readonly vault: KeyVault,
    readonly scheduler: Scheduler,
    readonly clock: Clock,
    readonly random: RandomSource,
  ) {}
}

@Module({ imports: [KeyVaultModule.forRole('origin')], providers: [OriginService] })
class OriginModule {}

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undersigned-module-'));
  database = await testDatabase();
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function application(config: Config) {
  return Test.createTestingModule({
    imports: [
      CommonModule.forRoot(config),
      DatabaseModule.forRoot({
        role: config.role,
        entities: { issuer: [Note], origin: [] },
        migrations: { issuer: [Notes1700000000001], origin: [] },
      }),
      MailerModule.forRoot(config),
      IssuerModule,
      OriginModule,
    ],
  }).compile();
}

describe('the modules of common', () => {
  it('give every feature its role’s database and keys, and close with the application', async () => {
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: join(folder, 'data'), ...database.env });
    const module = await application(config);
    await module.init();
    const issuer = module.get(IssuerNotes, { strict: false });
    const origin = module.get(OriginService, { strict: false });
    await transaction(issuer.source, 'note', (manager) => manager.insert(Note, { id: 'one' }));
    expect(await issuer.notes.find()).toEqual([{ id: 'one' }]);
    expect(origin.source).toBe(issuer.source);
    expect(origin.vault).not.toBe(issuer.vault);
    await issuer.vault.put('key', origin.random.bytes(32));
    expect(await origin.vault.names()).toEqual([]);
    const inbox = module.get(DevInbox, { strict: false });
    const expiresAt = new Date(origin.clock.now().getTime() + 60_000);
    module
      .get(Mailer, { strict: false })
      .send({ to: 'a@example.org', subject: 'Your code', text: 'code', expiresAt });
    await module.close();
    expect(inbox.messages('a@example.org')).toHaveLength(1);
    expect(issuer.source.isInitialized).toBe(false);
  });

  it('have no development inbox where a relay is named', async () => {
    const env = {
      NODE_ENV: 'test',
      DATA_DIR: join(folder, 'data'),
      SMTP_URL: 'smtp://127.0.0.1:1',
      ...database.env,
    };
    const module = await application(loadConfig(env));
    expect(() => module.get(DevInbox, { strict: false })).toThrow();
    await module.close();
  });
});
