// RFC 9180 base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, step by step: one message to one key. protocol.md#sealed-choice
import { concat, uint, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';

/** Bytes of an encapsulated key, and of what is added in all. */
const HPKE_ENC_LENGTH = 32;
export const HPKE_OVERHEAD = HPKE_ENC_LENGTH + 16;

const VERSION = utf8('HPKE-v1');
const NOTHING = new Uint8Array(0);

/** RFC 9180 section 7: the KEM 0x0020, the KDF 0x0001, the AEAD 0x0001. */
const KEM_SUITE = concat(utf8('KEM'), uint(0x0020, 2));
const HPKE_SUITE = concat(utf8('HPKE'), uint(0x0020, 2), uint(0x0001, 2), uint(0x0001, 2));
const MODE_BASE = uint(0, 1);

/** Nsecret and Nsk, Nk, Nn. */
const [SECRET_LENGTH, KEY_LENGTH, NONCE_LENGTH] = [32, 16, 12];

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
    // Encap(pkR): skE, pkE = GenerateKeyPair()
    const secret = deriveSecret(p, p.random(SECRET_LENGTH));
    // dh = DH(skE, pkR)
    const dh = await p.x25519(secret, publicKey);
    // enc = SerializePublicKey(pkE)
    const enc = await p.x25519PublicKey(secret);
    // kem_context = concat(enc, pkRm), shared_secret = ExtractAndExpand(dh, kem_context)
    const { key, nonce } = keySchedule(p, extractAndExpand(p, dh, concat(enc, publicKey)), info);
    return concat(enc, await p.aesGcmSeal(key, nonce, plaintext));
  } catch {
    throw new ProtocolError('malformed', 'Nothing can be sealed to this key: it is not a sound X25519 key.');
  }
}

/** The plaintext for an X25519 secret (32 bytes); `undefined` if it was sealed to another key or `info`, or was changed. */
export async function hpkeOpen(
  p: Primitives,
  secret: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    const enc = sealed.subarray(0, HPKE_ENC_LENGTH);
    // Decap(enc, skR): dh = DH(skR, pkE)
    const dh = await p.x25519(secret, enc);
    // kem_context = concat(enc, pkRm), shared_secret = ExtractAndExpand(dh, kem_context)
    const context = concat(enc, await p.x25519PublicKey(secret));
    const { key, nonce } = keySchedule(p, extractAndExpand(p, dh, context), info);
    return await p.aesGcmOpen(key, nonce, sealed.subarray(HPKE_ENC_LENGTH));
  } catch {
    return undefined;
  }
}

/** DeriveKeyPair(ikm), RFC 9180 section 7.1.3. */
function deriveSecret(p: Primitives, ikm: Uint8Array): Uint8Array {
  const dkpPrk = labeledExtract(p, KEM_SUITE, NOTHING, 'dkp_prk', ikm);
  return labeledExpand(p, KEM_SUITE, dkpPrk, 'sk', NOTHING, SECRET_LENGTH);
}

/** RFC 9180 section 4.1. */
function extractAndExpand(p: Primitives, dh: Uint8Array, kemContext: Uint8Array): Uint8Array {
  const eaePrk = labeledExtract(p, KEM_SUITE, NOTHING, 'eae_prk', dh);
  return labeledExpand(p, KEM_SUITE, eaePrk, 'shared_secret', kemContext, SECRET_LENGTH);
}

/** KeySchedule(mode_base, shared_secret, info, "", ""), RFC 9180 section 5.1; the nonce is that of the first message. */
function keySchedule(
  p: Primitives,
  sharedSecret: Uint8Array,
  info: Uint8Array,
): { key: Uint8Array; nonce: Uint8Array } {
  // psk_id_hash = LabeledExtract("", "psk_id_hash", psk_id)
  const pskIdHash = labeledExtract(p, HPKE_SUITE, NOTHING, 'psk_id_hash', NOTHING);
  // info_hash = LabeledExtract("", "info_hash", info)
  const infoHash = labeledExtract(p, HPKE_SUITE, NOTHING, 'info_hash', info);
  // key_schedule_context = concat(mode, psk_id_hash, info_hash)
  const context = concat(MODE_BASE, pskIdHash, infoHash);
  // secret = LabeledExtract(shared_secret, "secret", psk)
  const secret = labeledExtract(p, HPKE_SUITE, sharedSecret, 'secret', NOTHING);
  return {
    key: labeledExpand(p, HPKE_SUITE, secret, 'key', context, KEY_LENGTH),
    nonce: labeledExpand(p, HPKE_SUITE, secret, 'base_nonce', context, NONCE_LENGTH),
  };
}

/** RFC 9180 section 4. */
function labeledExtract(
  p: Primitives,
  suite: Uint8Array,
  salt: Uint8Array,
  label: string,
  ikm: Uint8Array,
): Uint8Array {
  return p.hkdfExtract(salt, concat(VERSION, suite, utf8(label), ikm));
}

/** RFC 9180 section 4. */
function labeledExpand(
  p: Primitives,
  suite: Uint8Array,
  prk: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Uint8Array {
  return p.hkdfExpand(prk, concat(uint(length, 2), VERSION, suite, utf8(label), info), length);
}
