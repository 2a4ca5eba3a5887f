// A database of an earlier version is brought up to date with what it holds, and back down without it.
import { afterEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { issuerMigrations } from '../../migrations/issuer/index.js';
import { originMigrations } from '../../migrations/origin/index.js';
import { openDataSource } from '../../src/common/database/data-source.js';
import { migrate } from '../../src/common/database/migrate.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let dataSource: DataSource | undefined;

afterEach(async () => {
  await dataSource?.destroy();
  await database.close();
});

it('keeps letters that were there before the operator could take one down: none is down', async () => {
  database = await testDatabase();
  const where = database.place;
  await migrate(where, 'origin', originMigrations.slice(0, 5));
  await migrate(where, 'issuer', issuerMigrations.slice(0, 1));
  dataSource = await openDataSource(where, {});
  const id = 'a'.repeat(32);
  await dataSource.query(
    `INSERT INTO origin.letters (letter, manifest, openings, countersignings, state) VALUES ($1, '', '[]', '[]', 'open')`,
    [id],
  );
  await dataSource.query(
    `INSERT INTO issuer.letters (letter, draft, manifest, countersignings, state) VALUES ($1, 'd', '', '[]', 'open')`,
    [id],
  );
  await dataSource.destroy();
  await migrate(where, 'origin', originMigrations);
  await migrate(where, 'issuer', issuerMigrations);
  dataSource = await openDataSource(where, {});
  expect(
    await dataSource.query('SELECT letter, state, state_before, withholding_to_tell FROM origin.letters'),
  ).toEqual([{ letter: id, state: 'open', state_before: null, withholding_to_tell: false }]);
  expect(await dataSource.query('SELECT letter, withheld FROM issuer.letters')).toEqual([
    { letter: id, withheld: false },
  ]);
  expect(await dataSource.query('SELECT * FROM origin.invitations')).toEqual([]);
});

it.each([
  ['issuer', issuerMigrations],
  ['origin', originMigrations],
] as const)('goes down to nothing: %s', async (role, migrations) => {
  database = await testDatabase();
  const where = database.place;
  await migrate(where, role, migrations);
  dataSource = await openDataSource(where, {
    schema: role,
    migrations: [...migrations],
    migrationsTableName: 'migrations',
  });
  for (let left = migrations.length; left > 0; left--) {
    await dataSource.undoLastMigration({ transaction: 'all' });
  }
  const rows: { name: string }[] = await dataSource.query(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
    [role],
  );
  expect(rows).toEqual([{ name: 'migrations' }]);
});
