import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Query } from './database/migrate.js';
import { FileKeyVault } from './file-key-vault.js';
import { Installation } from './installation.js';
import { MasterKey } from './master-key.js';
import { SystemRandomSource } from './random.js';
import { StartError } from './start-error.js';

const random = new SystemRandomSource();
const masterKey = new MasterKey(new Uint8Array(32).fill(1));
const place = { name: 'the database of the test', isEmbedded: false, config: {} };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undersigned-installation-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function installation(): Promise<Installation> {
  return new Installation('issuer', await FileKeyVault.open(folder, 'issuer', masterKey, random), masterKey);
}

/** A schema with the row that was settled in it, or none; `asked` runs after each look, before its answer is known. */
class Schema {
  seal: Uint8Array | undefined;
  asked = (): Promise<void> => Promise.resolve();

  readonly query: Query = async <T>(sql: string, parameters?: unknown[]) => {
    const found = this.seal;
    if (sql.startsWith('INSERT')) this.seal ??= parameters?.[0] as Uint8Array;
    if (!sql.startsWith('SELECT')) return [];
    await this.asked();
    if (sql.includes('to_regclass')) return [{ there: found !== undefined }] as T[];
    return (found === undefined ? [] : [{ seal: found }]) as T[];
  };
}

describe('an installation', () => {
  it('is admitted to an empty schema, and to its own', async () => {
    const [schema, own] = [new Schema(), await installation()];
    await own.admit(schema.query, place);
    await own.settle(schema.query);
    await own.admit(schema.query, place);
    await own.tie();
    await own.admit(schema.query, place);
    expect(await own.isTied()).toBe(true);
  });

  it('is refused by another one’s schema, and by an empty one once it had its own', async () => {
    const [schema, own] = [new Schema(), await installation()];
    await own.settle(schema.query);
    await own.tie();
    await expect(own.admit(new Schema().query, place)).rejects.toThrow(StartError);
    schema.seal = new Uint8Array(32);
    await expect(own.admit(schema.query, place)).rejects.toThrow('two installations');
  });

  it('is admitted while another process of it settles, at whatever moment that happens', async () => {
    for (const moment of ['between two looks', 'before a look'] as const) {
      const [schema, own] = [new Schema(), await installation()];
      const other = await installation();
      const settle = async (): Promise<void> => {
        schema.asked = () => Promise.resolve();
        await other.settle(schema.query);
        await other.tie();
      };
      if (moment === 'between two looks') schema.asked = settle;
      else await settle();
      await own.admit(schema.query, place);
      await own.admit(schema.query, place);
      await rm(join(folder, 'keys'), { recursive: true });
    }
  });
});
