// SHA-256 that doesn't wait, for browsers, whose own does: FIPS 180-4; with HMAC (RFC 2104) and HKDF (RFC 5869) over it. Held to
// other implementations in tests. protocol.md#encoding
import { concat } from './codec.js';

const BLOCK_LENGTH = 64;
const HASH_LENGTH = 32;

/** Sections 4.2.2 and 5.3.3: of cube roots of the first 64 primes, and of square roots of the first 8. */
const ROUNDS = rootsOfPrimes(64, 3n);
const INITIAL = rootsOfPrimes(8, 2n);

/** SHA-256 of the parts, one after the other: 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = INITIAL.slice();
  const block = new DataView(new ArrayBuffer(BLOCK_LENGTH));
  const bytes = new Uint8Array(block.buffer);
  let length = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length;) {
      const filled = length % BLOCK_LENGTH;
      const taken = part.subarray(at, at + BLOCK_LENGTH - filled);
      bytes.set(taken, filled);
      at += taken.length;
      length += taken.length;
      if (length % BLOCK_LENGTH === 0) compress(state, block);
    }
  }
  // 5.1.1: a one, zeros, and the length in bits at the end of a block.
  const filled = length % BLOCK_LENGTH;
  bytes.fill(0, filled);
  bytes[filled] = 0x80;
  if (filled >= BLOCK_LENGTH - 8) {
    compress(state, block);
    bytes.fill(0);
  }
  block.setBigUint64(BLOCK_LENGTH - 8, BigInt(length) * 8n);
  compress(state, block);
  state.forEach((word, i) => block.setUint32(4 * i, word));
  return bytes.slice(0, HASH_LENGTH);
}

/** HMAC-SHA-256: 32 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const short = key.length > BLOCK_LENGTH ? sha256(key) : key;
  const padded = (mask: number): Uint8Array =>
    Uint8Array.from({ length: BLOCK_LENGTH }, (_, i) => (short[i] ?? 0) ^ mask);
  return sha256(padded(0x5c), sha256(padded(0x36), ...parts));
}

/** HKDF-Expand with SHA-256: `length` bytes. Throws a RangeError if more than 8,160 are asked for. */
export function hkdfExpand(pseudorandomKey: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length > 255 * HASH_LENGTH) throw new RangeError('HKDF: at most 8,160 bytes.');
  const blocks: Uint8Array[] = [];
  let last = new Uint8Array();
  for (let i = 1; blocks.length * HASH_LENGTH < length; i++) {
    last = new Uint8Array(hmacSha256(pseudorandomKey, last, info, Uint8Array.of(i)));
    blocks.push(last);
  }
  return concat(...blocks).slice(0, length);
}

/** Section 6.2.2, of one block of 64 bytes. */
function compress(state: Uint32Array, block: DataView): void {
  // 1. Prepare the message schedule.
  const words = new Uint32Array(64);
  for (let t = 0; t < 64; t++) {
    if (t < 16) words[t] = block.getUint32(4 * t);
    else {
      const [early, late] = [words[t - 15] ?? 0, words[t - 2] ?? 0];
      const sigma0 = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const sigma1 = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[t] = sigma1 + (words[t - 7] ?? 0) + sigma0 + (words[t - 16] ?? 0);
    }
  }
  // 2. Initialize the working variables.
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  // 3. For t = 0 to 63
  for (let t = 0; t < 64; t++) {
    const sum1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const t1 = h + sum1 + ((e & f) ^ (~e & g)) + (ROUNDS[t] ?? 0) + (words[t] ?? 0);
    const t2 = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  // 4. Compute the intermediate hash value.
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] ?? 0) + word));
}

/** Of 32 bits, turned to the right. */
function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits of the fractional part of a root of each of the first primes. Reckoned, since no engine's roots are exact. */
function rootsOfPrimes(count: number, degree: bigint): Uint32Array {
  const roots: number[] = [];
  for (let candidate = 2; roots.length < count; candidate++) {
    let divisor = 2;
    while (candidate % divisor > 0) divisor++;
    if (divisor < candidate) continue;
    const scaled = BigInt(candidate) << (32n * degree);
    let root = 0n;
    for (let bit = 1n << 35n; bit > 0n; bit >>= 1n) if ((root + bit) ** degree <= scaled) root += bit;
    roots.push(Number(BigInt.asUintN(32, root)));
  }
  return Uint32Array.from(roots);
}
