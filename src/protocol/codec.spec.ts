import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusedWith } from '../../test/support/refused.js';
import {
  compare,
  concat,
  equal,
  fromBase64url,
  fromUtf8,
  isBase64url,
  Reader,
  toBase32,
  toBase64url,
  toHex,
  uint,
  utf8,
} from './codec.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A slice out of the middle of a larger buffer, as node's pool hands them out. */
function pooled(bytes: Uint8Array): Buffer {
  const pool = Buffer.alloc(bytes.length + 24, 0xa5);
  pool.set(bytes, 11);
  return pool.subarray(11, 11 + bytes.length);
}

describe('base64url', () => {
  it('is that of node, in both directions, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(text, bytes.length)).toEqual(bytes);
      }),
    );
  });

  it('has one form only: whatever is read is written the same again', async () => {
    const character = fc.constantFrom(...ALPHABET, '+', '/', '=', ' ', '\n', '\0', 'Ａ', 'é', '\ud800');
    const string = fc.oneof(
      fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 12 }),
      fc.string({ unit: character, maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(string, async (text) => {
        const bytes = Buffer.from(text, 'base64url');
        if (bytes.toString('base64url') === text) {
          expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
        } else {
          expect(await refusedWith(() => fromBase64url(text))).toBe('malformed');
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['padding', 'QQ=='],
    ['the other alphabet', '+/+/'],
    ['a length that no bytes have', 'QUFBQ'],
    ['a stray bit after one byte', 'QR'],
    ['a stray bit after two bytes', 'QUF'],
    ['the highest stray bit', 'QY'],
    ['a space', 'QU FB'],
    ['a line feed at the end', 'QUFBQUF\n'],
    ['a letter that only looks like one', 'ＱUFB'],
    ['a NUL', 'QUF\0'],
  ])('refuses %s', async (_, text) => {
    expect(await refusedWith(() => fromBase64url(text, undefined, 'here'))).toBe('malformed at here');
  });

  it.each([0, 2, 4, 31])('refuses three bytes where %i are wanted', async (length) => {
    expect(await refusedWith(() => fromBase64url('QUFB', length))).toBe('malformed');
  });

  it('reads nothing as no bytes, unless some are wanted', async () => {
    expect(fromBase64url('')).toEqual(new Uint8Array(0));
    expect(await refusedWith(() => fromBase64url('', 1))).toBe('malformed');
  });
});

describe('slices of a pooled buffer', () => {
  it('are seen as themselves, without what lies around them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const slice = pooled(bytes);
        expect(toBase64url(slice)).toBe(toBase64url(bytes));
        expect(toBase32(slice)).toBe(toBase32(bytes));
        expect(toHex(slice)).toBe(slice.toString('hex'));
        expect(equal(slice, bytes)).toBe(true);
        expect(compare(slice, bytes)).toBe(0);
        expect(concat(slice, slice)).toEqual(Uint8Array.of(...bytes, ...bytes));
      }),
    );
  });

  it('are read as text as themselves', () => {
    expect(fromUtf8(pooled(utf8('§ ja')))).toBe('§ ja');
  });

  it('are copied by Reader: what was taken shares no memory and doesn’t change afterwards', () => {
    const slice = pooled(Uint8Array.of(1, 2, 3, 4));
    const reader = new Reader(slice);
    const taken = reader.take(2);
    slice.fill(9);
    expect(taken).toEqual(Uint8Array.of(1, 2));
    expect(Object.getPrototypeOf(taken)).toBe(Uint8Array.prototype);
    expect([taken.byteOffset, taken.buffer.byteLength]).toEqual([0, 2]);
  });

  it('end for Reader where they end, not where their pool does', async () => {
    const reader = new Reader(pooled(Uint8Array.of(1, 2, 3)), 'there');
    reader.take(3);
    reader.end();
    expect(await refusedWith(() => reader.take(1))).toBe('malformed at there');
  });
});

describe('UTF-8', () => {
  it('keeps every well-formed string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  it('keeps a byte order mark as the character that it is', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  it.each(['\ud800', 'a\udc00', '\udc00\ud800'])('refuses to write half a surrogate pair', async (text) => {
    expect(await refusedWith(() => utf8(text))).toBe('malformed');
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a character that is cut off', [0xe2, 0x82]],
  ])('refuses to read %s', async (_, bytes) => {
    expect(await refusedWith(() => fromUtf8(Uint8Array.from(bytes), 'text'))).toBe('malformed at text');
  });
});

