// Which keys and signatures of Curve25519 are looked at at all. Platforms differ where the RFCs leave room: these tests stand
// before every one of them, so that all give one verdict. protocol.md#ed25519
import { toHex } from './codec.js';

/** The field of both curves. */
export const P25519 = 2n ** 255n - 19n;

/** L: how many points the base point of Ed25519 makes. */
export const ORDER25519 = 2n ** 252n + 27742317777372353535851937790883648493n;

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;

/** y of one of the four points of order 8; the others have the same, or its negative. */
const Y_OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/**
 * y of Ed25519's eight points of small order: 1 (order 1), -1 (order 2), 0 (order 4, twice), the last two (order 8, twice each).
 * Where x is 0, y is 1 or -1: so no other point has a sign that says nothing.
 */
const ED25519_SMALL_ORDER: readonly bigint[] = [0n, 1n, P25519 - 1n, Y_OF_ORDER_8, P25519 - Y_OF_ORDER_8];

/** u of the same points, but the one of order 1, which has none, and of those of the twist. RFC 7748 section 7. */
const X25519_SMALL_ORDER: readonly bigint[] = [
  ...[0n, 1n, P25519 - 1n],
  0x00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
];

/** Whether this has the form of an Ed25519 public key: 32 bytes, y below p, not of small order. Not whether there is such a point. */
export function isSoundSigningKey(key: Uint8Array): boolean {
  if (key.length !== KEY_LENGTH) return false;
  const y = BigInt.asUintN(255, littleEndian(key));
  return y < P25519 && !ED25519_SMALL_ORDER.includes(y);
}

/** Whether this has the form of an Ed25519 signature: 64 bytes, R as a key must be, S below L. */
export function isSoundSignature(signature: Uint8Array): boolean {
  return (
    signature.length === SIGNATURE_LENGTH &&
    isSoundSigningKey(signature.subarray(0, KEY_LENGTH)) &&
    littleEndian(signature.subarray(KEY_LENGTH)) < ORDER25519
  );
}

/** Whether this has the form of an X25519 public key to which something can be sealed: 32 bytes, u below p, not of small order. */
export function isSoundSealingKey(key: Uint8Array): boolean {
  if (key.length !== KEY_LENGTH) return false;
  const u = littleEndian(key);
  return u < P25519 && !X25519_SMALL_ORDER.includes(u);
}

/** The number that bytes are, one or more, the least first. RFC 8032 section 5.1.2. */
export function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.toReversed())}`);
}
