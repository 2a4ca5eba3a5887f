// The protocol a second time, in as few lines as it takes, on node:crypto alone: imports nothing of ours, so that it can
// disagree with it. Slow, and for test vectors only.
import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  constants,
  diffieHellman,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

export const b64 = (text: string): Buffer => Buffer.from(text, 'base64url');
export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
export const sha256 = (...parts: (Uint8Array | string)[]): Buffer => hash('sha256', parts);

/** RFC 8785 for JSON without numbers that need care. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** RFC 4648 section 6, lower case, without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups
    .map((group) => 'abcdefghijklmnopqrstuvwxyz234567'[parseInt(group.padEnd(5, '0'), 2)])
    .join('');
}

/** The letter's id. */
export const idOf = (letterDigest: Uint8Array): string => base32(letterDigest).slice(0, 32);

/** BIP-39: the entropy of twelve words, checksum checked. */
export function entropyOf(words: string, wordlist: readonly string[]): Buffer {
  const bits = words
    .split(' ')
    .map((word) => wordlist.indexOf(word).toString(2).padStart(11, '0'))
    .join('');
  const entropy = Buffer.from((bits.slice(0, 128).match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const checksum = (sha256(entropy)[0] ?? 0) >> 4;
  if (checksum !== parseInt(bits.slice(128), 2)) throw new Error('wrong checksum');
  return entropy;
}

/** RFC 5869 with SHA-256. */
export const extract = (salt: Uint8Array | string, key: Uint8Array): Buffer =>
  createHmac('sha256', salt).update(key).digest();
export function expand(key: Uint8Array, info: Uint8Array, length: number): Buffer {
  let output = Buffer.alloc(0);
  let block = Buffer.alloc(0);
  for (let i = 1; output.length < length; i++) {
    block = createHmac('sha256', key).update(block).update(info).update(Uint8Array.of(i)).digest();
    output = Buffer.concat([output, block]);
  }
  return output.subarray(0, length);
}

/** What the words are expanded to: a label and its context. */
export const expandLabel = (prk: Uint8Array, label: string, context: Uint8Array, length: number): Buffer =>
  expand(prk, Buffer.concat([Buffer.from(label), context]), length);

export const ed25519 = {
  publicKey: (seed: Uint8Array): string => publicOf(okp('Ed25519', seed)),
  sign: (seed: Uint8Array, message: Uint8Array): string => text(sign(null, message, okp('Ed25519', seed))),
  verify: (key: string, message: Uint8Array, signature: string): boolean =>
    verify(null, message, okpPublic('Ed25519', b64(key)), b64(signature)),
};

export const x25519PublicKey = (secret: Uint8Array): string => publicOf(okp('X25519', secret));

/** RFC 9577: the challenge for a letter, encoded. */
export function challenge(issuerHost: string, originHost: string, letterDigest: Uint8Array): Buffer {
  const field = (bytes: Uint8Array, prefix: number): Buffer => {
    const length = Buffer.alloc(prefix);
    length.writeUIntBE(bytes.length, 0, prefix);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([
    Uint8Array.of(0, 2),
    field(Buffer.from(issuerHost), 2),
    field(letterDigest, 1),
    field(Buffer.from(originHost), 2),
  ]);
}

/** Whether 256 bytes are a signature over a token input, by OpenSSL from the SPKI as it is. */
export function verifyAuthenticator(spki: Uint8Array, input: Uint8Array, authenticator: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('sha384', input, { key, padding, saltLength: 48 }, authenticator);
}

/** RFC 8017 section 9.1.1 for a modulus of 2048 bits, SHA-384 and a salt of 48 bytes. */
export function emsaPss(message: Uint8Array, salt: Uint8Array): Buffer {
  const h = hash('sha384', [Buffer.alloc(8), hash('sha384', [message]), salt]);
  const db = Buffer.concat([Buffer.alloc(256 - 48 - 48 - 2), Uint8Array.of(1), salt]);
  const blocks = [0, 1, 2, 3, 4].map((i) => hash('sha384', [h, Uint8Array.of(0, 0, 0, i)]));
  const mask = Buffer.concat(blocks);
  const masked = db.map((byte, i) => byte ^ (mask[i] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, h, Uint8Array.of(0xbc)]);
}

export const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** base^exponent mod n. */
export function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  for (let [b, e] = [base % n, exponent]; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % n;
    b = (b * b) % n;
  }
  return result;
}

/** RFC 9180 base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM: opens enc ‖ ciphertext. */
export function hpkeOpen(secret: Uint8Array, info: Uint8Array, sealed: Uint8Array): Buffer {
  const enc = sealed.subarray(0, 32);
  const privateKey = okp('X25519', secret);
  const shared = diffieHellman({ privateKey, publicKey: okpPublic('X25519', enc) });
  const kem = Buffer.from('KEM\x00\x20', 'latin1');
  const suite = Buffer.from('HPKE\x00\x20\x00\x01\x00\x01', 'latin1');
  const eaePrk = labeledExtract(kem, '', 'eae_prk', shared);
  const kemContext = Buffer.concat([enc, b64(publicOf(privateKey))]);
  const sharedSecret = labeledExpand(kem, eaePrk, 'shared_secret', kemContext, 32);
  const context = Buffer.concat([
    Uint8Array.of(0),
    labeledExtract(suite, '', 'psk_id_hash', Buffer.alloc(0)),
    labeledExtract(suite, '', 'info_hash', info),
  ]);
  const keySecret = labeledExtract(suite, sharedSecret, 'secret', Buffer.alloc(0));
  const key = labeledExpand(suite, keySecret, 'key', context, 16);
  const nonce = labeledExpand(suite, keySecret, 'base_nonce', context, 12);
  return aesGcmOpen('aes-128-gcm', key, nonce, sealed.subarray(32));
}

export function aesGcmOpen(
  cipher: 'aes-128-gcm' | 'aes-256-gcm',
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Buffer {
  const decipher = createDecipheriv(cipher, key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

/** Shamir over GF(2^8) modulo x⁸ + x⁴ + x³ + x + 1, at 0; the last byte of a share is its x. */
export function combine(shares: readonly Uint8Array[]): Buffer {
  const length = (shares[0]?.length ?? 1) - 1;
  const at = shares.map((share) => share[length] ?? 0);
  return Buffer.from(
    Array.from({ length }, (_, i) =>
      shares.reduce((sum, share, j) => {
        const others = at.filter((_x, k) => k !== j);
        const basis = others.reduce((product, x) => times(product, times(x, inverse(x ^ (at[j] ?? 0)))), 1);
        return sum ^ times(share[i] ?? 0, basis);
      }, 0),
    ),
  );
}

/** RFC 6962 section 2.1. */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), leaves[0] ?? Buffer.alloc(0));
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Uint8Array.of(1), merkleRoot(leaves.slice(0, k)), merkleRoot(leaves.slice(k)));
}

/** RFC 6962 section 2.1.1: from the leaf's sibling up. */
export function inclusionPath(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length === 1) return [];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...inclusionPath(left, index), merkleRoot(right)]
    : [...inclusionPath(right, index - k), merkleRoot(left)];
}

