// The protocol's primitives on node:crypto; verifying goes through callbacks, so that it runs on the thread pool. protocol.md#encoding
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  constants,
  diffieHellman,
  hash,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { toBase64url } from '../protocol/codec.js';
import type { Primitives } from '../protocol/primitives.js';
import { isModulus, MODULUS_LENGTH } from '../protocol/rsa-spki.js';

/** How many imported RSA keys are remembered: an instance's open letters have a few each. */
const REMEMBERED_KEYS = 256;

const TAG_LENGTH = 16;

// RFC 8410: PKCS #8 around a raw Ed25519 or X25519 key of 32 bytes.
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

// RFC 8410: the same for public X25519 keys.
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex');

/** For what is hashed in parts; of one record, at most. */
const scratch = Buffer.alloc(8192);

const rsaKeys = new Map<string, KeyObject>();

export const nodePrimitives: Primitives = {
  sha256: (...parts) => digestOf('sha256', parts),
  sha384: async (...parts) => digestOf('sha384', parts),
  hmacSha256: (key, ...parts) => digest(createHmac('sha256', key), parts),
  hkdfExtract: (salt, inputKey) => digest(createHmac('sha256', salt), [inputKey]),
  hkdfExpand,

  ed25519PublicKey: async (seed) => publicKeyOf(privateKey(PKCS8_ED25519, seed)),
  ed25519Sign: async (seed, message) => {
    const key = privateKey(PKCS8_ED25519, seed);
    return new Promise((resolve, reject) => {
      sign(null, message, key, (error, signature) => {
        if (error) reject(error);
        else resolve(new Uint8Array(signature));
      });
    });
  },
  ed25519Verify: async (publicKey, message, signature) => {
    // A JWK: out of DER, OpenSSL takes ten times as long to read a key, as much as to verify with it.
    const key = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) };
    return verifies(null, message, { key, format: 'jwk' }, signature);
  },
  x25519PublicKey: async (secret) => publicKeyOf(privateKey(PKCS8_X25519, secret)),
  x25519: async (secret, publicKey) => {
    const key = createPublicKey({ key: spki(SPKI_X25519, publicKey), format: 'der', type: 'spki' });
    return new Uint8Array(diffieHellman({ privateKey: privateKey(PKCS8_X25519, secret), publicKey: key }));
  },

  rsaPssVerifier: async (modulus) => {
    if (!isModulus(modulus)) return () => Promise.resolve(false);
    const key = {
      key: rsaPublicKey(modulus),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 48,
    };
    return async (message, signature) =>
      signature.length === MODULUS_LENGTH && verifies('sha384', message, key, signature);
  },

  aesGcmSeal: async (key, nonce, plaintext, data) => {
    const cipher = createCipheriv(aesGcm(key, nonce), key, nonce);
    if (data) cipher.setAAD(data);
    return joined(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
  },
  aesGcmOpen: async (key, nonce, ciphertext, data) => {
    const end = ciphertext.length - TAG_LENGTH;
    try {
      const decipher = createDecipheriv(aesGcm(key, nonce), key, nonce, { authTagLength: TAG_LENGTH });
      if (data) decipher.setAAD(data);
      decipher.setAuthTag(ciphertext.subarray(end));
      return joined(decipher.update(ciphertext.subarray(0, end)), decipher.final());
    } catch {
      return undefined;
    }
  },

  random: (length) => new Uint8Array(randomBytes(length)),
};

/** RFC 5869 section 2.3: T(i) = HMAC(PRK, T(i-1) ‖ info ‖ i). */
function hkdfExpand(pseudorandomKey: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const blocks = Math.ceil(length / 32);
  if (blocks > 255) throw new RangeError('HKDF-Expand gives at most 8,160 bytes.');
  const output = new Uint8Array(blocks * 32);
  let block = new Uint8Array(0);
  for (let i = 1; i <= blocks; i++) {
    block = digest(createHmac('sha256', pseudorandomKey), [block, info, Uint8Array.of(i)]);
    output.set(block, (i - 1) * 32);
  }
  return output.slice(0, length);
}

/** Whether it does; a key or signature that is none just doesn't. */
async function verifies(
  algorithm: string | null,
  message: Uint8Array,
  key: Parameters<typeof verify>[2],
  signature: Uint8Array,
): Promise<boolean> {
  try {
    return await new Promise<boolean>((resolve) => {
      verify(algorithm, message, key, signature, (error, valid) => {
        resolve(error === null && valid);
      });
    });
  } catch {
    return false;
  }
}

function rsaPublicKey(modulus: Uint8Array): KeyObject {
  const n = toBase64url(modulus);
  const key = rsaKeys.get(n) ?? createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
  // Deleted and set again, so that the first entry is the one not used for longest.
  rsaKeys.delete(n);
  rsaKeys.set(n, key);
  for (const oldest of rsaKeys.keys()) {
    if (rsaKeys.size <= REMEMBERED_KEYS) break;
    rsaKeys.delete(oldest);
  }
  return key;
}

function spki(prefix: Buffer, publicKey: Uint8Array): Buffer {
  if (publicKey.length !== 32) throw new RangeError('A public key has 32 bytes.');
  return Buffer.concat([prefix, publicKey]);
}

function privateKey(prefix: Buffer, secret: Uint8Array): KeyObject {
  if (secret.length !== 32) throw new RangeError('A secret key has 32 bytes.');
  return createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));
}

function aesGcm(key: Uint8Array, nonce: Uint8Array): 'aes-128-gcm' | 'aes-256-gcm' {
  if (key.length !== 16 && key.length !== 32) throw new RangeError('AES-GCM: a key has 16 or 32 bytes.');
  if (nonce.length !== 12) throw new RangeError('AES-GCM: a nonce has 12 bytes.');
  return key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
}

/**
 * In one call, which costs half of what a Hash object does, and that as a text of bytes, which costs half of what a Buffer
 * does: verifying a bundle takes four for each record.
 */
function digestOf(algorithm: string, parts: readonly Uint8Array[]): Uint8Array {
  const [only = new Uint8Array(0)] = parts;
  const text = hash(algorithm, parts.length > 1 ? inOne(parts) : only, 'binary');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** All parts in one array; a short one stands where the next one will, which spares verifying a bundle most of its garbage. */
function inOne(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > scratch.length) return Buffer.concat(parts, length);
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return scratch.subarray(0, length);
}

function digest(hmac: ReturnType<typeof createHmac>, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  for (const part of parts) hmac.update(part);
  return new Uint8Array(hmac.digest());
}

function joined(...parts: readonly Buffer[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
