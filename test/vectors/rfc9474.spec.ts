import { expect, it } from '@jest/globals';
import { constants, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import {
  blind,
  bytesToInt,
  emsaPssEncode,
  finalize,
  intToBytes,
  verifyBlindSignature,
} from '../../src/protocol/blind-rsa.js';
import { toHex } from '../../src/protocol/codec.js';
import type { Primitives } from '../../src/protocol/primitives.js';
import { refusal } from '../support/fails-with.js';
import { blindSign } from '../support/issuer-key.js';
import { describeVectors, hex } from './shared-vectors.js';

interface Vector {
  name: string;
  p: string;
  q: string;
  n: string;
  d: string;
  input_msg: string;
  salt: string;
  inv: string;
  encoded_msg?: string;
  blinded_msg: string;
  blind_sig: string;
  sig: string;
}

/** The RFC's key has 4096 bits; tokens never do, so only here a verifier takes such a key. */
const p: Primitives = {
  ...nodePrimitives,
  rsaPssVerifier: async (modulus) => {
    const n = Buffer.from(modulus).toString('base64url');
    const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
    const padding = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    return async (message, signature) => verify('sha384', message, padding, signature);
  },
};

describeVectors<Vector[]>('rfc9474.json', (vectors) => {
  // Both variants with a salt of 48 bytes; they differ in the preparation of the message only.
  const salted = vectors.filter(({ name }) => /-PSS-(Deterministic|Randomized)$/.test(name));

  it('has the variant that tokens use', () => {
    expect(salted.map(({ name }) => name)).toContain('RSABSSA-SHA384-PSS-Deterministic');
  });

  it.each(salted)('$name: Blind gives the blinded message and the inverse', async (vector) => {
    const blinded = await blind(
      p,
      hex(vector.n),
      hex(vector.input_msg),
      hex(vector.salt),
      blindingFactorOf(vector),
    );
    expect(toHex(blinded.blindedMessage)).toBe(vector.blinded_msg);
    expect(blinded.inverse).toBe(BigInt(vector.inv));
  });

  it.each(salted.filter(({ encoded_msg }) => encoded_msg !== undefined))(
    '$name: EMSA-PSS-ENCODE',
    async (vector) => {
      const encoded = await emsaPssEncode(p, hex(vector.input_msg), hex(vector.salt), 4095);
      expect(toHex(encoded)).toBe(vector.encoded_msg);
    },
  );

  it.each(salted)('$name: OpenSSL signs blindly to the same value, and it checks', (vector) => {
    const signature = blindSign(privateKeyOf(vector), hex(vector.blinded_msg));
    expect(toHex(signature)).toBe(vector.blind_sig);
    expect(verifyBlindSignature(hex(vector.n), hex(vector.blinded_msg), signature)).toBe(true);
  });

  it.each(salted)('$name: Finalize gives the signature', async (vector) => {
    const signature = finalize(
      p,
      hex(vector.n),
      hex(vector.input_msg),
      hex(vector.blind_sig),
      BigInt(vector.inv),
    );
    expect(toHex(await signature)).toBe(vector.sig);
  });

  it.each(salted)('$name: Finalize refuses the signature for another message', async (vector) => {
    const other = hex(`${vector.input_msg}00`);
    expect(
      await refusal(() => finalize(p, hex(vector.n), other, hex(vector.blind_sig), BigInt(vector.inv))),
    ).toBe('invalid_blind_signature');
  });
});

/** r, of which the vectors give the inverse only. */
function blindingFactorOf({ inv, p: prime1, q: prime2, n }: Vector): bigint {
  // r = inv^(phi(n) - 1) mod n.
  const [a, b, modulus] = [BigInt(prime1), BigInt(prime2), BigInt(n)];
  let [power, base, exponent] = [1n, BigInt(inv), (a - 1n) * (b - 1n) - 1n];
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % modulus) {
    if (exponent & 1n) power = (power * base) % modulus;
  }
  return power;
}

function privateKeyOf(vector: Vector): ReturnType<typeof createPrivateKey> {
  const [prime1, prime2, d] = [BigInt(vector.p), BigInt(vector.q), BigInt(vector.d)];
  const part = (value: bigint): string => Buffer.from(intToBytes(value, 512)).toString('base64url');
  // q^-1 mod p = q^(p - 2) mod p.
  let [power, base, exponent] = [1n, prime2, prime1 - 2n];
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % prime1) {
    if (exponent & 1n) power = (power * base) % prime1;
  }
  const key = {
    kty: 'RSA',
    e: 'AQAB',
    n: part(bytesToInt(hex(vector.n))),
    d: part(d),
    p: part(prime1),
    q: part(prime2),
    dp: part(d % (prime1 - 1n)),
    dq: part(d % (prime2 - 1n)),
    qi: part(power),
  };
  return createPrivateKey({ key, format: 'jwk' });
}
