// RFC 9180 base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM: one message to one key. protocol.md#sealed-choice
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';

/** Bytes of an encapsulated key, and of what is added in all. */
export const HPKE_ENC_LENGTH = 32;
export const HPKE_OVERHEAD = HPKE_ENC_LENGTH + 16;

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/**
 * enc (32 bytes) ‖ ciphertext (plaintext + 16), sealed to an X25519 key (32 bytes). RFC 9180 section 6.1.
 * The ephemeral key comes from `p.random`. Throws `malformed` on a key that nothing can be sealed to.
 */
export async function hpkeSeal(
  p: Primitives,
  publicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
    const ephemeral = { recipientPublicKey, info, ekm: p.random(32) };
    const { enc, ct } = await suite.seal(ephemeral, plaintext);
    return concat(new Uint8Array(enc), new Uint8Array(ct));
  } catch {
    throw new ProtocolError('malformed', 'Nothing can be sealed to this key: it is not a sound X25519 key.');
  }
}

/** The plaintext for an X25519 secret (32 bytes); `undefined` if it was sealed to another key or `info`, or was changed. */
export async function hpkeOpen(
  secret: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(secret);
    const enc = sealed.subarray(0, HPKE_ENC_LENGTH);
    const plaintext = await suite.open({ recipientKey, enc, info }, sealed.subarray(HPKE_ENC_LENGTH));
    return new Uint8Array(plaintext);
  } catch {
    return undefined;
  }
}
