// @ts-check
// One thread of verify-threads.ts: groups of signatures in, a verdict for each out. protocol.md#encoding
//
// Plain JavaScript, because a thread loads its file by itself: from the sources under test, from `dist` when built.
import { constants, createPublicKey, verify } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** A bundle has an RSA key for each of its letter's issuers; should there ever be more, they are forgotten and imported again. */
const REMEMBERED_KEYS = 64;

const MODULUS_LENGTH = 256;

/** @type {Map<string, import('node:crypto').KeyObject>} */
const rsaKeys = new Map();

parentPort?.on('message', (/** @type {import('./verify-threads.js').Group} */ { bytes, lengths }) => {
  const verdicts = new Uint8Array(lengths.length / 3);
  let at = 0;
  const next = (/** @type {number | undefined} */ length = 0) => bytes.subarray(at, (at += length));
  for (let i = 0; i < verdicts.length; i++) {
    const key = next(lengths[3 * i]);
    const message = next(lengths[3 * i + 1]);
    const signature = next(lengths[3 * i + 2]);
    verdicts[i] = verifies(Buffer.from(key.buffer, key.byteOffset, key.length), message, signature) ? 1 : 0;
  }
  parentPort?.postMessage(verdicts, [verdicts.buffer]);
});

/**
 * As node-primitives.ts does it, but at once. The length of a key tells its kind.
 *
 * @param {Buffer} key
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @returns {boolean} false also for a key or signature that is none
 */
function verifies(key, message, signature) {
  try {
    if (key.length !== MODULUS_LENGTH) {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
      return verify(null, message, { key: jwk, format: 'jwk' }, signature);
    }
    const issuer = { key: rsaKey(key), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    return verify('sha384', message, issuer, signature);
  } catch {
    return false;
  }
}

/** @param {Buffer} modulus */
function rsaKey(modulus) {
  const name = modulus.toString('latin1');
  const known = rsaKeys.get(name);
  if (known !== undefined) return known;
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (rsaKeys.size === REMEMBERED_KEYS) rsaKeys.clear();
  rsaKeys.set(name, key);
  return key;
}
