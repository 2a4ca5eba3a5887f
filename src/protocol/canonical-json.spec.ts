import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { refusedWith } from '../../test/support/refused.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { fromUtf8, utf8 } from './codec.js';

const VECTORS = new URL('../../../shared/vectors/', import.meta.url);

/** RFC 8785 section 3.2 in a few lines: what JSON.stringify writes, keys in the order of their UTF-16 code units. */
function reference(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(reference).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Reflect.ownKeys(value).filter((key) => typeof key === 'string');
  const members = [...keys].sort((a, b) => (a < b ? -1 : 1));
  return `{${members.map((key) => `${JSON.stringify(key)}:${reference((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

describe.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])(
  'the vector of RFC 8785 with %s',
  (name) => {
    const input = new URL(`rfc8785.${name}.input.json`, VECTORS);
    const output = new URL(`rfc8785.${name}.output.json`, VECTORS);

    if (existsSync(input)) {
      it('is written byte for byte', () => {
        const written = canonicalBytes(JSON.parse(readFileSync(input, 'utf8')));
        expect(Buffer.from(written)).toEqual(readFileSync(output));
      });

      it('is read in its canonical form, and in that alone', async () => {
        const value: unknown = JSON.parse(readFileSync(input, 'utf8'));
        expect(parseCanonical(readFileSync(output))).toEqual(value);
        expect(await refusedWith(() => parseCanonical(readFileSync(input)))).toBe('not_canonical');
      });
    } else if (process.env['CI'] === 'true') {
      it('is there, as it must be in CI', () => {
        expect(existsSync(input)).toBe(true);
      });
    } else {
      it.skip(`is not there: put it at ${input.pathname} to run its tests`, () => undefined);
    }
  },
);

describe('canonicalBytes', () => {
  it('is what the RFC’s own few lines give, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(fromUtf8(canonicalBytes(value))).toBe(reference(value));
      }),
    );
  });

  it('doesn’t depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalBytes(turned)).toEqual(canonicalBytes(object));
      }),
    );
  });

  it('sorts keys by UTF-16 code units, not by code points', () => {
    expect(fromUtf8(canonicalBytes({ '\ufb33': 1, '\u{1f600}': 2 }))).toBe('{"\u{1f600}":2,"\ufb33":1}');
  });

  it('writes minus zero as zero and the shortest form of a number', () => {
    expect(fromUtf8(canonicalBytes([-0, 1e21, 1e-7, 0.1 + 0.2]))).toBe('[0,1e+21,1e-7,0.30000000000000004]');
  });

  it.each([
    ['nothing', undefined],
    ['not a number', Number.NaN],
    ['infinity', { a: Infinity }],
    ['a bigint', [1n]],
    ['half a surrogate pair', 'x\ud800'],
    ['half a surrogate pair as a key', { '\udfff': 1 }],
  ])('refuses %s', async (_, value) => {
    expect(await refusedWith(() => canonicalBytes(value))).toBe('malformed');
  });

  it('refuses what contains itself', async () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = [circle];
    expect(await refusedWith(() => canonicalBytes(circle))).toBe('malformed');
  });
});

describe('parseCanonical', () => {
  it('reads what canonicalBytes wrote, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        // JSON knows no minus zero
        expect(parseCanonical(canonicalBytes(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('reads keys that JavaScript has a meaning of its own for as plain fields', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    const value = parseCanonical(utf8(text)) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(value['a']).toBeUndefined();
    expect(fromUtf8(canonicalBytes(value))).toBe(text);
  });

  it.each([
    ['a key that stands twice', '{"a":1,"a":1}'],
    ['a key that stands twice with another value', '{"a":1,"a":2}'],
    ['a key that stands twice, once escaped', '{"a":1,"\\u0061":1}'],
    ['unsorted keys', '{"b":1,"a":2}'],
    ['a space between tokens', '{"a": 1}'],
    ['a space after the end', '{"a":1} '],
    ['a line feed after the end', '{"a":1}\n'],
    ['an escape for a letter', '"\\u0061"'],
    ['an escaped slash', '"\\/"'],
    ['a long escape for a line feed', '"\\u000a"'],
    ['an escape in upper case', '"\\u001F"'],
    ['an escaped character beyond ASCII', '"\\u00e9"'],
    ['an escaped surrogate pair', '"\\ud83d\\ude00"'],
    ['minus zero', '-0'],
    ['minus zero as a fraction', '[-0.0]'],
    ['a fraction of nothing', '1.0'],
    ['an exponent that isn’t needed', '1e3'],
    ['an exponent without its plus', '1e21'],
    ['a number with more digits than a double has', '9007199254740993'],
    ['a number too small to be anything', '1e-400'],
  ])('refuses %s as not canonical', async (_, text) => {
    expect(await refusedWith(() => parseCanonical(utf8(text), 'document'))).toBe('not_canonical at document');
  });

  it.each([
    ['no bytes', ''],
    ['half a document', '{"a":1'],
    ['something after the end', '{}x'],
    ['two documents', '{}{}'],
    ['a NUL after the end', '{}\0'],
    ['a byte order mark', '\ufeff{}'],
    ['a number beyond every double', '1e400'],
    ['a leading zero', '01'],
    ['half a surrogate pair', '"\\ud800"'],
    ['a swapped surrogate pair', '"\\ude00\\ud83d"'],
    ['half a surrogate pair as a key', '{"\\udead":1}'],
    ['a comment', '{}//'],
    ['NaN', 'NaN'],
    ['single quotes', "{'a':1}"],
    ['a trailing comma', '[1,]'],
    ['a raw line feed in a string', '"\n"'],
  ])('refuses %s as malformed', async (_, text) => {
    expect(await refusedWith(() => parseCanonical(utf8(text), 'document'))).toBe('malformed at document');
  });

  it.each([
    ['bytes that are no UTF-8', [0x22, 0xff, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['an overlong form', [0x22, 0xc1, 0xa1, 0x22]],
  ])('refuses %s', async (_, bytes) => {
    expect(await refusedWith(() => parseCanonical(Uint8Array.from(bytes)))).toBe('malformed');
  });

  it('reads 64 levels and no more', async () => {
    const nested = (depth: number): Uint8Array => utf8('['.repeat(depth) + ']'.repeat(depth));
    expect(Array.isArray(parseCanonical(nested(64)))).toBe(true);
    expect(await refusedWith(() => parseCanonical(nested(65)))).toBe('too_large');
  });

  it('is not brought down by nesting, canonical or not', async () => {
    const depth = 100_000;
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    expect(await refusedWith(() => parseCanonical(utf8(nested)))).toBe('too_large');
    expect(await refusedWith(() => parseCanonical(utf8(` ${nested}`)))).toBe('too_large');
    expect(await refusedWith(() => parseCanonical(utf8('['.repeat(depth))))).toBe('too_large');
    expect(await refusedWith(() => parseCanonical(utf8('{"a":'.repeat(depth))))).toBe('too_large');
  });
});
