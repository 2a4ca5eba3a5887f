import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedFile, closedFolder, privateFolder } from './private-files.js';
import { StartError } from './start-error.js';

const isRoot = process.geteuid?.() === 0;
/** Only root can make what belongs to somebody else. */
const asRoot = isRoot ? it : it.skip;
let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'private-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('a private folder', () => {
  it('is made for one user alone, however deep', async () => {
    const folder = join(place, 'a', 'b');
    await privateFolder(folder);
    expect(await modeOf(folder)).toBe('700');
  });

  it('is closed if it was open', async () => {
    for (const mode of [0o755, 0o770, 0o777, 0o1777]) {
      await chmod(place, mode);
      await privateFolder(place);
      expect(await modeOf(place)).toBe('700');
    }
  });

  it('is closed through a link to it, and a look makes none', async () => {
    const [folder, link] = [join(place, 'folder'), join(place, 'link')];
    await mkdir(folder, { mode: 0o755 });
    await symlink(folder, link);
    expect(await closedFolder(link)).toBe(true);
    expect(await modeOf(folder)).toBe('700');
    expect(await closedFolder(join(place, 'none'))).toBe(false);
    expect((await readdir(place)).sort()).toEqual(['folder', 'link']);
  });

  it('is refused in a sentence with its path where it can’t be one', async () => {
    const file = join(place, 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below')]) {
      const refused = privateFolder(path);
      await expect(refused).rejects.toBeInstanceOf(StartError);
      await expect(refused).rejects.toThrow(path);
    }
  });
});

describe('a private file', () => {
  it('is closed if it was open', async () => {
    const file = join(place, 'file');
    await writeFile(file, '');
    for (const mode of [0o644, 0o660, 0o400, 0o604]) {
      await chmod(file, mode);
      await closedFile(file);
      expect(await modeOf(file)).toBe((mode & 0o700).toString(8));
    }
  });

  asRoot('of another user is refused if strangers may read or change it, and left as it is', async () => {
    const file = join(place, 'file');
    await writeFile(file, '');
    await chown(file, 12_345, 12_345);
    for (const mode of [0o644, 0o660, 0o604]) {
      await chmod(file, mode);
      await expect(closedFile(file)).rejects.toThrow(/belongs to another user \(12345\).*chmod go=/);
      expect(await modeOf(file)).toBe(mode.toString(8));
    }
    // Root's server is handed a file by its group.
    await chmod(file, 0o440);
    await closedFile(file);
  });
});
