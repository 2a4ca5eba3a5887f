// The protocol's primitives on WebCrypto, for browsers; which hash only with waiting: sha256.ts doesn't. protocol.md#encoding
import { intToBytes, invert } from './blind-rsa.js';
import { concat, toBase64url } from './codec.js';
import { littleEndian, P25519 } from './curve25519.js';
import type { Primitives, RsaPssVerifier } from './primitives.js';
import { isModulus, MODULUS_LENGTH } from './rsa-spki.js';
import { hkdfExpand, hmacSha256, sha256 } from './sha256.js';

// RFC 8410: PKCS #8 around a raw Ed25519 or X25519 key of 32 bytes. Raw private keys are not importable.
const PKCS8_ED25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);
const PKCS8_X25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32);

/** RFC 7748 section 6.1: u = 9. */
const X25519_BASE = Uint8Array.of(9, ...new Uint8Array(31));

const RSA_PSS = { name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 };

type Algorithm = string | Readonly<Record<string, unknown>>;

/** What is used of `SubtleCrypto`; declared here because the protocol is compiled without the DOM's types. */
interface Subtle {
  importKey(
    format: 'raw' | 'pkcs8' | 'jwk',
    key: Uint8Array | Readonly<Record<string, unknown>>,
    algorithm: Algorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<unknown>;
  sign(algorithm: Algorithm, key: unknown, data: Uint8Array): Promise<ArrayBuffer>;
  verify(algorithm: Algorithm, key: unknown, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer>;
  deriveBits(algorithm: Algorithm, key: unknown, length: number): Promise<ArrayBuffer>;
  encrypt(algorithm: Algorithm, key: unknown, data: Uint8Array): Promise<ArrayBuffer>;
  decrypt(algorithm: Algorithm, key: unknown, data: Uint8Array): Promise<ArrayBuffer>;
}

interface WebCrypto {
  readonly subtle: Subtle;
  getRandomValues(bytes: Uint8Array): Uint8Array;
}

/** The primitives of this browser. Throws a TypeError where WebCrypto is missing: it needs HTTPS or localhost. */
export function webPrimitives(): Primitives {
  const { crypto } = globalThis as { crypto?: Partial<WebCrypto> };
  if (!crypto?.subtle) throw new TypeError('WebCrypto is missing here: it needs HTTPS or localhost.');
  const web = crypto as WebCrypto;
  const { subtle } = web;
  return {
    sha256,
    sha384: async (...parts) => new Uint8Array(await subtle.digest('SHA-384', concat(...parts))),
    hmacSha256,
    // RFC 5869 section 2.2: the salt is HMAC's key.
    hkdfExtract: hmacSha256,
    hkdfExpand,

    ed25519PublicKey: (seed) => ed25519PublicKey(subtle, seed),

    async ed25519Sign(seed, message) {
      const key = await importPrivate(subtle, 'Ed25519', PKCS8_ED25519, seed, ['sign']);
      return new Uint8Array(await subtle.sign('Ed25519', key, message));
    },

    ed25519Verify: (publicKey, message, signature) => ed25519Verify(subtle, publicKey, message, signature),

    x25519PublicKey: (secret) => x25519(subtle, secret, X25519_BASE),
    x25519: (secret, publicKey) => x25519(subtle, secret, publicKey),

    rsaPssVerifier: (modulus) => rsaPssVerifier(subtle, modulus),

    async aesGcmSeal(key, nonce, plaintext, data) {
      const imported = await importAes(subtle, key, nonce, 'encrypt');
      return new Uint8Array(await subtle.encrypt(aesGcm(nonce, data), imported, plaintext));
    },

    async aesGcmOpen(key, nonce, ciphertext, data) {
      try {
        const imported = await importAes(subtle, key, nonce, 'decrypt');
        return new Uint8Array(await subtle.decrypt(aesGcm(nonce, data), imported, ciphertext));
      } catch {
        return undefined;
      }
    },

    random: (length) => web.getRandomValues(new Uint8Array(length)),
  };
}

/**
 * RFC 8032 section 5.1.5, with the multiplication that WebCrypto has: Firefox, and so Tor Browser, can't export the public
 * half of an imported seed.
 */
async function ed25519PublicKey(subtle: Subtle, seed: Uint8Array): Promise<Uint8Array> {
  const key = await importPrivate(subtle, 'Ed25519', PKCS8_ED25519, seed, ['sign']);
  // 1. Hash the 32-byte private key using SHA-512.
  const h = new Uint8Array(await subtle.digest('SHA-512', seed));
  // 2. Prune the buffer, 3. perform a scalar multiplication: X25519 prunes alike and gives the same point's u.
  const u = littleEndian(await x25519(subtle, h.subarray(0, 32), X25519_BASE));
  // 4. Encode the point: RFC 7748 section 4.1, y = (u - 1) / (u + 1).
  const y = ((u - 1n) * (invert(u + 1n, P25519) ?? 0n)) % P25519;
  const encoded = intToBytes(y, 32).reverse();
  // u doesn't tell the sign of x, which is the last bit: of both keys, one verifies what the seed signs.
  const message = new Uint8Array(0);
  const signature = new Uint8Array(await subtle.sign('Ed25519', key, message));
  const isEven = await ed25519Verify(subtle, encoded, message, signature);
  return isEven ? encoded : encoded.with(31, (encoded[31] ?? 0) | 0x80);
}

async function ed25519Verify(
  subtle: Subtle,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return orFalse(async () => {
    const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', key, signature, message);
  });
}

/** RFC 7748 section 5: 32 bytes. WebCrypto refuses a shared secret of zero. */
async function x25519(subtle: Subtle, secret: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  const key = await importPrivate(subtle, 'X25519', PKCS8_X25519, secret, ['deriveBits']);
  const other = await subtle.importKey('raw', publicKey, 'X25519', false, []);
  return new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: other }, key, 256));
}

