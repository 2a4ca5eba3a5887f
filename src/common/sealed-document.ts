// Small secrets at rest, each sealed whole under a key of its own purpose: nonce ‖ AES-256-GCM ‖ tag. protocol.md#sealed-slots
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { RandomSource } from './random.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** How much longer a sealed document is than the document. */
export const SEALING_OVERHEAD = NONCE_LENGTH + TAG_LENGTH;

/** What a document is sealed with. */
export interface DocumentSeal {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Where the document belongs, as associated data: moved elsewhere, it doesn't open. */
  readonly place: string;
}

/** HKDF-SHA256 (RFC 5869) of a secret (32 bytes) under a purpose: 32 bytes. */
export function deriveKey(secret: Uint8Array, purpose: string): Uint8Array {
  if (secret.length !== 32) throw new Error('A secret to derive keys from has 32 bytes.');
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), purpose, 32));
}

/** Seals under a random nonce; the same document never looks the same twice. */
export function sealDocument(seal: DocumentSeal, document: Uint8Array, random: RandomSource): Uint8Array {
  const nonce = random.bytes(NONCE_LENGTH);
  const cipher = createCipheriv(ALGORITHM, seal.key, nonce).setAAD(Buffer.from(seal.place));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(document), cipher.final(), cipher.getAuthTag()]));
}

/** The document. Throws if it was changed, moved, or sealed under another key. */
export function openDocument(seal: DocumentSeal, sealed: Uint8Array): Uint8Array {
  if (sealed.length < SEALING_OVERHEAD) throw new Error('A sealed document is too short.');
  const end = sealed.length - TAG_LENGTH;
  const decipher = createDecipheriv(ALGORITHM, seal.key, sealed.subarray(0, NONCE_LENGTH))
    .setAAD(Buffer.from(seal.place))
    .setAuthTag(sealed.subarray(end));
  return new Uint8Array(
    Buffer.concat([decipher.update(sealed.subarray(NONCE_LENGTH, end)), decipher.final()]),
  );
}
