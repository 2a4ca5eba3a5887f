// What an origin refuses to start with: keys that its database doesn't know, letters without their keys.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyVault } from '../../common/key-vault.js';
import { StartError } from '../../common/start-error.js';
import { letterId } from '../../protocol/manifest.js';
import { LettersApp, type OpenLetter } from '../../../test/support/letters-app.js';
import { CUTS, cutPower } from '../../../test/support/power-cut.js';
import { LetterKeysCheckService } from './letter-keys-check.service.js';

let app: LettersApp;
let vault: KeyVault;
let check: LetterKeysCheckService;

beforeAll(async () => {
  app = await LettersApp.start();
  vault = app.app.get(KeyVault, { strict: false });
  check = app.app.get(LetterKeysCheckService, { strict: false });
});

beforeEach(async () => {
  for (const name of await vault.names()) await vault.destroy(name);
  for (const table of ['letters', 'drafts', 'action_approvals'])
    await app.dataSource.query(`DELETE FROM origin.${table}`);
});

afterAll(async () => {
  await app.stop();
});

/** What a start is refused with; fails if anything is changed by it. */
async function refusal(): Promise<string> {
  const before = await everything();
  const error: unknown = await check.onModuleInit().catch((reason: unknown) => reason);
  expect(await everything()).toEqual(before);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

async function everything(): Promise<unknown> {
  const names = await vault.names();
  const keys = await Promise.all(names.map((name) => vault.get(name)));
  const rows: unknown[] = [];
  for (const table of ['letters', 'drafts'])
    rows.push(await app.dataSource.query(`SELECT * FROM origin.${table}`));
  return [names, keys, rows];
}

async function cancel(letter: OpenLetter): Promise<void> {
  for (const person of letter.people.slice(0, 2)) await person.act(letter, 'cancel');
}

describe('an origin', () => {
  it('starts with drafts, open letters and ended ones, as many as there are', async () => {
    await check.onModuleInit();
    const [open, ended] = [await app.open(), await app.open()];
    const [sealed, drafted] = [await app.sealed(), await app.draft()];
    await cancel(ended);
    await check.onModuleInit();
    expect(await check.needed()).toEqual([open.letter]);
    const names = [open.letter, ended.letter, sealed.draft, drafted.draft];
    expect(await check.known([...names, 'x'.repeat(32)])).toEqual(new Set(names));
    // A draft goes when it has been a letter for a week; the letter stays.
    app.clock.forward(8 * 86_400);
    await app.tick();
    await check.onModuleInit();
  });

  it('starts with the keys of a letter whose end was cut off', async () => {
    const letter = await app.open();
    cutPower(vault, { step: 'destroy', when: 'before' });
    await cancel(letter);
    expect(await vault.names()).toEqual([letter.letter]);
    await check.onModuleInit();
    await app.tick();
    expect(await vault.names()).toEqual([]);
  });

  it.each(CUTS)('starts after an opening that was cut off $when $step', async (cut) => {
    const sealed = await app.sealed();
    cutPower(vault, cut);
    const answers: number[] = [];
    for (const person of sealed.people) answers.push((await person.signOpening(sealed)).status);
    expect(answers).toEqual([200, 200, 500]);
    await check.onModuleInit();
  });

  it('does not start on a database without its letters, nor on one from before they were open', async () => {
    const sealed = await app.sealed();
    await app.dataSource.query('CREATE TABLE before_opening AS TABLE origin.drafts');
    for (const person of sealed.people) await person.signOpening(sealed);
    const id = letterId(sealed.digest);
    await app.dataSource.query('DELETE FROM origin.letters');
    await app.dataSource.query('DELETE FROM origin.drafts');
    const message = await refusal();
    expect(message).toContain('keys/origin');
    expect(message).toContain(`${id}.key`);

    await app.dataSource.query('INSERT INTO origin.drafts TABLE before_opening');
    expect(await refusal()).toBe(message);
    // Its way out: the letter is given up, and the file moved away.
    await vault.destroy(id);
    await check.onModuleInit();
  });

  it('lets the keys of drafts be that its database does not know', async () => {
    const sealed = await app.sealed();
    await app.dataSource.query('DELETE FROM origin.drafts');
    await check.onModuleInit();
    expect(await vault.names()).toEqual([sealed.draft]);
  });

  it('does not start without the keys of letters that have not ended', async () => {
    const [letter, other] = [await app.open(), await app.open()];
    await vault.destroy(letter.letter);
    const message = await refusal();
    expect(message).toContain(`${letter.letter}.key`);
    expect(message).not.toContain(other.letter);
    expect(message).toMatch(/backup/);
  });
});