describe('base32 and hexadecimal', () => {
  // RFC 4648 section 10, in lower case and without padding
  it.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('writes %p as %p', (text, expected) => {
    expect(toBase32(utf8(text))).toBe(expected);
  });

  it('gives 52 characters for a digest, another for every other digest', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat({ max: 255 }),
        fc.nat({ max: 7 }),
        (digest, at, bit) => {
          const other = digest.slice();
          other[at % 32]! ^= 1 << bit;
          expect(toBase32(digest)).toMatch(/^[a-z2-7]{52}$/);
          expect(toBase32(other)).not.toBe(toBase32(digest));
        },
      ),
    );
  });
});

describe('compare and equal', () => {
  const short = fc.uint8Array({ maxLength: 4, max: 3 });

  it('order bytes as node does', () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(Math.sign(compare(a, b))).toBe(Buffer.compare(a, b));
        expect(equal(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  it('sort a prefix before what it starts, and 0x80 after 0x7f', () => {
    expect(compare(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
    expect(compare(Uint8Array.of(0x80), Uint8Array.of(0x7f, 0xff))).toBeGreaterThan(0);
  });
});

describe('unsigned integers', () => {
  it('are read as they were written, of one to six bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4, 5, 6), fc.bigInt(0n, (1n << 48n) - 1n), (length, any) => {
        const value = any % (1n << BigInt(8 * length));
        const bytes = uint(value, length);
        expect(bytes).toHaveLength(length);
        expect(new Reader(bytes).uint(length as 1)).toBe(Number(value));
        expect(uint(Number(value), length)).toEqual(bytes);
      }),
    );
  });

  it.each([
    [256, 1],
    [65_536, 2],
    [1n << 64n, 8],
    [-1, 4],
    [1, 0],
  ])('%p is refused in %i bytes', async (value, length) => {
    expect(await refusedWith(() => uint(value, length))).toBe('malformed');
  });
});

describe('Reader', () => {
  it('takes a structure apart, from front to back', () => {
    const reader = new Reader(Uint8Array.of(0, 2, 3, 7, 8, 9, 0, 1, 42));
    expect(reader.uint(2)).toBe(2);
    expect(reader.vector(1)).toEqual(Uint8Array.of(7, 8, 9));
    expect(reader.vector(2)).toEqual(Uint8Array.of(42));
    expect(() => {
      reader.end();
    }).not.toThrow();
  });

  it('refuses a field longer than what is left', async () => {
    expect(await refusedWith(() => new Reader(Uint8Array.of(3, 1, 2)).vector(1))).toBe('malformed');
    expect(await refusedWith(() => new Reader(Uint8Array.of(1)).uint(2))).toBe('malformed');
  });

  it('refuses what is left at the end', async () => {
    const reader = new Reader(Uint8Array.of(1, 2), 'token');
    reader.take(1);
    expect(await refusedWith(() => reader.end())).toBe('malformed at token');
  });
});

describe('isBase64url', () => {
  const alphabet = 'ABab01-_89zZ+/= \u00e9\n'.split('');
  const text = fc
    .array(fc.constantFrom(...alphabet), { maxLength: 12 })
    .map((characters) => characters.join(''));

  it('says of any text what fromBase64url does with it', () => {
    fc.assert(
      fc.property(text, fc.option(fc.nat({ max: 9 }), { nil: undefined }), (given, length) => {
        let isRead = true;
        try {
          fromBase64url(given, length);
        } catch {
          isRead = false;
        }
        expect(isBase64url(given, length)).toBe(isRead);
      }),
      { numRuns: 2000 },
    );
  });

  it('says yes to what toBase64url writes, and no to the other forms of its last character', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), (bytes) => {
        const written = toBase64url(bytes);
        expect(isBase64url(written, bytes.length)).toBe(true);
        expect(fromBase64url(written)).toEqual(bytes);
        const others = alphabet.map((last) => written.slice(0, -1) + last).filter((one) => isBase64url(one));
        for (const other of others) expect(toBase64url(fromBase64url(other))).toBe(other);
      }),
    );
  });
});
