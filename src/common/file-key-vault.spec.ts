import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, copyFile, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyVault } from './file-key-vault.js';
import { MasterKey } from './master-key.js';
import { SystemRandomSource } from './random.js';
import { StartError } from './start-error.js';

const random = new SystemRandomSource();
const masterKey = new MasterKey(random.bytes(32));
const BYTES = new TextEncoder().encode('a private key that must not be seen');
let dataDir: string;
let folder: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vault-'));
  folder = join(dataDir, 'keys', 'issuer');
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function open(role: 'issuer' | 'origin' = 'issuer', key = masterKey): Promise<FileKeyVault> {
  return FileKeyVault.open(dataDir, role, key, random);
}

describe('file key vault', () => {
  it('gives back what was put, also to the next process', async () => {
    const vault = await open();
    expect(await vault.get('draft-1')).toBeUndefined();
    await vault.put('draft-1', BYTES);
    await vault.put('empty', new Uint8Array(0));
    await vault.put('draft-1', BYTES.slice(2));
    const next = await open();
    expect(await next.get('draft-1')).toEqual(BYTES.slice(2));
    expect(await next.get('empty')).toEqual(new Uint8Array(0));
    expect(await next.names()).toEqual(['draft-1', 'empty']);
  });

  it('keeps each role apart', async () => {
    await (await open('issuer')).put('same', BYTES);
    const origin = await open('origin');
    expect(await origin.get('same')).toBeUndefined();
    await origin.put('other', BYTES);
    await copyFile(join(folder, 'same.key'), join(dataDir, 'keys', 'origin', 'same.key'));
    await expect(origin.get('same')).rejects.toThrow();
  });

  it('writes nothing readable, for nobody else', async () => {
    const vault = await open();
    await vault.put('one', BYTES);
    for (const file of await readdir(folder)) {
      const path = join(folder, file);
      expect((await readFile(path)).includes('private')).toBe(false);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('binds a key to its name, and notices every changed byte', async () => {
    const vault = await open();
    await vault.put('one', BYTES);
    const sealed = await readFile(join(folder, 'one.key'));
    await writeFile(join(folder, 'two.key'), sealed);
    await expect(vault.get('two')).rejects.toThrow();
    for (const at of [0, 12, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      await writeFile(join(folder, 'one.key'), changed);
      await expect(vault.get('one')).rejects.toThrow();
    }
    await writeFile(join(folder, 'one.key'), sealed.subarray(0, 20));
    await expect(vault.get('one')).rejects.toThrow(/cut short/);
  });

  it('renames, again after a crash in the middle, and never over another key', async () => {
    const vault = await open();
    await vault.put('draft', BYTES);
    await vault.rename('draft', 'letter');
    expect(await vault.names()).toEqual(['letter']);
    await vault.rename('draft', 'letter');
    expect(await vault.get('letter')).toEqual(BYTES);
    await vault.put('draft', BYTES); // as if the process had died between the two steps
    await vault.rename('draft', 'letter');
    expect(await vault.names()).toEqual(['letter']);
    await vault.put('draft', BYTES.slice(1));
    await expect(vault.rename('draft', 'letter')).rejects.toThrow(/replaced/);
    expect(await vault.get('letter')).toEqual(BYTES);
    await expect(vault.rename('missing', 'nowhere')).rejects.toThrow(/missing/);
    await expect(vault.rename('draft', 'draft')).rejects.toThrow(/another name/);
    expect(await vault.names()).toEqual(['draft', 'letter']);
  });

  it('destroys by overwriting what the disk holds, and only then unlinks', async () => {
    const vault = await open();
    await vault.put('one', BYTES);
    const sealed = await readFile(join(folder, 'one.key'));
    const { link } = await import('node:fs/promises');
    await link(join(folder, 'one.key'), join(dataDir, 'same-blocks'));
    await vault.destroy('one');
    await vault.destroy('one');
    expect(await vault.get('one')).toBeUndefined();
    expect(await vault.names()).toEqual([]);
    const left = await readFile(join(dataDir, 'same-blocks'));
    expect(left).toHaveLength(sealed.length);
    expect(left.subarray(0, 12).equals(sealed.subarray(0, 12))).toBe(false);
    await writeFile(join(dataDir, 'same-blocks'), left);
    await copyFile(join(dataDir, 'same-blocks'), join(folder, 'one.key'));
    await expect(vault.get('one')).rejects.toThrow();
  });

  it('shows a key whole or not at all while it is destroyed, and ends at the next start what was interrupted', async () => {
    const vault = await open();
    for (let i = 0; i < 20; i++) {
      await vault.put('one', BYTES);
      const reading = Array.from({ length: 10 }, () => vault.get('one'));
      await vault.destroy('one');
      for (const found of await Promise.all(reading)) expect([undefined, BYTES]).toContainEqual(found);
    }
    await vault.put('two', BYTES);
    await rename(join(folder, 'two.key'), join(folder, 'two.key.gone'));
    expect(await (await open()).names()).toEqual([]);
    expect(await readdir(folder)).toEqual(['.installation']);
  });

  it('destroys what a write left unfinished, and is not troubled by it', async () => {
    const vault = await open();
    await vault.begin();
    await writeFile(join(folder, 'one.key.new'), 'half');
    expect(await vault.names()).toEqual([]);
    await vault.put('one', BYTES);
    await writeFile(join(folder, 'one.key.new'), 'half');
    await vault.destroy('one');
    expect(await readdir(folder)).toEqual(['.installation']);
  });

  it('refuses another MASTER_KEY at start, and changes nothing', async () => {
    await (await open()).put('one', BYTES);
    const before = await contents();
    const wrong = open('issuer', new MasterKey(random.bytes(32)));
    await expect(wrong).rejects.toThrow(/MASTER_KEY is not the one/);
    await expect(wrong).rejects.toBeInstanceOf(StartError);
    expect(await contents()).toEqual(before);
    expect(await (await open()).get('one')).toEqual(BYTES);
  });

  it('refuses a folder that does not say whose it is', async () => {
    await (await open()).put('one', BYTES);
    await rename(join(folder, '.installation'), join(dataDir, 'installation'));
    await expect(open()).rejects.toThrow(/Restore the whole folder/);
  });

  it('belongs to one installation from its first key on, and makes nothing before', async () => {
    const vault = await open();
    expect(await vault.installation()).toBeUndefined();
    expect(await vault.names()).toEqual([]);
    await vault.destroy('one');
    expect(await readdir(dataDir)).toEqual([]);
    const others = await Promise.all(Array.from({ length: 5 }, () => open()));
    const [id, ...ids] = await Promise.all([vault, ...others].map((one) => one.begin()));
    expect(id).toHaveLength(16);
    for (const other of ids) expect(other).toEqual(id);
    expect(await readdir(folder)).toEqual(['.installation']);
    expect(await vault.installation()).toEqual({ id, isTied: false });
    await Promise.all([vault, others[0]!].map((one) => one.tie()));
    expect(await (await open()).installation()).toEqual({ id, isTied: true });
    expect((await (await open('origin')).begin()).join()).not.toBe(id!.join());
  });

  it('closes what others could read, and refuses what is another user’s', async () => {
    await (await open()).put('one', BYTES);
    await chmod(folder, 0o777);
    await chmod(join(folder, 'one.key'), 0o666);
    await open();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'one.key'))).mode & 0o777).toBe(0o600);
  });

  it('refuses names that could leave the folder, and values that are too large', async () => {
    const vault = await open();
    for (const name of [
      '',
      '.',
      '..',
      '../one',
      'a/b',
      'A',
      'a.b',
      'a b',
      'x'.repeat(101),
      '.installation',
    ]) {
      await expect(vault.put(name, BYTES)).rejects.toThrow(/named by/);
      await expect(vault.get(name)).rejects.toThrow(/named by/);
      await expect(vault.destroy(name)).rejects.toThrow(/named by/);
    }
    await expect(vault.put('large', new Uint8Array(131_073))).rejects.toThrow(/at most/);
  });
});

async function contents(): Promise<[string, string][]> {
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(
      async (file) => [file, (await readFile(join(folder, file))).toString('hex')] as [string, string],
    ),
  );
}
