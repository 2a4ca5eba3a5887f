import { afterAll, describe, expect, it } from '@jest/globals';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fixedIssuerKey } from '../../../test/support/rsa-keys.js';
import { SystemRandomSource } from '../../common/random.js';
import { verifyBlindSignature } from '../../protocol/blind-rsa.js';
import { BlindSigner } from './blind-signer.js';
import { generateEntryKeys, type EntryKeys } from './entry-keys.js';

const random = new SystemRandomSource();
const signer = new BlindSigner();
const keys = await generateEntryKeys('acme', random);

afterAll(async () => {
  await signer.onApplicationShutdown();
});

describe('blind signer', () => {
  it('signs what it is given, whatever the group', async () => {
    const messages = Array.from({ length: 100 }, () => message());
    const signatures = await Promise.all(messages.map((one) => signer.sign(keys, one)));
    messages.forEach((one, i) => {
      expect(verifyBlindSignature(keys.modulus, one, signatures[i]!)).toBe(true);
    });
  });

  it('gives one message one signature', async () => {
    const one = message();
    expect(await signer.sign(keys, one)).toEqual(await signer.sign(keys, one));
  });

  it('signs under the key that was asked for, when several are', async () => {
    const others = await Promise.all([1, 2, 3].map(() => generateEntryKeys('acme', random)));
    const one = message();
    const signatures = await Promise.all(others.map((other) => signer.sign(other, one)));
    others.forEach((other, i) => {
      expect(verifyBlindSignature(other.modulus, one, signatures[i]!)).toBe(true);
    });
  });

  it.each([0, 1, 255, 257, 512])('refuses a message of %i bytes', async (length) => {
    await expect(signer.sign(keys, new Uint8Array(length).fill(1))).rejects.toThrow('blind signature failed');
  });

  it('refuses a message that is not below the modulus', async () => {
    await expect(signer.sign(keys, keys.modulus)).rejects.toThrow('blind signature failed');
    await expect(signer.sign(keys, new Uint8Array(256).fill(0xff))).rejects.toThrow('blind signature failed');
  });

  it('keeps back a result that is no signature, and goes on with the others', async () => {
    const faulty: EntryKeys = { ...keys, issuance: broken(keys.issuance) };
    const [bad, good] = await Promise.allSettled([
      signer.sign({ ...faulty, modulus: random.bytes(256) }, message()),
      signer.sign(keys, message()),
    ]);
    expect(bad.status).toBe('rejected');
    expect(good.status).toBe('fulfilled');
  });
});

function message(): Uint8Array {
  const bytes = random.bytes(256);
  bytes[0] = 0;
  return bytes;
}

/** A key whose private half doesn't belong to its public half: what a flipped bit in memory makes of one. */
function broken(key: KeyObject): KeyObject {
  const other = fixedIssuerKey(0).privateKey.export({ format: 'jwk' });
  const { n, e, p, q, qi } = key.export({ format: 'jwk' });
  return createPrivateKey({
    key: { kty: 'RSA', n, e, p, q, qi, d: other.d, dp: other.dp, dq: other.dq },
    format: 'jwk',
  });
}
