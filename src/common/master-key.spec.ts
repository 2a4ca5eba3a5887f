import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './config.js';
import { MasterKey } from './master-key.js';
import { SystemRandomSource } from './random.js';
import { StartError } from './start-error.js';

const random = new SystemRandomSource();
// openssl kdf -keylen 42 -kdfopt digest:SHA256 -kdfopt hexkey:0b…0b -kdfopt info:vaultissuer HKDF
const EXPECTED = '5057f941b81954e8725654eb0c72cba350e438f86589c7827cd0b5d950cb21ad1524f6f3dd4e73c3db3e';
let folder: string;
let dataDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'master-'));
  dataDir = join(folder, 'inner', 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function load(env: Record<string, string> = {}): Promise<MasterKey> {
  return MasterKey.load(loadConfig({ DATA_DIR: dataDir, ...env }), random);
}

describe('master key', () => {
  it('derives as RFC 5869 says, and as OpenSSL does', () => {
    const key = new MasterKey(new Uint8Array(32).fill(0x0b));
    expect(Buffer.from(key.derive('vaultissuer', 42)).toString('hex')).toBe(EXPECTED);
    expect(key.derive('a')).toHaveLength(32);
    expect(key.derive('a')).toEqual(key.derive(new TextEncoder().encode('a')));
    expect(key.derive('a')).not.toEqual(key.derive('b'));
    expect(() => new MasterKey(new Uint8Array(31))).toThrow(/32 bytes/);
  });

  it('is not shown by inspection or JSON', async () => {
    const key = new MasterKey(new Uint8Array(32).fill(0x0b));
    const { inspect } = await import('node:util');
    expect(JSON.stringify(key)).toBe('{}');
    expect(inspect(key, { depth: 9, showHidden: true })).not.toMatch(/0b 0b|11, 11/);
  });

  it('comes from the environment', async () => {
    const text = Buffer.alloc(32, 7).toString('base64url');
    const same = new MasterKey(new Uint8Array(32).fill(7)).derive('x');
    expect((await load({ MASTER_KEY: text })).derive('x')).toEqual(same);
    const file = join(folder, 'key');
    await writeFile(file, `${text}\n`);
    expect((await load({ MASTER_KEY_FILE: file })).derive('x')).toEqual(same);
    expect(await readdir(folder)).toEqual(['key']);
  });

  it('is made once beside the data folder outside production, readable by its owner only', async () => {
    const [one, two] = await Promise.all([load(), load()]);
    expect(one.derive('x')).toEqual(two.derive('x'));
    expect((await load()).derive('x')).toEqual(one.derive('x'));
    expect(await readdir(join(folder, 'inner'))).toEqual(['data.master-key']);
    const path = `${dataDir}.master-key`;
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).trim()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('closes a file that others could read', async () => {
    const file = join(folder, 'key');
    await writeFile(file, Buffer.alloc(32, 7).toString('base64url'), { mode: 0o644 });
    await load({ MASTER_KEY_FILE: file });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is not made where it may not be', async () => {
    const loading = MasterKey.load(loadConfig({ DATA_DIR: dataDir }), random, false);
    await expect(loading).rejects.toThrow(/looked for its master key in .*Nothing was made/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what is wrong with its file, without repeating it', async () => {
    const file = join(folder, 'key');
    await expect(load({ MASTER_KEY_FILE: file })).rejects.toThrow(/can't be read/);
    await writeFile(file, 'a secret that is too short');
    const error: unknown = await load({ MASTER_KEY_FILE: file }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(/32 random bytes/);
    expect((error as Error).message).not.toContain('secret that');
  });
});
