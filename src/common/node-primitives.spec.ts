import { describe, expect, it } from '@jest/globals';
import { makeIssuerKey } from '../../test/support/issuer-key.js';
import { blind, finalize } from '../protocol/blind-rsa.js';
import { nodePrimitives as p } from './node-primitives.js';

describe('verifying on the thread pool', () => {
  it('keeps keys apart, also when more were used than are remembered', async () => {
    const issuer = makeIssuerKey();
    const message = p.random(98);
    const { blindedMessage, inverse } = await blind(p, issuer.modulus, message, p.random(48), 5n);
    const signature = await finalize(p, issuer.modulus, message, issuer.blindSign(blindedMessage), inverse);
    const first = await p.rsaPssVerifier(issuer.modulus);
    for (let i = 0; i < 300; i++) {
      // No real keys, but of their form: each is imported and takes a place.
      const modulus = Uint8Array.from(p.random(256), (byte, at) =>
        at === 0 || at === 255 ? byte | 0x81 : byte,
      );
      expect(await (await p.rsaPssVerifier(modulus))(message, signature)).toBe(false);
    }
    expect(await first(message, signature)).toBe(true);
    expect(await (await p.rsaPssVerifier(issuer.modulus))(message, signature)).toBe(true);
  });

  it('runs side by side with other work', async () => {
    const seed = p.random(32);
    const publicKey = await p.ed25519PublicKey(seed);
    const signature = await p.ed25519Sign(seed, publicKey);
    const order: string[] = [];
    const verifying = p.ed25519Verify(publicKey, publicKey, signature).then((valid) => {
      order.push('verified');
      return valid;
    });
    await Promise.resolve();
    order.push('went on');
    expect(await verifying).toBe(true);
    expect(order).toEqual(['went on', 'verified']);
  });
});
