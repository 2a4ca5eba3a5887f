import { describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import * as fc from 'fast-check';
import { smallOrderEncodings, TORSION } from '../../test/support/edges.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { isSoundSealingKey, isSoundSignature, isSoundSigningKey } from './curve25519.js';
import { isTorsionFree } from './torsion.js';

const P = ed25519.Point.Fp.ORDER;
const L = ed25519.Point.Fn.ORDER;

function littleEndian(value: bigint, length = 32): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

describe('a signing key', () => {
  it('is none of the points of small order, in none of their spellings', () => {
    const encodings = smallOrderEncodings();
    expect(new Set(encodings.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(14);
    for (const { bytes } of encodings) {
      expect(ed25519.Point.fromBytes(new Uint8Array(bytes), true).isSmallOrder()).toBe(true);
      expect(isSoundSigningKey(bytes)).toBe(false);
    }
  });

  it('has 32 bytes, and a y below p, whatever its sign', () => {
    for (let more = 0n; more < 19n; more++) {
      for (const sign of [0n, 1n << 255n]) {
        expect(isSoundSigningKey(littleEndian((P + more) | sign))).toBe(false);
        if (more > 1n) expect(isSoundSigningKey(littleEndian((P - more) | sign))).toBe(true);
        if (more > 1n) expect(isSoundSigningKey(littleEndian(more | sign))).toBe(true);
      }
    }
    for (const length of [0, 31, 33, 64])
      expect(isSoundSigningKey(new Uint8Array(length).fill(9))).toBe(false);
  });

  it('is whatever a seed leads to', async () => {
    for (let i = 0; i < 50; i++) expect(isSoundSigningKey(await p.ed25519PublicKey(p.random(32)))).toBe(true);
  });
});

describe('a signature', () => {
  const of = (r: Uint8Array, s: bigint): Uint8Array => new Uint8Array([...r, ...littleEndian(s)]);
  const r = ed25519.Point.BASE.toBytes();

  it('has an S below L', () => {
    for (const s of [0n, 1n, L - 1n, 2n ** 252n, 2n ** 252n - 1n])
      expect(isSoundSignature(of(r, s))).toBe(true);
    for (const s of [L, L + 1n, 2n * L, 2n ** 253n, 2n ** 256n - 1n])
      expect(isSoundSignature(of(r, s))).toBe(false);
    fc.assert(fc.property(fc.bigInt(0n, 2n ** 256n - 1n), (s) => isSoundSignature(of(r, s)) === s < L));
  });

  it('has 64 bytes, and an R as a key must be', () => {
    const good = of(r, 1n);
    for (const length of [0, 32, 63]) expect(isSoundSignature(good.subarray(0, length))).toBe(false);
    expect(isSoundSignature(Uint8Array.of(...good, 0))).toBe(false);
    for (const { bytes } of smallOrderEncodings()) expect(isSoundSignature(of(bytes, 1n))).toBe(false);
    expect(isSoundSignature(of(littleEndian(P + 3n), 1n))).toBe(false);
  });
});

describe('a sealing key', () => {
  it('is none of small order, of which there are no other spellings below p', () => {
    for (let i = 1; i < 8; i++) {
      const point = TORSION.multiplyUnsafe(BigInt(i));
      expect(isSoundSealingKey(ed25519.utils.toMontgomery(point.toBytes()))).toBe(false);
    }
    for (const u of [0n, 1n, P - 1n, P, P + 1n, P + 9n, 2n ** 255n + 9n, 2n ** 256n - 1n]) {
      expect(isSoundSealingKey(littleEndian(u))).toBe(false);
    }
    for (const u of [2n, 9n, P - 2n]) expect(isSoundSealingKey(littleEndian(u))).toBe(true);
    expect(isSoundSealingKey(littleEndian(9n, 31))).toBe(false);
    expect(isSoundSealingKey(littleEndian(9n, 33))).toBe(false);
  });

  it('is refused where no secret can be shared, and nowhere else', async () => {
    // RFC 7748 section 7: the seven values below 2^255 of small order, on the curve or its twist.
    const small = ['e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'].concat(
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    );
    for (const hex of small) {
      const key = new Uint8Array(Buffer.from(hex, 'hex'));
      await expect(p.x25519(p.random(32), key)).rejects.toThrow();
      expect(isSoundSealingKey(key)).toBe(false);
    }
    for (let i = 0; i < 50; i++) expect(isSoundSealingKey(await p.x25519PublicKey(p.random(32)))).toBe(true);
  });
});

describe('a key without torsion', () => {
  const points = fc
    .tuple(fc.bigInt(1n, L - 1n), fc.integer({ min: 0, max: 7 }))
    .map(([factor, torsion]) =>
      torsion === 0
        ? ed25519.Point.BASE.multiply(factor)
        : ed25519.Point.BASE.multiply(factor).add(TORSION.multiplyUnsafe(BigInt(torsion))),
    );

  it('is what another library finds to have none', () => {
    fc.assert(
      fc.property(points, (point) => isTorsionFree(point.toBytes()) === point.isTorsionFree()),
      { numRuns: 60 },
    );
  });

  it('is a point, where another library finds one', () => {
    const isPoint = (bytes: Uint8Array): boolean => {
      try {
        return ed25519.Point.fromBytes(new Uint8Array(bytes)).isTorsionFree();
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (bytes) => isTorsionFree(bytes) === isPoint(bytes),
      ),
      { numRuns: 60 },
    );
    for (const { bytes } of smallOrderEncodings()) expect(isTorsionFree(bytes)).toBe(false);
    expect(isTorsionFree(new Uint8Array(31))).toBe(false);
  });

  it('is what every seed leads to', async () => {
    for (let i = 0; i < 20; i++) expect(isTorsionFree(await p.ed25519PublicKey(p.random(32)))).toBe(true);
  });
});
