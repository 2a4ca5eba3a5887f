import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusal } from '../../test/support/fails-with.js';
import { makeIssuerKey } from '../../test/support/issuer-key.js';
import { nodePrimitives } from '../common/node-primitives.js';
import { blind, bytesToInt, emsaPssEncode, finalize, intToBytes, verifyBlindSignature } from './blind-rsa.js';
import { uint } from './codec.js';
import { webPrimitives } from './web-primitives.js';

const issuer = makeIssuerKey();
const other = makeIssuerKey();
const n = bytesToInt(issuer.modulus);
const p = nodePrimitives;

const factor = (): bigint => 1n + (bytesToInt(p.random(272)) % (n - 1n));

describe('integers', () => {
  it('are big-endian bytes, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const value = bytesToInt(bytes);
        expect(intToBytes(value, bytes.length)).toEqual(bytes);
        expect(uint(value, bytes.length)).toEqual(bytes);
      }),
    );
  });

  it('are refused where they have no room, or a sign', async () => {
    expect(await refusal(() => intToBytes(256n, 1))).toBe('malformed');
    expect(await refusal(() => intToBytes(1n << 2048n, 256))).toBe('malformed');
    expect(await refusal(() => intToBytes(1n, 0))).toBe('malformed');
    expect(await refusal(() => intToBytes(-1n, 8))).toBe('malformed');
  });
});

describe.each([
  { name: 'node:crypto', primitives: nodePrimitives },
  { name: 'WebCrypto', primitives: webPrimitives() },
])('Blind and Finalize on $name', ({ primitives }) => {
  it('give a signature over the message, whatever it is', async () => {
    for (const length of [0, 1, 98, 1000]) {
      const message = p.random(length);
      const { blindedMessage, inverse } = await blind(
        primitives,
        issuer.modulus,
        message,
        p.random(48),
        factor(),
      );
      const response = issuer.blindSign(blindedMessage);
      const signature = await finalize(primitives, issuer.modulus, message, response, inverse);
      const verifies = await primitives.rsaPssVerifier(issuer.modulus);
      expect(await verifies(message, signature)).toBe(true);
    }
  });

  it('give the same again for the same salt and factor, and nothing alike for another', async () => {
    const message = p.random(98);
    const [salt, r] = [p.random(48), factor()];
    const first = await blind(primitives, issuer.modulus, message, salt, r);
    expect(await blind(primitives, issuer.modulus, message, salt, r)).toEqual(first);
    const other = await blind(primitives, issuer.modulus, message, salt, factor());
    expect(other.blindedMessage).not.toEqual(first.blindedMessage);
  });

  it("refuse what isn't the issuer's answer", async () => {
    const message = p.random(98);
    const { blindedMessage, inverse } = await blind(
      primitives,
      issuer.modulus,
      message,
      p.random(48),
      factor(),
    );
    const response = issuer.blindSign(blindedMessage);
    const changed = Uint8Array.from(response, (byte, i) => (i === 200 ? byte ^ 1 : byte));
    const longer = Uint8Array.of(0, ...response);
    for (const wrong of [changed, longer, response.subarray(1), blindedMessage, new Uint8Array(256)]) {
      expect(await refusal(() => finalize(primitives, issuer.modulus, message, wrong, inverse))).toBe(
        'invalid_blind_signature',
      );
    }
    expect(await refusal(() => finalize(primitives, issuer.modulus, message, response, inverse + 1n))).toBe(
      'invalid_blind_signature',
    );
  });
});

describe('Blind', () => {
  it('takes a factor between 0 and the modulus only', async () => {
    for (const r of [0n, -1n, n, n + 1n]) {
      expect(await refusal(() => blind(p, issuer.modulus, p.random(98), p.random(48), r))).toBe('malformed');
    }
    const { inverse } = await blind(p, issuer.modulus, p.random(98), p.random(48), n - 1n);
    expect(inverse).toBe(n - 1n);
  });

  it('takes a salt of 48 bytes only', async () => {
    for (const length of [0, 47, 49]) {
      expect(await refusal(() => blind(p, issuer.modulus, p.random(98), p.random(length), 2n))).toBe(
        'malformed',
      );
    }
  });

  it('stops under a key of which it meets a factor', async () => {
    // 2^2048 - 1 is divisible by 3: a factor of 3 has no inverse, and a message may have none.
    const unsound = new Uint8Array(256).fill(0xff);
    expect(await refusal(() => blind(p, unsound, p.random(98), p.random(48), 3n))).toBe('malformed');
  });

  it('makes an encoding that clears the bits above the modulus', async () => {
    const encoded = await emsaPssEncode(p, p.random(98), p.random(48), 2047);
    expect(encoded).toHaveLength(256);
    expect(encoded[0]! & 0x80).toBe(0);
    expect(encoded[255]).toBe(0xbc);
  });
});

describe("the issuer's check of a blind signature", () => {
  let blinded: Uint8Array;
  let signature: Uint8Array;

  beforeAll(async () => {
    const message = await blind(p, issuer.modulus, p.random(98), p.random(48), factor());
    blinded = message.blindedMessage;
    signature = issuer.blindSign(blinded);
  });

  it('holds for the signature alone', () => {
    expect(verifyBlindSignature(issuer.modulus, blinded, signature)).toBe(true);
    const faulty = Uint8Array.from(signature, (byte, i) => (i === 9 ? byte ^ 4 : byte));
    expect(verifyBlindSignature(issuer.modulus, blinded, faulty)).toBe(false);
    expect(verifyBlindSignature(other.modulus, blinded, signature)).toBe(false);
    expect(verifyBlindSignature(issuer.modulus, signature, blinded)).toBe(false);
  });

  it('never holds for numbers at or above the modulus, or of another length', () => {
    const zero = new Uint8Array(256);
    expect(verifyBlindSignature(issuer.modulus, zero, zero)).toBe(true);
    expect(verifyBlindSignature(issuer.modulus, zero, issuer.modulus)).toBe(false);
    expect(verifyBlindSignature(issuer.modulus, issuer.modulus, zero)).toBe(false);
    expect(verifyBlindSignature(issuer.modulus, blinded, signature.subarray(1))).toBe(false);
    expect(verifyBlindSignature(issuer.modulus, Uint8Array.of(0, ...blinded), signature)).toBe(false);
  });
});
