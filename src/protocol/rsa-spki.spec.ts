import { describe, expect, it } from '@jest/globals';
import { createPublicKey } from 'node:crypto';
import { refusal } from '../../test/support/fails-with.js';
import { makeIssuerKey, makeRsaKey, modulusOf } from '../../test/support/issuer-key.js';
import { concat } from './codec.js';
import { decodeRsaPssSpki, encodeRsaPssSpki, isModulus, MODULUS_LENGTH, SPKI_LENGTH } from './rsa-spki.js';

const { modulus, spki, publicKey } = makeIssuerKey();
const FIRST = SPKI_LENGTH - 5 - MODULUS_LENGTH;

describe('the SPKI of an issuer key', () => {
  it('is read back, also from the middle of a larger buffer', () => {
    const pool = concat(new Uint8Array(7).fill(0x30), spki, new Uint8Array(9).fill(0x30));
    const decoded = decodeRsaPssSpki(pool.subarray(7, 7 + SPKI_LENGTH));
    pool.fill(0);
    expect(decoded).toEqual(modulus);
  });

  it('is to OpenSSL a PSS key with SHA-384 and a salt of 48 bytes', () => {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyType).toBe('rsa-pss');
    expect(key.asymmetricKeyDetails).toEqual({
      modulusLength: 2048,
      publicExponent: 65537n,
      hashAlgorithm: 'sha384',
      mgf1HashAlgorithm: 'sha384',
      saltLength: 48,
    });
  });

  it('is refused with any byte around the modulus changed', async () => {
    for (let i = 0; i < SPKI_LENGTH; i++) {
      if (i >= FIRST && i < FIRST + MODULUS_LENGTH) continue;
      const changed = Uint8Array.from(spki, (byte, at) => (at === i ? byte ^ 1 : byte));
      expect(await refusal(() => decodeRsaPssSpki(changed))).toBe('malformed');
    }
  });

  it('is refused longer, shorter, empty, or of another algorithm', async () => {
    for (const other of [
      concat(spki, new Uint8Array(1)),
      spki.subarray(0, -1),
      new Uint8Array(),
      new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    ]) {
      expect(await refusal(() => decodeRsaPssSpki(other))).toBe('malformed');
    }
  });

  it('is of exactly 2048 bits, and odd', async () => {
    const short = Uint8Array.from(modulus, (byte, i) => (i === 0 ? byte & 0x7f : byte));
    const even = Uint8Array.from(modulus, (byte, i) => (i === 255 ? byte & 0xfe : byte));
    const long = modulusOf(makeRsaKey(2056).publicKey);
    for (const wrong of [short, even, long, modulus.subarray(1)]) {
      expect(isModulus(wrong)).toBe(false);
      expect(await refusal(() => encodeRsaPssSpki(wrong))).toBe('malformed');
      const spliced = concat(spki.subarray(0, FIRST), wrong, spki.subarray(FIRST + MODULUS_LENGTH));
      expect(await refusal(() => decodeRsaPssSpki(spliced))).toBe('malformed');
    }
  });
});
