import { expect, it } from '@jest/globals';
import { migrations } from './migrations.js';
import { testDatabase } from './database.js';

/** `npm run bench` divides the time of the last test by this. */
const COPIES = 10;

it('is a database of the suite’s own', async () => {
  const [one, two] = [await testDatabase({ migrations }), await testDatabase({ migrations })];
  try {
    await (await one.open()).query(`INSERT INTO origin.invitations VALUES ('one', '2018-06-25', 1)`);
    expect(await (await two.open()).query('SELECT * FROM origin.invitations')).toEqual([]);
    const empty = await testDatabase();
    expect(await (await empty.open()).query(`SELECT to_regnamespace('origin') AS found`)).toEqual([
      { found: null },
    ]);
    await empty.close();
  } finally {
    await one.close();
    await two.close();
  }
});

it('is made ten times', async () => {
  const made = [];
  for (let i = 0; i < COPIES; i++) made.push(await testDatabase({ migrations }));
  expect(new Set(made.map(({ url }) => url)).size).toBe(COPIES);
  for (const one of made) await one.close();
});