async function rsaPssVerifier(subtle: Subtle, modulus: Uint8Array): Promise<RsaPssVerifier> {
  if (!isModulus(modulus)) return () => Promise.resolve(false);
  // A JWK, because Chromium refuses the id-RSASSA-PSS SPKI that tokens are issued under.
  const jwk = { kty: 'RSA', alg: 'PS384', n: toBase64url(modulus), e: 'AQAB' };
  const key = await subtle.importKey('jwk', jwk, RSA_PSS, false, ['verify']).catch(() => undefined);
  return (message, signature) =>
    orFalse(async () => {
      if (key === undefined || signature.length !== MODULUS_LENGTH) return false;
      return await subtle.verify(RSA_PSS, key, signature, message);
    });
}

async function importPrivate(
  subtle: Subtle,
  algorithm: string,
  prefix: Uint8Array,
  secret: Uint8Array,
  usages: readonly string[],
): Promise<unknown> {
  if (secret.length !== 32) throw new RangeError(`${algorithm}: a secret key has 32 bytes.`);
  return subtle.importKey('pkcs8', concat(prefix, secret), algorithm, false, usages);
}

async function importAes(
  subtle: Subtle,
  key: Uint8Array,
  nonce: Uint8Array,
  usage: string,
): Promise<unknown> {
  if (key.length !== 16 && key.length !== 32) throw new RangeError('AES-GCM: a key has 16 or 32 bytes.');
  if (nonce.length !== 12) throw new RangeError('AES-GCM: a nonce has 12 bytes.');
  return subtle.importKey('raw', key, 'AES-GCM', false, [usage]);
}

function aesGcm(nonce: Uint8Array, data: Uint8Array = new Uint8Array(0)): Algorithm {
  return { name: 'AES-GCM', iv: nonce, additionalData: data, tagLength: 128 };
}

/** Verifying never throws: whatever can't be checked is not valid. */
async function orFalse(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
