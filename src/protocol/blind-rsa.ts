// RFC 9474, RSABSSA-SHA384-PSS-Deterministic, step by step; salt and blinding factor come from outside. protocol.md#blind-rsa
import { concat } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';
import { pssVerifier } from './signatures.js';

/** Length of a SHA-384 hash, and of the salt. */
const HASH_LENGTH = 48;

/** What Blind gives: the message for the issuer, and what Finalize needs to take the blinding off. */
export interface Blinded {
  /** As long as the modulus. */
  readonly blindedMessage: Uint8Array;
  /** r^-1 mod n: a secret of the client. */
  readonly inverse: bigint;
}

/**
 * Blind, RFC 9474 section 4.2.
 * `modulus`: n, big-endian without leading zeros (256 bytes for a token); `salt`: 48 bytes; `blindingFactor`: r, 0 < r < n.
 * Throws `malformed` on an input out of its range, or under a key that can't be blinded under (a factor of it was met).
 */
export async function blind(
  p: Primitives,
  modulus: Uint8Array,
  message: Uint8Array,
  salt: Uint8Array,
  blindingFactor: bigint,
): Promise<Blinded> {
  const n = bytesToInt(modulus);
  // 1. encoded_msg = EMSA-PSS-ENCODE(msg, bit_len(n) - 1)
  // 2. If EMSA-PSS-ENCODE raises an error, re-raise the error and stop
  const encodedMessage = await emsaPssEncode(p, message, salt, n.toString(2).length - 1);
  // 3. m = bytes_to_int(encoded_msg)
  const m = bytesToInt(encodedMessage);
  // 6. r = random_integer_uniform(1, n)
  const r = blindingFactor;
  if (r < 1n || r >= n)
    throw new ProtocolError('malformed', 'A blinding factor must lie between 0 and the modulus.');
  // 4. c = is_coprime(m, n)
  // 5. If c is false, raise an "invalid input" error and stop
  // 7. inv = inverse_mod(r, n)
  // 8. If inverse_mod fails, raise a "blinding error" error and stop
  // One inversion answers both: m and r are coprime to n exactly if their product is.
  const inverseOfBoth = invert((m * r) % n, n);
  if (inverseOfBoth === undefined) {
    throw new ProtocolError(
      'malformed',
      'Nothing can be blinded under this issuer key: it is not a sound RSA key.',
    );
  }
  const inverse = (m * inverseOfBoth) % n;
  // 9. x = RSAVP1(pk, r)
  const x = power65537(r, n);
  // 10. z = (m * x) mod n
  const z = (m * x) % n;
  // 11. blinded_msg = int_to_bytes(z, modulus_len)
  // 12. output blinded_msg, inv
  return { blindedMessage: intToBytes(z, modulus.length), inverse };
}

/**
 * Finalize, RFC 9474 section 4.4: the signature (as long as the modulus) over `message`.
 * Throws `invalid_blind_signature` if the issuer's answer isn't a signature under its key; the client then stops.
 */
export async function finalize(
  p: Primitives,
  modulus: Uint8Array,
  message: Uint8Array,
  blindSignature: Uint8Array,
  inverse: bigint,
): Promise<Uint8Array> {
  // 1. If len(blind_sig) != modulus_len, raise an "unexpected input size" error and stop
  if (blindSignature.length !== modulus.length) throw invalidBlindSignature();
  // 2. z = bytes_to_int(blind_sig)
  const z = bytesToInt(blindSignature);
  // 3. s = (z * inv) mod n
  const s = (z * inverse) % bytesToInt(modulus);
  // 4. sig = int_to_bytes(s, modulus_len)
  const signature = intToBytes(s, modulus.length);
  // 5. result = RSASSA-PSS-VERIFY(pk, msg, sig)
  const verifies = await pssVerifier(p, modulus);
  // 6. If result = "valid signature", output sig
  if (await verifies(message, signature)) return signature;
  // 7. If result = "invalid signature", raise an "invalid signature" error and stop
  throw invalidBlindSignature();
}

/**
 * Steps 4 and 5 of BlindSign, RFC 9474 section 4.3: whether s^e = m, for m and s below n.
 * An issuer asks this before a blind signature leaves it: a faulty one could give its key away.
 */
export function verifyBlindSignature(
  modulus: Uint8Array,
  blindedMessage: Uint8Array,
  blindSignature: Uint8Array,
): boolean {
  if (blindedMessage.length !== modulus.length || blindSignature.length !== modulus.length) return false;
  const n = bytesToInt(modulus);
  const s = bytesToInt(blindSignature);
  return s < n && power65537(s, n) === bytesToInt(blindedMessage);
}

/**
 * EMSA-PSS-ENCODE with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes, RFC 8017 section 9.1.1: ceil(emBits / 8) bytes.
 * Throws `malformed` on a salt of another length, or if `emBits` has no room.
 */
