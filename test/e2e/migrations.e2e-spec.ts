// What migrations make is what the entities say, table for table; and it goes down to nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Check, Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import type { Role } from '../../src/common/config.js';
import { issuerEntities } from '../../src/issuer/issuer.module.js';
import { originEntities } from '../../src/origin/origin.module.js';
import { testDataSource, type TestDatabase } from '../support/database.js';
import { migrations } from '../support/migrations.js';

const entities = { issuer: issuerEntities, origin: originEntities };

/**
 * What is read and written without an entity. Partitions of slots come with letters: no migration makes one; the table
 * `installation` comes with the first start on the database.
 */
const WITHOUT_ENTITY: Readonly<Record<Role, readonly string[]>> = {
  issuer: ['migrations', 'migrations_id_seq', 'tag_slots', 'tag_slots_epochs'],
  origin: [
    'choice_slots',
    'choice_slots_epochs',
    'migrations',
    'migrations_id_seq',
    'signature_slots',
    'signature_slots_epochs',
    'snapshot_slots',
    'snapshot_slots_epochs',
  ],
};

@Entity({ schema: 'issuer', name: 'letters' })
@Check('letters_state_check', `"state" IN ('open', 'ended', 'other')`)
class OtherLetter {
  @PrimaryColumn('text')
  letter!: string;

  @Column('text')
  draft!: string;

  @Column('text')
  manifest!: string;

  @Column('text', { nullable: true })
  state!: string | null;

  @Column('jsonb')
  countersignings!: object;

  @Column('boolean')
  withheld!: boolean;

  @Column('text')
  more!: string;
}

describe.each(['issuer', 'origin'] as const)('the first migration of the %s', (role) => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    ({ database, dataSource } = await testDataSource({
      entities: { [role]: entities[role] },
      migrations: { [role]: migrations[role] },
    }));
  });

  afterAll(async () => {
    await database.close();
  });

  it('makes what the entities say', async () => {
    expect(dataSource.entityMetadatas).toHaveLength(entities[role].length);
    expect(await differences(dataSource)).toEqual([]);
  });

  it('makes no table or sequence that nobody accounts for', async () => {
    expect(await withoutEntity(dataSource, role)).toEqual(WITHOUT_ENTITY[role]);
  });

  it('goes down to nothing', async () => {
    const runner = dataSource.createQueryRunner();
    for (const migration of [...migrations[role]].reverse()) await new migration().down(runner);
    await runner.release();
    expect(await tables(dataSource, role)).toEqual(['migrations', 'migrations_id_seq']);
  });
});

describe('entities that say something else', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    ({ database, dataSource } = await testDataSource({
      entities: { issuer: [OtherLetter] },
      migrations: { issuer: migrations.issuer },
    }));
  });

  afterAll(async () => {
    await database.close();
  });

  it.each([
    ['a column more', 'ALTER TABLE "issuer"."letters" ADD "more"'],
    ['another type', 'ALTER TABLE "issuer"."letters" ADD "manifest" text'],
    ['a column that may be empty', 'ALTER TABLE "issuer"."letters" ALTER COLUMN "state" DROP NOT NULL'],
    ['no default', 'ALTER TABLE "issuer"."letters" ALTER COLUMN "withheld" DROP DEFAULT'],
    ['nothing of what is unique', 'ALTER TABLE "issuer"."letters" DROP CONSTRAINT "letters_draft_key"'],
    ['another check', 'letters_state_check: CHECK'],
  ])('are found: %s', async (_what, statement) => {
    expect(await differences(dataSource)).toContainEqual(expect.stringContaining(statement));
  });

  it('are found: a table without any', async () => {
    await dataSource.query('CREATE TABLE issuer.nobodys (id text)');
    expect(await withoutEntity(dataSource, 'issuer')).toContain('nobodys');
  });
});

/** What would have to be done to make the tables as the entities say; of checks, which TypeORM knows by name only, what they say. */
async function differences(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return [...upQueries.map(({ query }) => query), ...(await otherChecks(dataSource))];
}

async function otherChecks(dataSource: DataSource): Promise<string[]> {
  const found: string[] = [];
  const runner = dataSource.createQueryRunner();
  for (const { tablePath, checks } of dataSource.entityMetadatas) {
    for (const { name, expression } of checks) {
      await runner.startTransaction();
      await runner.query(`ALTER TABLE ${tablePath} ADD CONSTRAINT "of_entity" CHECK (${expression})`);
      const definitions: { name: string; definition: string }[] = await runner.query(
        `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
          WHERE conrelid = $1::regclass AND conname IN ($2, 'of_entity') ORDER BY conname = 'of_entity'`,
        [tablePath, name],
      );
      await runner.rollbackTransaction();
      const [made, wanted] = definitions.map(({ definition }) => definition);
      if (made !== wanted) found.push(`${name}: ${wanted ?? ''} is ${made ?? ''}`);
    }
  }
  await runner.release();
  return found;
}

async function withoutEntity(dataSource: DataSource, role: Role): Promise<string[]> {
  const known = new Set(dataSource.entityMetadatas.map(({ tablePath }) => tablePath));
  return (await tables(dataSource, role)).filter((name) => !known.has(`${role}.${name}`));
}

async function tables(dataSource: DataSource, role: Role): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = $1::regnamespace AND relkind NOT IN ('i', 'I', 't') ORDER BY relname`,
    [role],
  );
  return rows.map(({ name }) => name);
}
