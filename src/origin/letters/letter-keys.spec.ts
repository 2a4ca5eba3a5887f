// A key dies when its draft or letter ended in this database, never because a row is missing; wherever the process dies meanwhile.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '../../common/config.js';
import { KeyVault } from '../../common/key-vault.js';
import { letterId } from '../../protocol/manifest.js';
import { LettersApp, type SealedDraft } from '../../../test/support/letters-app.js';
import { CUTS, cutPower, type Cut } from '../../../test/support/power-cut.js';

const DAY_SECONDS = 86_400;

let app: LettersApp;
let vault: KeyVault;
let mend: () => void = () => undefined;

beforeAll(async () => {
  app = await LettersApp.start();
  vault = app.app.get(KeyVault, { strict: false });
});

afterEach(() => {
  mend();
});

afterAll(async () => {
  await app.stop();
});

function cut(one: Cut): void {
  mend = cutPower(vault, one);
}

/** What lies in the vault's folder, unfinished files too. */
async function files(): Promise<string[]> {
  return readdir(join(app.app.get(Config, { strict: false }).dataDir, 'keys', 'origin'));
}

async function filesOf(sealed: SealedDraft): Promise<string[]> {
  const names = [sealed.draft, letterId(sealed.digest)];
  return (await files()).filter((file) => names.some((name) => file.startsWith(name)));
}

describe.each(CUTS)('an opening that is cut off $when $step', (where) => {
  async function interrupted(): Promise<SealedDraft> {
    const sealed = await app.sealed();
    cut(where);
    for (const person of sealed.people) await person.signOpening(sealed);
    expect((await app.call('GET', `/letters/${letterId(sealed.digest)}`)).status).toBe(404);
    expect(await filesOf(sealed)).not.toEqual([]);
    await app.tick();
    return sealed;
  }

  it('can be finished', async () => {
    const sealed = await interrupted();
    expect((await sealed.people[2]!.signOpening(sealed)).body).toMatchObject({ state: 'open' });
    expect(await filesOf(sealed)).toEqual([`${letterId(sealed.digest)}.key`]);
  });

  it('dies with its draft after seven days', async () => {
    const sealed = await interrupted();
    app.clock.forward(7 * DAY_SECONDS);
    await app.tick();
    expect(await filesOf(sealed)).toEqual([]);
  });
});

it.each(['before', 'after'] as const)(
  'a draft whose end was cut off %s a key died ends later',
  async (when) => {
    const sealed = await app.sealed();
    app.clock.forward(7 * DAY_SECONDS);
    cut({ step: 'destroy', when });
    await app.tick();
    const rows = (): Promise<unknown[]> =>
      app.dataSource.query('SELECT 1 FROM origin.drafts WHERE draft = $1', [sealed.draft]);
    expect(await rows()).toHaveLength(1);
    await app.tick();
    expect(await rows()).toEqual([]);
    expect(await filesOf(sealed)).toEqual([]);
  },
);

describe('a database that knows nothing of the keys', () => {
  it('destroys none of them, however much time passes', async () => {
    const [letter, sealed] = [await app.open(), await app.sealed()];
    await empty();
    const before = await files();
    expect(before).toEqual(expect.arrayContaining([`${letter.letter}.key`, `${sealed.draft}.key`]));
    for (const days of [1, 7, 100, 1000]) {
      app.clock.forward(days * DAY_SECONDS);
      await app.tick();
    }
    expect(await files()).toEqual(before);
  });

  it('destroys none of a letter if it knows the draft only: it is from before the opening', async () => {
    const sealed = await app.sealed();
    await app.dataSource.query('CREATE TABLE before_opening AS TABLE origin.drafts');
    for (const person of sealed.people) await person.signOpening(sealed);
    await empty();
    await app.dataSource.query('INSERT INTO origin.drafts TABLE before_opening');
    app.clock.forward(100 * DAY_SECONDS);
    await app.tick();
    expect(await app.dataSource.query('SELECT * FROM origin.drafts')).toEqual([]);
    expect(await filesOf(sealed)).toEqual([`${letterId(sealed.digest)}.key`]);
  });
});

/** As if the process had been started on another database. */
async function empty(): Promise<void> {
  const tables: { name: string }[] = await app.dataSource.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname = 'origin' AND tablename <> 'migrations'`,
  );
  for (const { name } of tables) await app.dataSource.query(`DELETE FROM ${name}`);
}
