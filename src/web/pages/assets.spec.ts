import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { built } from '../../../test/support/built.js';
import { Assets } from './assets.js';

let assets: Assets;

beforeAll(async () => {
  await built('pages');
  assets = new Assets();
  await assets.onModuleInit();
});

function find(path: string): ReturnType<Assets['find']> {
  return assets.find(path.replace('/assets/', ''));
}

describe('what was built', () => {
  it.each([
    ['main', '.css', 'text/css; charset=utf-8'],
    ['letter', '.js', 'text/javascript; charset=utf-8'],
  ])('has %s under a name that changes with it', async (entry, extension, type) => {
    const path = assets.path(entry);
    expect(path).toMatch(new RegExp(`^/assets/[\\w.-]+-[\\w-]{8}\\${extension}$`));
    expect(await find(path)).toMatchObject({
      type,
      body: { br: expect.any(Buffer), gzip: expect.any(Buffer) },
    });
  });

  it('has fonts, which are packed by themselves', async () => {
    const css = (await find(assets.path('main')))?.body.plain.toString() ?? '';
    const fonts = [...css.matchAll(/url\(([^)]+\.woff2)\)/g)].map(([, url = '']) => url);
    expect(fonts.length).toBeGreaterThan(0);
    for (const url of fonts) {
      expect(url).toMatch(/^\/assets\//);
      const font = await find(url);
      expect(font?.type).toBe('font/woff2');
      expect(font?.body.br).toBeUndefined();
    }
  });

  it('has the scripts of workers, which entries name by their addresses', async () => {
    const script = (await find(assets.path('verify')))?.body.plain.toString() ?? '';
    const worker = /\/assets\/(worker-[\w-]{8}\.js)/.exec(script)?.[1] ?? '';
    // By itself: its policy lets it fetch nothing.
    expect((await assets.find(worker))?.body.plain.toString()).not.toMatch(/\bimport\b|importScripts/);
  });

  it('has the verifier, a file of its own that is no asset', async () => {
    const { name, size, body, sha256 } = assets.verifier();
    const { plain } = await body();
    expect([size, sha256]).toEqual([plain.length, createHash('sha256').update(plain).digest('hex')]);
    expect(await assets.find(name)).toBeUndefined();
    // Compressed once, for however many ask.
    expect(await body()).toBe(await body());
  });

  it('has nothing that it wasn’t told of', async () => {
    for (const name of ['', 'manifest.json', '../../package.json', '__proto__', 'constructor'])
      expect(await assets.find(name)).toBeUndefined();
    expect(() => assets.path('nothing')).toThrow('nothing');
  });
});