export async function emsaPssEncode(
  p: Primitives,
  message: Uint8Array,
  salt: Uint8Array,
  emBits: number,
): Promise<Uint8Array> {
  // 1. If the length of M is greater than the input limitation for the hash function: no array is that long.
  // 2. Let mHash = Hash(M), an octet string of length hLen.
  const mHash = await p.sha384(message);
  // 3. If emLen < hLen + sLen + 2, output "encoding error" and stop.
  const emLen = Math.ceil(emBits / 8);
  if (salt.length !== HASH_LENGTH || emLen < HASH_LENGTH + salt.length + 2) {
    throw new ProtocolError('malformed', 'A PSS salt must have 48 bytes, and an issuer key 2048 bits.');
  }
  // 4. Generate a random octet string salt of length sLen: given.
  // 5. Let M' = (0x)00 00 00 00 00 00 00 00 || mHash || salt.
  // 6. Let H = Hash(M'), an octet string of length hLen.
  const h = await p.sha384(new Uint8Array(8), mHash, salt);
  // 7. Generate an octet string PS consisting of emLen - sLen - hLen - 2 zero octets.
  const ps = new Uint8Array(emLen - salt.length - HASH_LENGTH - 2);
  // 8. Let DB = PS || 0x01 || salt, an octet string of length emLen - hLen - 1.
  const db = concat(ps, Uint8Array.of(1), salt);
  // 9. Let dbMask = MGF(H, emLen - hLen - 1).
  const dbMask = await mgf1(p, h, db.length);
  // 10. Let maskedDB = DB \xor dbMask.
  const maskedDb = db.map((value, i) => value ^ (dbMask[i] ?? 0));
  // 11. Set the leftmost 8emLen - emBits bits of the leftmost octet in maskedDB to zero.
  maskedDb[0] = (maskedDb[0] ?? 0) & (0xff >> (8 * emLen - emBits));
  // 12. Let EM = maskedDB || H || 0xbc.
  // 13. Output EM.
  return concat(maskedDb, h, Uint8Array.of(0xbc));
}

/** bytes_to_int of RFC 9474 section 3 (OS2IP): big-endian. */
export function bytesToInt(bytes: Uint8Array): bigint {
  // Through hexadecimal, eight bytes at a time: reading that is linear, and nothing here waits for a JIT.
  const padded = new Uint8Array(Math.max(1, Math.ceil(bytes.length / 8)) * 8);
  padded.set(bytes, padded.length - bytes.length);
  const view = new DataView(padded.buffer);
  let hex = '0x';
  for (let i = 0; i < padded.length; i += 8) hex += view.getBigUint64(i).toString(16).padStart(16, '0');
  return BigInt(hex);
}

/** int_to_bytes of RFC 9474 section 3 (I2OSP): big-endian. Throws `malformed` if the integer doesn't fit. */
export function intToBytes(value: bigint, length: number): Uint8Array {
  const chunks = Math.ceil(length / 8);
  const hex = value.toString(16).padStart(chunks * 16, '0');
  const padded = new Uint8Array(chunks * 8);
  const extra = padded.length - length;
  if (value < 0n || value >> BigInt(8 * length) !== 0n) {
    throw new ProtocolError('malformed', 'A number is too large for its field.');
  }
  const view = new DataView(padded.buffer);
  for (let i = 0; i < chunks; i++) view.setBigUint64(i * 8, BigInt(`0x${hex.slice(i * 16, i * 16 + 16)}`));
  return padded.slice(extra);
}

/** The inverse of a modulo n by the extended Euclidean algorithm; `undefined` if they have a common factor. */
export function invert(a: bigint, n: bigint): bigint | undefined {
  let [r0, r1] = [n, a];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  if (r0 !== 1n) return undefined;
  return t0 < 0n ? t0 + n : t0;
}

/** MGF1 with SHA-384, RFC 8017 appendix B.2.1. */
async function mgf1(p: Primitives, seed: Uint8Array, maskLength: number): Promise<Uint8Array> {
  const mask = new Uint8Array(Math.ceil(maskLength / HASH_LENGTH) * HASH_LENGTH);
  for (let counter = 0; counter * HASH_LENGTH < maskLength; counter++) {
    mask.set(await p.sha384(seed, Uint8Array.of(0, 0, 0, counter)), counter * HASH_LENGTH);
  }
  return mask.subarray(0, maskLength);
}

/** RSAVP1 of RFC 8017 section 5.2.2 for e = 65537: sixteen squarings and one multiplication. */
function power65537(base: bigint, n: bigint): bigint {
  let power = base;
  for (let i = 0; i < 16; i++) power = (power * power) % n;
  return (power * base) % n;
}

function invalidBlindSignature(): ProtocolError {
  return new ProtocolError(
    'invalid_blind_signature',
    "The issuer's answer is not a signature under its key.",
  );
}
