// The identity certificate: an issuer's word that a mailbox was shown, bound to a holder secret. protocol.md#issuing
import * as v from './schema.js';
import { fromBase64url, toBase64url, utf8 } from './codec.js';
import type { Primitives } from './primitives.js';
import { bytes, label, writeDocument } from './shape.js';
import { requireSignature } from './signed.js';

const identitySchema = v.strictObject({
  format: v.literal('undersigned/identity/v1'),
  letter: bytes(32),
  address: label(254),
  holder: bytes(32),
});

const HOLDER = utf8('undersigned/holder/v1');

/** SHA-256('undersigned/holder/v1' ‖ holder secret (32 bytes) ‖ public key (32 bytes)): 32 bytes, tells the issuer nothing of either. */
export function holderOf(p: Primitives, holderSecret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return p.sha256(HOLDER, holderSecret, publicKey);
}

/** What the issuer signs; the reader of a certificate rebuilds it from what she was shown. `address` is the canonical one. */
export function identityDocument(letter: Uint8Array, address: string, holder: Uint8Array): Uint8Array {
  return writeDocument(identitySchema, {
    format: 'undersigned/identity/v1',
    letter: toBase64url(letter),
    address,
    holder: toBase64url(holder),
  });
}

/** Throws `invalid_certificate` unless the issuer's identity key signed this address and holder for this letter. */
export async function verifyCertificate(
  p: Primitives,
  identityKey: string,
  certificate: { letter: Uint8Array; address: string; holder: Uint8Array },
  signature: Uint8Array,
): Promise<void> {
  const document = identityDocument(certificate.letter, certificate.address, certificate.holder);
  await requireSignature(p, fromBase64url(identityKey), document, signature, {
    code: 'invalid_certificate',
    message: 'The issuer’s certificate does not verify.',
  });
}