/** Start from all, drop whoever's condition exceeds the size, repeat. */
export function fixpoint<T extends { condition: number }>(candidates: readonly T[]): T[] {
  const kept = candidates.filter(({ condition }) => condition <= candidates.length);
  return kept.length === candidates.length ? kept : fixpoint(kept);
}

/** One workplace's table of roles: null where a count is suppressed. */
export function suppressed(counts: readonly number[], minimumCell: number): (number | null)[] {
  const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
  const small = counts.filter((count) => count < minimumCell);
  const [all, most] = [sum(small), small.length * (minimumCell - 1)];
  const covered = small.length === 0 || (small.length > 1 && all >= minimumCell && all !== most);
  const second = covered ? -1 : Math.min(...counts.filter((count) => count >= minimumCell));
  return counts.map((count) => (count < minimumCell || count === second ? null : count));
}

/** Whether one workplace's table may stand beside the one before it. */
export function mayRepeat(before: readonly number[], now: readonly number[], minimumCell: number): boolean {
  const changes = now.map((count, i) => Math.abs(count - (before[i] ?? 0)));
  if (changes.some((change) => change > 0 && change < minimumCell)) return false;
  if (Math.max(...before) === 0 || Math.max(...now) === 0) return true;
  const hidden = (counts: readonly number[]): number[] =>
    suppressed(counts, minimumCell).flatMap((count, i) => (count === null ? [i] : []));
  const at = hidden(before);
  if (at.join() !== hidden(now).join()) return false;
  const alike = (counts: readonly number[]): boolean => new Set(at.map((i) => counts[i])).size === 1;
  return at.every((i) => changes[i] === 0) || !(alike(before) || alike(now));
}

function times(a: number, b: number): number {
  let product = 0;
  for (let [x, y] = [a, b]; y > 0; y >>= 1) {
    if (y & 1) product ^= x;
    x = (x << 1) ^ (x & 0x80 ? 0x11b : 0);
  }
  return product;
}

function inverse(a: number): number {
  for (let b = 1; b < 256; b++) if (times(a, b) === 1) return b;
  throw new Error('no inverse');
}

function labeledExtract(suite: Buffer, salt: Uint8Array | string, label: string, key: Uint8Array): Buffer {
  return extract(salt, Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), key]));
}

function labeledExpand(
  suite: Buffer,
  key: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Buffer {
  const labeled = Buffer.concat([
    Uint8Array.of(0, length),
    Buffer.from('HPKE-v1'),
    suite,
    Buffer.from(label),
    info,
  ]);
  return expand(key, labeled, length);
}

function hash(algorithm: string, parts: readonly (Uint8Array | string)[]): Buffer {
  const digest = createHash(algorithm);
  for (const part of parts) digest.update(part);
  return digest.digest();
}

type Curve = 'Ed25519' | 'X25519';

function okp(curve: Curve, secret: Uint8Array): KeyObject {
  const prefix = Buffer.from(`302e020100300506032b65${curve === 'Ed25519' ? '70' : '6e'}04220420`, 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' });
}

function okpPublic(crv: Curve, key: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv, x: text(key) }, format: 'jwk' });
}

function publicOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'jwk' }).x ?? '';
}
