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
    await writeFile(join(folder, 'imprint.md'), '\ufefflang: de\r\n\r\n# Impressum\r\n\r\nWir.  \r\n');
    await writeFile(join(folder, 'about.md'), ' \n');
    const texts = read();
    const content = ['Wir.'];
    expect(texts.find('imprint')).toEqual({
      language: 'de',
      heading: 'Impressum',
      tree: { blocks: [{ kind: 'paragraph', gap: false, content }], notes: [] },
    });
    for (const name of ['about', 'privacy', 'accessibility'] as const)
      expect(texts.find(name)).toBeUndefined();
  });

  it('may be a heading alone', async () => {
    await writeFile(join(folder, 'about.md'), '# Who we are\n');
    const tree = { blocks: [], notes: [] };
    expect(read().find('about')).toEqual({ language: undefined, heading: 'Who we are', tree });
  });

  it('may lead to other pages of this site, and to none of another by a path', async () => {
    await writeFile(join(folder, 'about.md'), '[Privacy](/privacy?locale=en#top)');
    expect(read().find('about')?.tree.blocks).toHaveLength(1);
    for (const elsewhere of ['//a.example', '/\\a.example', 'javascript:alert(1)', 'privacy']) {
      await writeFile(join(folder, 'about.md'), `[Privacy](${elsewhere})`);
      expect(read).toThrow(/about\.md isn't written as letters are/);
    }
  });

  it('stop the start, with the place, if they aren’t written as letters are', async () => {
    await writeFile(join(folder, 'about.md'), 'lang: de\n\n# Wir\n\nWir *alle.\n');
    expect(read).toThrow(
      /about\.md isn't written as letters are, at line 5, character 5 \(star\)\. Change it/,
    );
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
