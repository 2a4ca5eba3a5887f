import { describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { isLowOrderEd25519, isLowOrderX25519 } from './low-order.js';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** All eight points of small order: the multiples of one of order 8. */
const torsion = Array.from({ length: 8 }, (_, i) => {
  const generator = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
  return i === 0 ? ed25519.Point.ZERO : generator.multiplyUnsafe(BigInt(i));
});

describe('keys of small order', () => {
  it('are recognized for Ed25519, all eight, as another library finds them', () => {
    for (const point of torsion) {
      expect(point.isSmallOrder()).toBe(true);
      expect(isLowOrderEd25519(bytes(point.toHex()))).toBe(true);
    }
    expect(new Set(torsion.map((point) => point.toHex())).size).toBe(8);
  });

  it('are recognized for X25519: the same points, by their u-coordinate', () => {
    for (const point of torsion.filter((one) => !one.is0())) {
      expect(isLowOrderX25519(ed25519.utils.toMontgomery(point.toBytes()))).toBe(true);
    }
  });

  it('are nobody’s own', async () => {
    for (let i = 0; i < 50; i++) {
      expect(isLowOrderEd25519(await p.ed25519PublicKey(p.random(32)))).toBe(false);
      expect(isLowOrderX25519(await p.x25519PublicKey(p.random(32)))).toBe(false);
    }
  });
});
