// Keys of the right form that nobody has, for manifests that only their rules are asked about.
import { toBase64url } from '../../src/protocol/codec.js';
import { encodeRsaPssSpki, MODULUS_LENGTH } from '../../src/protocol/rsa-spki.js';

/** 32 bytes, base64url; another for each number. */
export function someKey(number: number): string {
  return toBase64url(new Uint8Array(32).fill(number));
}

/** The SPKI of an RSA key of 2048 bits, base64url; another for each odd number. */
export function rsaKeyOf(number: number): string {
  const modulus = new Uint8Array(MODULUS_LENGTH).fill(number);
  modulus[0] = 0x80;
  return toBase64url(encodeRsaPssSpki(modulus));
}
