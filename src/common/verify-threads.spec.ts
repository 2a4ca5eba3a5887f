import { afterEach, describe, expect, it } from '@jest/globals';
import { constants, sign } from 'node:crypto';
import { fixedIssuerKey } from '../../test/support/rsa-keys.js';
import { nodePrimitives as p } from './node-primitives.js';
import { threadedPrimitives } from './verify-threads.js';

const threaded = threadedPrimitives(p, { few: 0 });
const { modulus, privateKey } = fixedIssuerKey(0);
const message = p.random(98);
const rsaSignature = signRsa(message);
const seed = p.random(32);
const key = await p.ed25519PublicKey(seed);
const otherKey = await p.ed25519PublicKey(p.random(32));
const signature = await p.ed25519Sign(seed, message);

afterEach(async () => {
  await threaded.close();
});

describe('verifying on threads', () => {
  it.each([
    ['a signature', modulus, message, rsaSignature],
    ['another message', modulus, p.random(98), rsaSignature],
    ['no message', modulus, new Uint8Array(), rsaSignature],
    ['another key', fixedIssuerKey(1).modulus, message, rsaSignature],
    ['a modulus of another length', modulus.subarray(1), message, rsaSignature],
    ['a modulus that is even', modulus.with(255, 0), message, rsaSignature],
    ['no modulus', new Uint8Array(), message, rsaSignature],
    ['a short signature', modulus, message, rsaSignature.subarray(1)],
    ['a long signature', modulus, message, Uint8Array.of(0, ...rsaSignature)],
    ['no signature', modulus, message, new Uint8Array()],
    ['a signature above the modulus', modulus, message, new Uint8Array(256).fill(0xff)],
  ])('of RSA-PSS says the same as without them: %s', async (what, ...[n, text, given]) => {
    const expected = await (await p.rsaPssVerifier(n))(text, given);
    expect(expected).toBe(what === 'a signature');
    expect(await (await threaded.rsaPssVerifier(n))(text, given)).toBe(expected);
  });

  it.each([
    ['a signature', key, message, signature],
    ['another message', key, p.random(98), signature],
    ['no message', key, new Uint8Array(), signature],
    ['another key', otherKey, message, signature],
    ['a short key', key.subarray(1), message, signature],
    ['a key as long as a modulus', modulus, message, rsaSignature],
    ['no key', new Uint8Array(), message, signature],
    ['a key that is no point', new Uint8Array(32).fill(0xff), message, signature],
    ['a short signature', key, message, signature.subarray(1)],
    ['a long signature', key, message, Uint8Array.of(...signature, 0)],
    ['no signature', key, message, new Uint8Array()],
    ['another signature', key, message, new Uint8Array(64).fill(0xff)],
  ])('of Ed25519 says the same as without them: %s', async (what, ...given) => {
    const expected = await p.ed25519Verify(...given);
    expect(expected).toBe(what === 'a signature');
    expect(await threaded.ed25519Verify(...given)).toBe(expected);
  });

  it('gives each of many its own verdict, whatever their lengths, also of keys no longer remembered', async () => {
    const keys = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i === 50 ? modulus : p.random(256).with(0, 0x81).with(255, 1))),
    ).then((moduli) => Promise.all(moduli.map((one) => threaded.rsaPssVerifier(one))));
    const texts = Array.from({ length: 400 }, (_, i) => p.random(i % 40 === 7 ? 40_000 + i : i));
    const signed = await Promise.all(texts.map((text) => p.ed25519Sign(seed, text)));
    const isWrong = (i: number): boolean => i % 7 === 3;
    const [ed25519, rsa] = await Promise.all([
      Promise.all(
        texts.map((text, i) => threaded.ed25519Verify(key, text, isWrong(i) ? signature : signed[i]!)),
      ),
      Promise.all([...keys, ...keys].map((verify) => verify(message, rsaSignature))),
    ]);
    expect(ed25519).toEqual(texts.map((_, i) => !isWrong(i)));
    expect(rsa).toEqual([...keys, ...keys].map((_, i) => i % 100 === 50));
  });

  it('looks at bytes as they were when it was asked', async () => {
    const [text, given, of] = [message.slice(), signature.slice(), key.slice()];
    const verdict = threaded.ed25519Verify(of, text, given);
    for (const bytes of [text, given, of]) bytes.fill(0);
    expect(await verdict).toBe(true);
  });

  it('starts no thread for a few', async () => {
    const patient = threadedPrimitives(p, { few: 2 });
    const verify = await patient.rsaPssVerifier(modulus);
    expect(await patient.ed25519Verify(key, message, signature)).toBe(true);
    expect(await verify(message, rsaSignature)).toBe(true);
    const later = [patient.ed25519Verify(key, message, signature), verify(message, rsaSignature)];
    // Only what waits for a thread is rejected when they are ended.
    await patient.close();
    expect((await Promise.allSettled(later)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('rejects what waits when it is closed, and can be used again', async () => {
    const many = Array.from({ length: 500 }, () => threaded.ed25519Verify(key, message, signature));
    const settled = Promise.allSettled(many);
    await threaded.close();
    expect(new Set((await settled).map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(await threaded.ed25519Verify(key, message, signature)).toBe(true);
  });

  it.each([
    ['that fails', 'throw new RangeError("No thread.");', 'No thread.'],
    ['that ends', 'process.exit();', 'Verifying was ended.'],
    ['that isn’t there', undefined, 'Cannot find module'],
  ])('rejects what waits for a thread %s', async (_, code, reason) => {
    const worker = new URL(
      code === undefined ? './nowhere.js' : `data:text/javascript,${code}`,
      import.meta.url,
    );
    const failing = threadedPrimitives(p, { few: 0, worker });
    for (const ask of [1, 2]) {
      const many = Array.from({ length: 300 * ask }, () => failing.ed25519Verify(key, message, signature));
      const reasons = (await Promise.allSettled(many)).map((one) => 'reason' in one && String(one.reason));
      expect([...new Set(reasons)]).toEqual([expect.stringContaining(reason)]);
    }
  });
});

function signRsa(text: Uint8Array): Uint8Array {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return new Uint8Array(sign('sha384', text, { key: privateKey, padding, saltLength: 48 }));
}
