// A server whose vault and database don't belong together doesn't start, says why, and changes nothing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/common/config.js';
import { Databases } from '../../src/common/database/databases.js';
import { FileKeyVault } from '../../src/common/file-key-vault.js';
import { MasterKey } from '../../src/common/master-key.js';
import { SystemRandomSource } from '../../src/common/random.js';
import { StartError } from '../../src/common/start-error.js';
import { startServer, type Server } from '../../src/serve.js';
import { IssuanceKeysCheckService } from '../../src/issuer/issuance/issuance-keys-check.service.js';
import { IssuanceKeysService } from '../../src/issuer/issuance/issuance-keys.service.js';
import { LetterKeysCheckService } from '../../src/origin/letters/letter-keys-check.service.js';
import { LetterKeysService } from '../../src/origin/letters/letter-keys.service.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { migrations } from '../support/migrations.js';
import { World } from '../support/world.js';

const MASTER_KEY = Buffer.alloc(32, 1);
const LETTER = 'abcdefghijklmnopqrstuvwxyz234567';
const DRAFT = LETTER.slice(0, 26);
const OPEN_LETTER: Readonly<Record<Role, string>> = {
  issuer: `INSERT INTO issuer.letters (letter, draft, manifest, state, countersignings) VALUES ('${LETTER}', '${DRAFT}', '', 'open', '[]')`,
  origin: `INSERT INTO origin.letters (letter, manifest, openings, countersignings, state) VALUES ('${LETTER}', '', '[]', '[]', 'open')`,
};

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await testDatabase({ migrations });
  folder = await mkdtemp(join(tmpdir(), 'undersigned-keys-check-'));
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<Server> {
  const env = {
    NODE_ENV: 'test',
    PORT: '0',
    SCHEDULER: 'off',
    DATA_DIR: folder,
    MASTER_KEY: MASTER_KEY.toString('base64url'),
    ...database.env,
  };
  return startServer(env);
}

async function putKeys(role: Role, name: string): Promise<string> {
  const vault = await FileKeyVault.open(folder, role, new MasterKey(MASTER_KEY), new SystemRandomSource());
  await vault.put(name, new Uint8Array(97).fill(7));
  return join(folder, 'keys', role, `${name}.key`);
}

async function refusal(): Promise<string> {
  const error: unknown = await start().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

describe.each(['issuer', 'origin'] as const)('the %s', (role) => {
  it('refuses keys of a letter that its database does not know, until they are moved away, and lets drafts be', async () => {
    const file = await putKeys(role, LETTER);
    const ofDraft = await putKeys(role, DRAFT);
    const before = await readFile(file);
    const message = await refusal();
    expect(message).toContain(join(folder, 'keys', role));
    expect(message).toContain(`${LETTER}.key`);
    expect(await readFile(file)).toEqual(before);

    await rename(file, join(folder, 'moved'));
    const left = await readFile(ofDraft);
    await (await start()).close();
    expect(await readFile(ofDraft)).toEqual(left);
  });

  it('refuses to be without the keys of a letter that has not ended', async () => {
    await (await database.open()).query(OPEN_LETTER[role]);
    const message = await refusal();
    expect(message).toContain(join(folder, 'keys', role));
    expect(message).toContain(`${LETTER}.key`);
    expect(await readdir(join(folder, 'keys', role))).toEqual(['.installation']);
  });
});

it('a letter whose keys are gone for good can be said to have ended, as docs/operating.md#restore says', async () => {
  const world = await World.start();
  try {
    const { letter } = await world.openLetter();
    const { app } = world.server;
    const dataSource = app.get(Databases, { strict: false }).of('origin');
    const checks = [IssuanceKeysCheckService, LetterKeysCheckService].map((one) =>
      app.get(one, { strict: false }),
    );
    for (const check of checks) await check.onModuleInit();
    for (const keys of [IssuanceKeysService, LetterKeysService]) {
      await app.get(keys, { strict: false }).destroy(letter.id);
    }
    for (const check of checks)
      await expect(check.onModuleInit()).rejects.toThrow('docs/operating.md#restore');

    const documented = await readFile('docs/operating.md', 'utf8');
    for (const statement of documented.match(/UPDATE .* WHERE letter = 'LETTER-ID';/g) ?? []) {
      await dataSource.query(statement.replace('LETTER-ID', letter.id));
    }
    for (const check of checks) await check.onModuleInit();
    await world.tick();
    const page = await fetch(`${world.http.baseUrl}/api/v1/letters/${letter.id}`);
    expect(await page.json()).toMatchObject({ state: 'cancelled' });
  } finally {
    await world.stop();
  }
});
