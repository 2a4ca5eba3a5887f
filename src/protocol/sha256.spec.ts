import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { toHex, utf8 } from './codec.js';
import { hkdfExpand, hmacSha256, sha256 } from './sha256.js';

const bytes = (maxLength = 300) => fc.uint8Array({ maxLength });

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %p is that of FIPS 180-4’s examples', (text, hash) => {
    expect(toHex(sha256(utf8(text)))).toBe(hash);
  });

  it('is OpenSSL’s at every length around a block, and wherever it is cut', () => {
    for (let length = 0; length <= 260; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff);
      const expected = new Uint8Array(createHash('sha256').update(message).digest());
      expect(sha256(message)).toEqual(expected);
      for (const at of [1, 63, 64, 65, 128]) {
        expect(sha256(message.subarray(0, at), message.subarray(at))).toEqual(expected);
      }
    }
  });

  it('is OpenSSL’s of a long message', () => {
    const message = new Uint8Array(1_000_000).fill(0x61);
    expect(toHex(sha256(message))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
  });
});

describe('HMAC and HKDF', () => {
  it('are OpenSSL’s, also of keys longer than a block', () => {
    fc.assert(
      fc.property(bytes(), bytes(), bytes(), fc.integer({ min: 1, max: 8160 }), (key, salt, info, length) => {
        expect(hmacSha256(key, salt, info)).toEqual(
          new Uint8Array(createHmac('sha256', key).update(salt).update(info).digest()),
        );
        const expanded = hkdfExpand(hmacSha256(salt, key), info, length);
        expect(expanded).toEqual(new Uint8Array(hkdfSync('sha256', key, salt, info, length)));
      }),
    );
  });
});
