// Ed25519 over the canonical bytes of a document, and the refusal when it doesn't hold. protocol.md#encoding
import { fromBase64url } from './codec.js';
import type { ProtocolErrorCode } from './errors.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';
import { bytes } from './shape.js';
import { isSignature } from './signatures.js';
import * as v from './schema.js';

/** A signature beside the key it is by, as it stands in JSON. */
export const signedBy = v.strictObject({ key: bytes(32), signature: bytes(64) });
export type SignedBy = v.Output<typeof signedBy>;

/** Throws `code` with `message` unless `signature` (64 bytes) over `document` verifies under `key` (32 bytes). */
export async function requireSignature(
  p: Primitives,
  key: Uint8Array,
  document: Uint8Array,
  signature: Uint8Array,
  refusal: { code: ProtocolErrorCode; message: string; place?: string },
): Promise<void> {
  if (!(await isSignature(p, key, document, signature))) {
    throw new ProtocolError(refusal.code, refusal.message, refusal.place);
  }
}

/** Whether a signature in JSON form verifies over `document`. */
export async function isSignedBy(p: Primitives, document: Uint8Array, by: SignedBy): Promise<boolean> {
  return isSignature(p, fromBase64url(by.key), document, fromBase64url(by.signature));
}
