// Which keys and signatures of Curve25519 are looked at at all. Platforms differ where the RFCs leave room: these tests stand
// before every one of them, so that all give one verdict. protocol.md#ed25519

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;

/** p = 2^255 - 19, as all of this in little-endian bytes. */
const FIELD = littleEndian('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed');

/** L, the order of the base point. */
const ORDER = littleEndian('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed');

const ZERO = littleEndian('0000000000000000000000000000000000000000000000000000000000000000');
const ONE = littleEndian('0000000000000000000000000000000000000000000000000000000000000001');
const MINUS_ONE = littleEndian('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec');

/**
 * y of Ed25519's eight points of small order: 1 (order 1), -1 (order 2), 0 (order 4, twice), the last two (order 8, twice each).
 * Where x is 0, y is 1 or -1: so no other point has a sign that says nothing.
 */
const ED25519_SMALL_ORDER: readonly Uint8Array[] = [
  ...[ONE, MINUS_ONE, ZERO],
  littleEndian('7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7'),
  littleEndian('05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826'),
];

/** u of the same points, but the one of order 1, which has none, and of those of the twist. RFC 7748 section 7. */
const X25519_SMALL_ORDER: readonly Uint8Array[] = [
  ...[ONE, MINUS_ONE, ZERO],
  littleEndian('00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0'),
  littleEndian('57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f'),
];

/** Whether this has the form of an Ed25519 public key: 32 bytes, y below p, not of small order. Not whether there is such a point. */
export function isSoundSigningKey(key: Uint8Array): boolean {
  return key.length === KEY_LENGTH && isSoundPoint(key);
}

/** Whether this has the form of an Ed25519 signature: 64 bytes, R as a key must be, S below L. */
export function isSoundSignature(signature: Uint8Array): boolean {
  return (
    signature.length === SIGNATURE_LENGTH &&
    isSoundPoint(signature) &&
    isBelow(signature, KEY_LENGTH, ORDER, 0xff)
  );
}

/** Whether this has the form of an X25519 public key to which something can be sealed: 32 bytes, u below p, not of small order. */
export function isSoundSealingKey(key: Uint8Array): boolean {
  return (
    key.length === KEY_LENGTH && isBelow(key, 0, FIELD, 0xff) && !X25519_SMALL_ORDER.some((u) => is(key, u))
  );
}

/** Of the first 32 bytes, the top bit of which is the sign of x. */
function isSoundPoint(bytes: Uint8Array): boolean {
  return isBelow(bytes, 0, FIELD, 0x7f) && !ED25519_SMALL_ORDER.some((y) => is(bytes, y, 0x7f));
}

/** Whether the 32 bytes from `at` on, of the last of which `mask` counts, are a smaller number than `bound`. */
function isBelow(bytes: Uint8Array, at: number, bound: Uint8Array, mask: number): boolean {
  for (let i = 31; i >= 0; i--) {
    const byte = (bytes[at + i] ?? 0) & (i === 31 ? mask : 0xff);
    const other = bound[i] ?? 0;
    if (byte !== other) return byte < other;
  }
  return false;
}

function is(bytes: Uint8Array, other: Uint8Array, mask = 0xff): boolean {
  // Most differ in the last byte.
  if (((bytes[31] ?? 0) & mask) !== other[31]) return false;
  for (let i = 0; i < 31; i++) if (bytes[i] !== other[i]) return false;
  return true;
}

/** A number, as people write it, in 32 bytes. */
function littleEndian(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16)).reverse();
}
