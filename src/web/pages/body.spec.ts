import { describe, expect, it } from '@jest/globals';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { bodyOf, encodingFor, etagOf, isKnown } from './body.js';

const TEXT = Buffer.from('We, the undersigned, '.repeat(100));

describe('the body of an answer', () => {
  it('is the same in every form', async () => {
    const { plain, gzip, br } = await bodyOf(TEXT);
    expect(plain).toEqual(TEXT);
    expect(gunzipSync(gzip!)).toEqual(TEXT);
    expect(brotliDecompressSync(br!)).toEqual(TEXT);
    expect(br!.length).toBeLessThan(TEXT.length / 4);
  });

  it('is not compressed where that is of no use', async () => {
    const body = await bodyOf(TEXT, false);
    expect(body).toEqual({ plain: TEXT, digest: expect.any(String) });
    expect(encodingFor(body, 'br, gzip')).toBeUndefined();
  });

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate, zstd', undefined],
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['br;q=0.0, gzip; q=0', undefined],
    ['br;q=0.1', 'br'],
    ['broken', undefined],
    ['x-gzip', undefined],
  ])('for a client that takes %p goes as %p', async (accepted, encoding) => {
    expect(encodingFor(await bodyOf(TEXT), accepted)).toBe(encoding);
  });

  it('has another tag for every form and every content', async () => {
    const [one, other] = [await bodyOf(TEXT), await bodyOf(Buffer.from('another'))];
    const tags = [one, other].flatMap((body) => [
      etagOf(body, undefined),
      etagOf(body, 'gzip'),
      etagOf(body, 'br'),
    ]);
    expect(new Set(tags).size).toBe(6);
    for (const tag of tags) expect(tag).toMatch(/^"[A-Za-z0-9_-]{22}(?:-br|-gzip)?"$/);
    expect(etagOf(await bodyOf(Buffer.from(TEXT)), 'br')).toBe(etagOf(one, 'br'));
  });

  it.each([
    [undefined, false],
    ['', false],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['"b",W/"a" ', true],
    ['*', true],
    ['a', false],
    ['"ab"', false],
  ])('is known to whoever has %p: %p', (given, known) => {
    expect(isKnown('"a"', given)).toBe(known);
  });
});
