import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { refusedWith } from '../../test/support/refused.js';
import { parseCanonical } from './canonical-json.js';
import { utf8 } from './codec.js';
import { requireBounds } from './json-bounds.js';

const MOST = 1 << 20;

describe('the bounds of JSON', () => {
  it('are those of depth, at the bracket that is one too many', async () => {
    expect(requireBounds(utf8('['.repeat(64)))).toBe(true);
    expect(requireBounds(utf8('[{"a":'.repeat(32) + '1' + '}]'.repeat(32)))).toBe(false);
    for (const deep of ['['.repeat(65), '{"a":'.repeat(65), '[{"a":'.repeat(33)]) {
      expect(await refusedWith(() => requireBounds(utf8(deep), 'here'))).toBe('too_large at here');
    }
    expect(await refusedWith(() => requireBounds(utf8('[[['), undefined, 2))).toBe('too_large');
  });

  it('are those of brackets and commas, wherever they stand', async () => {
    const list = (values: number): string => `[${'1,'.repeat(values - 1)}1]`;
    expect(requireBounds(utf8(list(MOST)))).toBe(false);
    expect(await refusedWith(() => requireBounds(utf8(list(MOST + 1))))).toBe('too_large');
    expect(requireBounds(utf8('[]'.repeat(MOST)))).toBe(false);
    expect(await refusedWith(() => requireBounds(utf8('{}'.repeat(MOST + 1))))).toBe('too_large');
    expect(await refusedWith(() => requireBounds(utf8(','.repeat(MOST + 1))))).toBe('too_large');
  });

  it('are those of an object’s members, each object for itself', async () => {
    const object = (members: number, inner = '1'): string =>
      `{${Array.from({ length: members }, (_, i) => `"${i}":${inner}`).join()}}`;
    expect(requireBounds(utf8(object(64, object(64, '[1,2,3]'))))).toBe(false);
    expect(requireBounds(utf8(`[${Array(100).fill(object(64)).join()}]`))).toBe(false);
    for (const text of [
      object(65),
      `[${object(65)}]`,
      object(2, object(65)),
      object(65, object(2, '[1,2]')),
    ]) {
      expect(await refusedWith(() => requireBounds(utf8(text)))).toBe('too_large');
    }
  });

  it('are not those of strings, with whatever is in them', () => {
    const text = `["${'[,'.repeat(MOST)}","\\"[[[","\\\\",${'"\\\\\\"[",'.repeat(99)}"é\u{1f600}"]`;
    expect(requireBounds(utf8(text))).toBe(false);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(requireBounds(utf8(JSON.stringify(value)))).toBe(false);
        expect(requireBounds(utf8(JSON.stringify(value, null, 2)))).toBe(false);
      }),
    );
  });

  it('find the first byte that no JSON holds there, before or after what is too much', async () => {
    for (const text of [
      '<html>',
      '[]]',
      '}',
      '\u{feff}{}',
      '[1]x',
      '{"a":\u00a01}',
      '[\u0000]',
      "['a']",
      '[1]#',
    ]) {
      expect(await refusedWith(() => requireBounds(utf8(text)))).toBe('malformed');
    }
    expect(await refusedWith(() => requireBounds(utf8(`<${'['.repeat(65)}`)))).toBe('malformed');
    expect(await refusedWith(() => requireBounds(utf8(`${'['.repeat(65)}<`)))).toBe('too_large');
  });

  it('tell what was cut off', () => {
    const whole = '{"a":["b","\\"",{"c":1}],"d":""}';
    for (let end = 1; end < whole.length; end++) expect(requireBounds(utf8(whole.slice(0, end)))).toBe(true);
    for (const text of [whole, '', '1', '"a"']) expect(requireBounds(utf8(text))).toBe(false);
  });

  it('come before anything is made of the bytes', async () => {
    const parse = jest.spyOn(JSON, 'parse');
    const huge = 32 << 20;
    for (const repeated of ['[', '[],', '{"a":', '"",', ',', '"\\"",', '0,']) {
      const bytes = Buffer.alloc(huge, repeated);
      expect([repeated, await refusedWith(() => parseCanonical(bytes))]).toEqual([repeated, 'too_large']);
    }
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });
});
