// A key dies when its draft or letter ended in this database, never because a row is missing; wherever the process dies meanwhile.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyVault } from '../../common/key-vault.js';
import { IssuerWorld, problem, type SealedLetter } from '../../../test/support/issuer-world.js';
import { CUTS, cutPower, type Cut } from '../../../test/support/power-cut.js';

const START = '2018-06-25T16:00:00Z';
const DAY_SECONDS = 86_400;
const LONG = { overrides: { closesAt: '2018-12-01T00:00:00Z', releaseBy: '2019-03-01T00:00:00Z' } };

interface Draft {
  readonly draft: string;
  readonly born: Date;
  readonly becoming: string | null;
}

let world: IssuerWorld;
let vault: KeyVault;
let mend: () => void = () => undefined;

beforeAll(async () => {
  world = await IssuerWorld.start();
  vault = world.process.app.get(KeyVault, { strict: false });
});

beforeEach(() => {
  world.process.clock.set(START);
});

afterEach(() => {
  mend();
});

afterAll(async () => {
  await world.stop();
});

function cut(one: Cut): void {
  mend();
  mend = cutPower(vault, one);
}

/** The row of a draft. */
async function row(draft: string): Promise<Draft | undefined> {
  const found: Draft[] = await world.process.dataSource.query(
    'SELECT * FROM issuer.drafts WHERE draft = $1',
    [draft],
  );
  return found[0];
}

/** The files under the draft's and the letter's name, unfinished ones too. */
async function files({ draft, id }: Pick<SealedLetter, 'draft' | 'id'>): Promise<string[]> {
  return (await world.vaultFiles()).filter((file) => file.startsWith(draft) || file.startsWith(id));
}

async function createKeys(draft: string): Promise<unknown> {
  return world.process.issuer.createKeys({ draft, entries: [{ workplace: 'a', method: 'email-code' }] });
}

describe('a draft', () => {
  it('is written down before its keys are made, by the hour', async () => {
    const draft = world.draft();
    world.process.clock.set('2018-06-25T16:59:59Z');
    cut({ step: 'put', when: 'before' });
    await expect(createKeys(draft)).rejects.toThrow('power cut');
    expect(await world.vaultNames()).not.toContain(draft);
    expect(await row(draft)).toEqual({ draft, born: new Date(START), becoming: null });

    // Made days later, they live for seven from then.
    world.process.clock.set('2018-06-30T16:30:00Z');
    await createKeys(draft);
    expect(await row(draft)).toMatchObject({ born: new Date('2018-06-30T16:00:00Z') });
    await createKeys(draft);
    world.process.clock.set('2018-07-07T16:59:59Z');
    await world.tick();
    expect(await world.vaultNames()).toContain(draft);
    world.process.clock.set('2018-07-07T17:00:00Z');
    await world.tick();
    expect(await world.vaultNames()).not.toContain(draft);
    expect(await row(draft)).toBeUndefined();
  });

  it('whose keys were never made ends all the same', async () => {
    const draft = world.draft();
    cut({ step: 'put', when: 'before' });
    await expect(createKeys(draft)).rejects.toThrow('power cut');
    await world.process.issuer.discard({ draft });
    expect(await row(draft)).toBeUndefined();
  });

  it('has the keys that were made before the process died', async () => {
    const draft = world.draft();
    cut({ step: 'put', when: 'after' });
    await expect(createKeys(draft)).rejects.toThrow('power cut');
    expect(await world.vaultNames()).toContain(draft);
    expect(await row(draft)).toBeDefined();
    const made = await createKeys(draft);
    expect(await createKeys(draft)).toEqual(made);
  });

  it('is taken out when it is a letter', async () => {
    const letter = await world.open();
    expect(await row(letter.draft)).toBeUndefined();
    await world.process.issuer.discard({ draft: letter.draft });
    expect(await files(letter)).toEqual([`${letter.id}.key`]);
  });

  it.each(['before', 'after'] as const)('ends with the next tick if its end was cut off %s', async (when) => {
    const letter = await world.seal();
    cut({ step: 'destroy', when });
    await expect(world.process.issuer.discard({ draft: letter.draft })).rejects.toThrow('power cut');
    expect(await row(letter.draft)).toBeDefined();
    world.process.clock.set('2018-07-02T17:00:00Z');
    cut({ step: 'destroy', when });
    await expect(world.tick()).rejects.toThrow('power cut');
    expect(await row(letter.draft)).toBeDefined();
    await world.tick();
    expect(await row(letter.draft)).toBeUndefined();
    expect(await files(letter)).toEqual([]);
  });

  it('that nobody signed ends after seven days, and no letter with it', async () => {
    const [letter, open] = [await world.seal(), await world.open(LONG)];
    world.process.clock.set('2018-07-02T16:59:59Z');
    await world.tick();
    expect(await world.vaultNames()).toContain(letter.draft);
    world.process.clock.set('2018-07-02T17:00:00Z');
    await world.tick();
    expect(await files(letter)).toEqual([]);
    expect(await row(letter.draft)).toBeUndefined();
    expect(await world.vaultNames()).toContain(open.id);
    expect(await problem(world.countersign(letter))).toMatchObject({ code: 'draft_unknown' });
  });
});

