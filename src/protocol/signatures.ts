// The one way to a verdict on a signature: our own tests first, then the platform's verification. Nothing else asks the platform
// (lint: house/one-way-to-a-verdict). protocol.md#ed25519
import { isSoundSignature, isSoundSigningKey } from './curve25519.js';
import type { Primitives, RsaPssVerifier } from './primitives.js';

/** Whether `signature` over `message` verifies under an Ed25519 key; bytes of any length. Never throws. */
export async function isSignature(
  p: Primitives,
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return isSoundSigningKey(key) && isSoundSignature(signature) && p.ed25519Verify(key, message, signature);
}

/** Verifies RSASSA-PSS under one modulus. RFC 8017 section 8.1.2: a signature is as long as it, and a number below it. */
export async function pssVerifier(p: Primitives, modulus: Uint8Array): Promise<RsaPssVerifier> {
  const verify = await p.rsaPssVerifier(modulus);
  return async (message, signature) =>
    signature.length === modulus.length && isBelow(signature, modulus) && verify(message, signature);
}

function isBelow(bytes: Uint8Array, bound: Uint8Array): boolean {
  const at = bytes.findIndex((byte, i) => byte !== bound[i]);
  return (bytes[at] ?? 0) < (bound[at] ?? 0);
}
