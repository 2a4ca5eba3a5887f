// The one SPKI form in which an issuer's key stands: id-RSASSA-PSS, 2048 bits, e = 65537, RFC 9578 section 6.5. protocol.md#token
import { concat, equal } from './codec.js';
import { ProtocolError } from './errors.js';

/** Bytes of an RSA modulus, a blinded message and a signature: Nk of RFC 9578 section 8.2.2. */
export const MODULUS_LENGTH = 256;

/** Bytes of an encoded key. */
export const SPKI_LENGTH = 342;

// SubjectPublicKeyInfo ::= SEQUENCE {
//   algorithm AlgorithmIdentifier {
//     id-RSASSA-PSS,
//     RSASSA-PSS-params { hashAlgorithm [0] id-sha384, maskGenAlgorithm [1] id-mgf1 with id-sha384,
//                         saltLength [2] 48 }  -- trailerField [3] is the default, so DER leaves it out
//   },
//   subjectPublicKey BIT STRING { RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } }
// }
const BEFORE_MODULUS = Uint8Array.of(
  ...[0x30, 0x82, 0x01, 0x52],
  ...[0x30, 0x3d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a],
  ...[0x30, 0x30],
  ...[0xa0, 0x0d, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02],
  ...[0xa1, 0x1a, 0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08],
  ...[0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02],
  ...[0xa2, 0x03, 0x02, 0x01, 0x30],
  ...[0x03, 0x82, 0x01, 0x0f, 0x00],
  ...[0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00],
);
const AFTER_MODULUS = Uint8Array.of(0x02, 0x03, 0x01, 0x00, 0x01);

/** Whether this can be the modulus of a key: 256 bytes, big-endian, exactly 2048 bits, odd. */
export function isModulus(modulus: Uint8Array): boolean {
  return (
    modulus.length === MODULUS_LENGTH &&
    (modulus[0] ?? 0) >= 0x80 &&
    (modulus[MODULUS_LENGTH - 1] ?? 0) % 2 === 1
  );
}

/** The SPKI (342 bytes) of a modulus (256 bytes, big-endian). Throws `malformed` on any other modulus. */
export function encodeRsaPssSpki(modulus: Uint8Array): Uint8Array {
  if (!isModulus(modulus))
    throw new ProtocolError('malformed', 'An RSA modulus must have exactly 2048 bits.');
  return concat(BEFORE_MODULUS, modulus, AFTER_MODULUS);
}

/**
 * The modulus (256 bytes, big-endian) in an SPKI.
 * Throws `malformed` on any other algorithm, parameter, size, exponent or encoding: DER has one form, and so have we.
 */
export function decodeRsaPssSpki(spki: Uint8Array, place?: string): Uint8Array {
  const end = BEFORE_MODULUS.length + MODULUS_LENGTH;
  const modulus = new Uint8Array(spki.subarray(BEFORE_MODULUS.length, end));
  if (
    spki.length !== SPKI_LENGTH ||
    !equal(spki.subarray(0, BEFORE_MODULUS.length), BEFORE_MODULUS) ||
    !equal(spki.subarray(end), AFTER_MODULUS) ||
    !isModulus(modulus)
  ) {
    throw new ProtocolError(
      'malformed',
      'An issuer key must be an RSASSA-PSS key of RFC 9578, 2048 bits.',
      place,
    );
  }
  return modulus;
}
