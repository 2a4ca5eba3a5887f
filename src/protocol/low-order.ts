// Public keys of small order: with one of them nothing can be sealed, or anything is signed. protocol.md#manifest
import { toHex } from './codec.js';

/** Little-endian, without the top bit: 0, 1, the two points of order 8, and p - 1, p, p + 1. RFC 7748 section 7. */
const X25519 = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** The same for y of Ed25519's eight points of small order, and their other encodings. */
const ED25519 = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Whether an X25519 public key (32 bytes) makes every shared secret zero. */
export function isLowOrderX25519(publicKey: Uint8Array): boolean {
  return X25519.has(withoutTopBit(publicKey));
}

/** Whether under an Ed25519 public key (32 bytes) signatures hold that nobody made. */
export function isLowOrderEd25519(publicKey: Uint8Array): boolean {
  return ED25519.has(withoutTopBit(publicKey));
}

function withoutTopBit(key: Uint8Array): string {
  return toHex(key.map((byte, i) => (i === 31 ? byte & 0x7f : byte)));
}
