// What an issuer refuses to start with: keys that its database doesn't know, letters without their keys.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyVault } from '../../common/key-vault.js';
import { StartError } from '../../common/start-error.js';
import { IssuerWorld } from '../../../test/support/issuer-world.js';
import { CUTS, cutPower } from '../../../test/support/power-cut.js';
import { IssuanceKeysCheckService } from './issuance-keys-check.service.js';

let world: IssuerWorld;
let vault: KeyVault;
let check: IssuanceKeysCheckService;

beforeAll(async () => {
  world = await IssuerWorld.start();
  vault = world.process.app.get(KeyVault, { strict: false });
  check = world.process.app.get(IssuanceKeysCheckService, { strict: false });
});

beforeEach(async () => {
  for (const name of await vault.names()) await vault.destroy(name);
  for (const table of ['letters', 'drafts'])
    await world.process.dataSource.query(`DELETE FROM issuer.${table}`);
});

afterAll(async () => {
  await world.stop();
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
  const { dataSource } = world.process;
  const rows: unknown[] = [];
  for (const table of ['letters', 'drafts'])
    rows.push(await dataSource.query(`SELECT * FROM issuer.${table}`));
  const names = await world.vaultFiles();
  const folder = join(world.dataDir, 'keys', 'issuer');
  return [rows, names, await Promise.all(names.map((name) => readFile(join(folder, name))))];
}

describe('an issuer', () => {
  it('starts with drafts, open letters and ended ones, as many as there are', async () => {
    await check.onModuleInit();
    const [open, ended, sealed] = [await world.open(), await world.open(), await world.seal()];
    await world.act(ended, 'cancel');
    await check.onModuleInit();
    expect(await check.needed()).toEqual([open.id]);
    const names = [open.id, ended.id, sealed.draft, 'x'.repeat(32)];
    expect(await check.known(names)).toEqual(new Set(names.slice(0, 3)));
  });

  it('starts with the keys of a letter whose end was cut off', async () => {
    const letter = await world.open();
    cutPower(vault, { step: 'destroy', when: 'before' });
    await expect(world.act(letter, 'cancel')).rejects.toThrow('power cut');
    await check.onModuleInit();
  });

  it.each(CUTS)('starts after a countersigning that was cut off $when $step', async (cut) => {
    const letter = await world.seal();
    cutPower(vault, cut);
    await expect(world.countersign(letter)).rejects.toThrow('power cut');
    await check.onModuleInit();
  });

  it('does not start on a database without its letters, nor on one from before they were open', async () => {
    const [letter, sealed] = [await world.open(), await world.seal()];
    await world.process.dataSource.query('DELETE FROM issuer.letters');
    const message = await refusal();
    expect(message).toContain(join(world.dataDir, 'keys', 'issuer'));
    expect(message).toContain(`${letter.id}.key`);
    expect(message).not.toContain(sealed.draft);

    await world.process.dataSource.query('INSERT INTO issuer.drafts VALUES ($1, $2)', [
      letter.draft,
      world.process.clock.now(),
    ]);
    expect(await refusal()).toBe(message);
    // Its way out: the letter is given up, and the file moved away.
    await vault.destroy(letter.id);
    await check.onModuleInit();
  });

  it('lets the keys of drafts be that its database does not know', async () => {
    const sealed = await world.seal();
    await world.process.dataSource.query('DELETE FROM issuer.drafts');
    await check.onModuleInit();
    expect(await vault.names()).toEqual([sealed.draft]);
  });

  it('does not start without the keys of open letters', async () => {
    const [letter, other] = [await world.open(), await world.open()];
    await vault.destroy(letter.id);
    const message = await refusal();
    expect(message).toContain(`${letter.id}.key`);
    expect(message).not.toContain(other.id);
    expect(message).toMatch(/backup/);
  });
});
