import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../../../common/config.js';
import { TextFiles } from './text-files.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undersigned-texts-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function read(): TextFiles {
  return new TextFiles(new Config({ TEXTS_DIR: folder }));
}

describe('the operator’s texts', () => {
  it('are what is in the files, and nothing where there is none', async () => {
    await writeFile(join(folder, 'imprint.md'), '\ufeff# Impressum\n\nWir.\n');
    await writeFile(join(folder, 'about.md'), ' \n');
    const texts = read();
    expect(texts.find('imprint')).toBe('# Impressum\n\nWir.\n');
    for (const name of ['about', 'privacy', 'accessibility'] as const)
      expect(texts.find(name)).toBeUndefined();
  });

  it('may be missing with their folder', async () => {
    await rm(folder, { recursive: true });
    expect(read().find('about')).toBeUndefined();
  });

  it('stop the start with a sentence if they are there and can’t be read', async () => {
    await mkdir(join(folder, 'privacy.md'));
    expect(read).toThrow(/privacy\.md can't be read\. Make it a readable file/);
    await rm(join(folder, 'privacy.md'), { recursive: true });
    await writeFile(join(folder, 'privacy.md'), 'x'.repeat(200_001));
    expect(read).toThrow(/at most 200000 characters/);
  });
});
