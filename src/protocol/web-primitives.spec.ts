import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { makeIssuerKey } from '../../test/support/issuer-key.js';
import { nodePrimitives } from '../common/node-primitives.js';
import { blind, finalize } from './blind-rsa.js';
import { toHex } from './codec.js';
import { webPrimitives } from './web-primitives.js';

const web = webPrimitives();
const node = nodePrimitives;
const both = [web, node];
const bytes = fc.uint8Array({ maxLength: 200 });
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

afterEach(() => {
  jest.restoreAllMocks();
});

/** Both results, for the same question. */
async function ask<T>(question: (p: typeof node) => T | Promise<T>): Promise<[web: T, node: T]> {
  return [await question(web), await question(node)];
}

describe('both kinds of primitives', () => {
  it('hash alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), bytes, async (parts, key) => {
        expect(web.sha256(...parts)).toEqual(node.sha256(...parts));
        const [webHash, nodeHash] = await ask((p) => p.sha384(...parts));
        expect(webHash).toEqual(nodeHash);
        expect(web.hmacSha256(key, ...parts)).toEqual(node.hmacSha256(key, ...parts));
        expect(web.sha256(...parts)).toHaveLength(32);
        expect(webHash).toHaveLength(48);
      }),
    );
  });

  it('derive alike', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.integer({ min: 0, max: 300 }), (salt, key, info, length) => {
        const prk = web.hkdfExtract(salt, key);
        expect(prk).toEqual(node.hkdfExtract(salt, key));
        expect(web.hkdfExpand(prk, info, length)).toEqual(node.hkdfExpand(prk, info, length));
        expect(web.hkdfExpand(prk, info, length)).toHaveLength(length);
      }),
    );
    for (const p of both) {
      expect(p.hkdfExpand(p.random(32), p.random(9), 8160)).toHaveLength(8160);
      expect(() => p.hkdfExpand(p.random(32), p.random(9), 8161)).toThrow();
    }
  });

  it('sign and make keys alike, and verify each other', async () => {
    await fc.assert(
      fc.asyncProperty(bytesOf(32), bytes, async (seed, message) => {
        const [webKey, nodeKey] = await ask((p) => p.ed25519PublicKey(seed));
        const [webSignature, nodeSignature] = await ask((p) => p.ed25519Sign(seed, message));
        expect(webKey).toEqual(nodeKey);
        expect(webSignature).toEqual(nodeSignature);
        expect(await ask((p) => p.ed25519Verify(webKey, message, webSignature))).toEqual([true, true]);
        const [webSealing, nodeSealing] = await ask((p) => p.x25519PublicKey(seed));
        expect(webSealing).toEqual(nodeSealing);
      }),
      { numRuns: 25 },
    );
  });

  it('seal alike, and open only what was sealed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(bytesOf(16), bytesOf(32)),
        bytesOf(12),
        bytes,
        fc.option(bytes, { nil: undefined }),
        async (key, nonce, plaintext, data) => {
          const [webSealed, nodeSealed] = await ask((p) => p.aesGcmSeal(key, nonce, plaintext, data));
          expect(webSealed).toEqual(nodeSealed);
          expect(webSealed).toHaveLength(plaintext.length + 16);
          expect(await ask((p) => p.aesGcmOpen(key, nonce, webSealed, data))).toEqual([plaintext, plaintext]);
          const changed = Uint8Array.from(webSealed, (byte, i) =>
            i === webSealed.length - 1 ? byte ^ 1 : byte,
          );
          const shut = [undefined, undefined];
          expect(await ask((p) => p.aesGcmOpen(key, nonce, changed, data))).toEqual(shut);
          expect(await ask((p) => p.aesGcmOpen(key, nonce, webSealed.subarray(1), data))).toEqual(shut);
          expect(await ask((p) => p.aesGcmOpen(key, nonce, new Uint8Array(15), data))).toEqual(shut);
          expect(
            await ask((p) => p.aesGcmOpen(key, nonce, webSealed, Uint8Array.of(7, ...(data ?? [])))),
          ).toEqual(shut);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('verify alike, and never throw, whatever they are given', async () => {
    const seed = node.random(32);
    const key = await node.ed25519PublicKey(seed);
    const signature = await node.ed25519Sign(seed, key);
    for (const [publicKey, message, given] of [
      [key.subarray(1), key, signature],
      [Uint8Array.of(0, ...key), key, signature],
      [new Uint8Array(), key, signature],
      [new Uint8Array(32).fill(0xff), key, signature],
      [key, key, signature.subarray(1)],
      [key, key, Uint8Array.of(...signature, 0)],
      [key, key, new Uint8Array()],
      [key, key, new Uint8Array(64).fill(0xff)],
      [key, signature, signature],
    ] as const) {
      expect(await ask((p) => p.ed25519Verify(publicKey, message, given))).toEqual([false, false]);
    }
  });

  it('verify RSA-PSS alike, and never throw, whatever they are given', async () => {
    const issuer = makeIssuerKey();
    const { blindedMessage, inverse } = await blind(node, issuer.modulus, seedMessage, node.random(48), 7n);
    const signature = await finalize(
      node,
      issuer.modulus,
      seedMessage,
      issuer.blindSign(blindedMessage),
      inverse,
    );
    const verify = (modulus: Uint8Array, message: Uint8Array, given: Uint8Array) =>
      ask(async (p) => (await p.rsaPssVerifier(modulus))(message, given));

    expect(await verify(issuer.modulus, seedMessage, signature)).toEqual([true, true]);
    for (const [modulus, message, given] of [
      [issuer.modulus, new Uint8Array(), signature],
      [issuer.modulus, seedMessage, signature.subarray(1)],
      [issuer.modulus, seedMessage, Uint8Array.of(0, ...signature)],
      [issuer.modulus, seedMessage, new Uint8Array(256).fill(0xff)],
      [issuer.modulus, seedMessage, new Uint8Array(256)],
      [issuer.modulus, seedMessage, new Uint8Array()],
      [makeIssuerKey().modulus, seedMessage, signature],
      [issuer.modulus.subarray(1), seedMessage, signature],
      [Uint8Array.of(0, ...issuer.modulus), seedMessage, signature],
      [new Uint8Array(256), seedMessage, signature],
      [new Uint8Array(256).fill(0xff), seedMessage, signature],
      [new Uint8Array(), seedMessage, signature],
    ] as const) {
      expect(await verify(modulus, message, given)).toEqual([false, false]);
    }
  });

  it('take secrets of 32 bytes only', async () => {
    for (const p of both) {
      for (const length of [0, 31, 33]) {
        await expect(p.ed25519PublicKey(p.random(length))).rejects.toThrow();
        await expect(p.ed25519Sign(p.random(length), seedMessage)).rejects.toThrow();
        await expect(p.x25519PublicKey(p.random(length))).rejects.toThrow();
      }
    }
  });

  it('give plain arrays of their own, which no other shares', async () => {
    for (const p of both) {
      const seed = p.random(32);
      const made = [
        seed,
        p.sha256(seed),
        await p.sha384(seed),
        p.hmacSha256(seed),
        p.hkdfExtract(seed, seed),
        p.hkdfExpand(seed, seed, 5),
        await p.ed25519PublicKey(seed),
        await p.ed25519Sign(seed, seed),
        await p.x25519PublicKey(seed),
        await p.aesGcmSeal(seed, p.random(12), seed),
      ];
      for (const array of made) {
        expect(Object.getPrototypeOf(array)).toBe(Uint8Array.prototype);
        expect(array.buffer.byteLength).toBe(array.byteLength);
      }
      expect(toHex(p.random(32))).not.toBe(toHex(seed));
    }
  });
});

describe('a browser', () => {
  it('without WebCrypto is told what it needs', () => {
    jest.replaceProperty(globalThis, 'crypto', {} as typeof globalThis.crypto);
    expect(() => webPrimitives()).toThrow('HTTPS');
  });

  it('need not export what it imported, which Firefox cannot', async () => {
    const exported = jest
      .spyOn(globalThis.crypto.subtle, 'exportKey')
      .mockRejectedValue(new Error('not here'));
    const seed = web.random(32);
    expect(await web.ed25519PublicKey(seed)).toEqual(await node.ed25519PublicKey(seed));
    expect(await web.x25519PublicKey(seed)).toEqual(await node.x25519PublicKey(seed));
    expect(exported).not.toHaveBeenCalled();
  });
});

const seedMessage = node.sha256();
