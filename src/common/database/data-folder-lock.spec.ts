import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { started, transpiled } from '../../../test/support/child.js';
import { StartError } from '../start-error.js';
import { DataFolderLock } from './data-folder-lock.js';

const FILES = ['start-error', 'error-code', 'database/data-folder-lock'].map(
  (name) => `src/common/${name}.ts`,
);
const SCRIPT = `
import { DataFolderLock } from './src/common/database/data-folder-lock.js';
try {
  await DataFolderLock.take(process.argv[2]);
  console.log('held');
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(error.name);
}`;

let script: string;
let folder: string;

beforeAll(async () => {
  script = await transpiled(FILES, SCRIPT);
});
afterAll(() => rm(dirname(script), { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('lock on the data folder', () => {
  it('refuses a second holder in this process, and lets it in after release', async () => {
    const lock = await DataFolderLock.take(folder);
    await expect(DataFolderLock.take(folder)).rejects.toThrow(/is in use by another process/);
    await expect(DataFolderLock.take(folder)).rejects.toBeInstanceOf(StartError);
    await lock.release();
    const next = await DataFolderLock.take(folder);
    await next.release();
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is dropped with kill -9 of its holder, at once', async () => {
    for (let i = 0; i < 3; i++) {
      const { child, said } = started(script, folder);
      expect(await said).toBe('held');
      await expect(DataFolderLock.take(folder)).rejects.toThrow(/in use/);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const lock = await DataFolderLock.take(folder);
      await lock.release();
    }
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('lets exactly one of many in, when they race for what a dead process left', async () => {
    const dead = started(script, folder);
    expect(await dead.said).toBe('held');
    dead.child.kill('SIGKILL');
    await once(dead.child, 'exit');
    for (let round = 0; round < 2; round++) {
      const all = Array.from({ length: 6 }, () => started(script, folder));
      const said = await Promise.all(all.map((one) => one.said));
      expect(said.filter((word) => word === 'held')).toHaveLength(1);
      expect(said.filter((word) => word === 'StartError')).toHaveLength(5);
      for (const { child } of all) child.kill('SIGKILL');
      await Promise.all(
        all.map(({ child }) => (child.exitCode ?? child.signalCode) === null && once(child, 'exit')),
      );
    }
  });

  it('lets exactly one of many in within a process, again and again', async () => {
    for (let round = 0; round < 25; round++) {
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => DataFolderLock.take(folder)));
      const held = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(held).toHaveLength(1);
      await held[0]!.release();
    }
  });

  it('works where the path is longer than a socket address may be', async () => {
    const deep = join(folder, 'a'.repeat(120), 'b'.repeat(120));
    const lock = await DataFolderLock.take(deep);
    await expect(DataFolderLock.take(deep)).rejects.toThrow(/in use/);
    await lock.release();
    await (await DataFolderLock.take(deep)).release();
  });

  it('says what to do where the folder can not be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(DataFolderLock.take(join(folder, 'file'))).rejects.toThrow(/can't be locked/);
    await expect(DataFolderLock.take(join(folder, 'file', 'data'))).rejects.toBeInstanceOf(StartError);
  });
});