describe.each(CUTS)('a countersigning that is cut off $when $step', (where) => {
  async function interrupted(): Promise<SealedLetter> {
    const letter = await world.seal(LONG);
    cut(where);
    await expect(world.countersign(letter)).rejects.toThrow('power cut');
    expect(await row(letter.draft)).toMatchObject({ becoming: letter.id });
    expect(await files(letter)).not.toEqual([]);
    await world.tick();
    return letter;
  }

  it('can be finished', async () => {
    const letter = await interrupted();
    await world.countersign(letter);
    expect(await files(letter)).toEqual([`${letter.id}.key`]);
    expect(await row(letter.draft)).toBeUndefined();
  });

  it('ends with its draft after seven days', async () => {
    const letter = await interrupted();
    world.process.clock.set('2018-07-02T17:00:00Z');
    await world.tick();
    expect(await files(letter)).toEqual([]);
    expect(await row(letter.draft)).toBeUndefined();
  });

  it('ends with its draft when the origin discards that', async () => {
    const letter = await interrupted();
    await world.process.issuer.discard({ draft: letter.draft });
    expect(await files(letter)).toEqual([]);
    expect(await row(letter.draft)).toBeUndefined();
  });
});

describe('a database that knows nothing of the keys', () => {
  it('destroys none of them, however much time passes and whoever discards', async () => {
    const [letter, sealed, moved] = [await world.open(), await world.seal(), await world.seal()];
    cut({ step: 'rename', when: 'after' });
    await expect(world.countersign(moved)).rejects.toThrow('power cut');
    await empty();
    const before = await world.vaultFiles();
    expect(before).toEqual(
      expect.arrayContaining([`${letter.id}.key`, `${sealed.draft}.key`, `${moved.id}.key`]),
    );
    for (const time of ['2018-06-25T17:00:00Z', '2018-07-03T00:00:00Z', '2019-12-01T00:00:00Z']) {
      world.process.clock.set(time);
      await world.tick();
      for (const { draft } of [letter, sealed, moved]) await world.process.issuer.discard({ draft });
    }
    expect(await world.vaultFiles()).toEqual(before);
    for (const name of await world.vaultNames()) await vault.destroy(name);
  });

  it('destroys none of a letter if it knows the draft only: it is from before the countersigning', async () => {
    const letter = await world.open();
    await empty();
    await world.process.dataSource.query('INSERT INTO issuer.drafts VALUES ($1, $2)', [letter.draft, START]);
    world.process.clock.set('2018-07-03T00:00:00Z');
    await world.tick();
    expect(await row(letter.draft)).toBeUndefined();
    expect(await files(letter)).toEqual([`${letter.id}.key`]);
    await vault.destroy(letter.id);
  });

  it('never takes a letter’s keys for those of a draft', async () => {
    const letter = await world.open(LONG);
    await world.process.dataSource.query('INSERT INTO issuer.drafts VALUES ($1, $2, $3)', [
      letter.draft,
      new Date('2018-01-01T00:00:00Z'),
      letter.id,
    ]);
    await world.tick();
    expect(await row(letter.draft)).toBeUndefined();
    expect(await files(letter)).toEqual([`${letter.id}.key`]);
    await world.act(letter, 'cancel');
  });
});

describe('whatever happens, and wherever the process dies', () => {
  const step = fc.record({
    does: fc.constantFrom('keys', 'countersign', 'discard', 'cancel', 'wait'),
    which: fc.constantFrom(0, 1),
    cut: fc.option(fc.constantFrom(...CUTS), { nil: undefined, freq: 2 }),
  });

  it('every key has a row that ends it, and no open letter is without', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        world.process.clock.set(START);
        const letters = [await world.seal(LONG), await world.seal(LONG)];
        for (const { does, which, cut: where } of steps) {
          if (where !== undefined) cut(where);
          await doing(does, letters[which]!).catch(() => undefined);
          mend();
          expect(await unaccounted()).toEqual([]);
        }
        world.process.clock.advance(8 * DAY_SECONDS);
        await world.tick();
        expect(await unaccounted()).toEqual([]);
        expect(await world.vaultNames()).toEqual(await openLetters());
        for (const letter of letters) await world.act(letter, 'cancel').catch(() => undefined);
        expect(await world.vaultFiles()).toEqual(['.installation']);
      }),
      { numRuns: 12 },
    );
  }, 240_000);
});

async function doing(what: string, letter: SealedLetter): Promise<unknown> {
  if (what === 'keys') return createKeys(letter.draft);
  if (what === 'countersign') return world.countersign(letter);
  if (what === 'discard') return world.process.issuer.discard({ draft: letter.draft });
  if (what === 'cancel') return world.act(letter, 'cancel');
  if (what === 'wait') world.process.clock.advance(3 * DAY_SECONDS);
  return world.tick();
}

/** Keys that no row would end, and open letters that have none. */
async function unaccounted(): Promise<string[]> {
  const names = await world.vaultNames();
  const known: { name: string }[] = await world.process.dataSource.query(
    `SELECT draft AS name FROM issuer.drafts UNION SELECT becoming FROM issuer.drafts UNION SELECT letter FROM issuer.letters`,
  );
  const strange = names.filter((name) => known.every((one) => one.name !== name));
  return [...strange, ...(await openLetters()).filter((id) => !names.includes(id))];
}

async function openLetters(): Promise<string[]> {
  const open: { letter: string }[] = await world.process.dataSource.query(
    `SELECT letter FROM issuer.letters WHERE state = 'open' ORDER BY letter`,
  );
  return open.map(({ letter }) => letter);
}

/** As if the process had been started on another database. */
async function empty(): Promise<void> {
  const tables: { name: string }[] = await world.process.dataSource.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname = 'issuer' AND tablename <> 'migrations'`,
  );
  for (const { name } of tables) await world.process.dataSource.query(`DELETE FROM ${name}`);
}
