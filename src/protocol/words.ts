// Twelve words, and every secret that is derived from them. protocol.md#words
import { bytesToInt, intToBytes } from './blind-rsa.js';
import { concat, utf8 } from './codec.js';
import { ENGLISH_WORDS } from './english-words.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';
import { MODULUS_LENGTH } from './rsa-spki.js';
import { sha256 } from './sha256.js';
import { TOKEN_INPUT_LENGTH } from './token.js';

const ENTROPY_LENGTH = 16;
const WORDS_SALT = utf8('undersigned/words/v1');

/** 128 bits more than the modulus, so that the remainder is as good as uniform. */
const BLINDING_LENGTH = MODULUS_LENGTH + 16;

/** BIP-39: 128 bits of entropy and 4 of its hash are twelve times 11 bits, each a word. */
const WORDS = 12;
const WORD_BITS = 11n;
const CHECKSUM_BITS = 4n;

/** ASCII only: letters that merely look or fold alike are not the list's. */
const TWELVE_WORDS = /^\s*[a-z]+(?:\s+[a-z]+){11}\s*$/i;
const ASCII = /^[\x00-\x7f]*$/;

/** An organizer's keys, the same for every letter that she uses these words for. 32 bytes each. */
export interface OrganizerKeys {
  /** Ed25519 seed: a secret. */
  readonly signingSeed: Uint8Array;
  readonly signingKey: Uint8Array;
  /** X25519 secret. */
  readonly sealingSecret: Uint8Array;
  readonly sealingKey: Uint8Array;
}

/** Twelve words of the English BIP-39 list for 16 fresh bytes of entropy, a space between words. */
export function drawWords(p: Primitives): string {
  return wordsOf(p.random(ENTROPY_LENGTH));
}

/** The twelve words that 16 bytes of entropy are, as `entropyOf` reads them. Throws `malformed` on another length. */
export function wordsOf(entropy: Uint8Array): string {
  if (entropy.length !== ENTROPY_LENGTH) {
    throw new ProtocolError('malformed', 'Twelve words stand for 16 bytes.');
  }
  const packed = withChecksum(entropy);
  const indices = Array.from({ length: WORDS }, (_, i) => packed >> (WORD_BITS * BigInt(WORDS - 1 - i)));
  return indices.map((index) => ENGLISH_WORDS[Number(BigInt.asUintN(Number(WORD_BITS), index))]).join(' ');
}

/** The 16 bytes that the words stand for; case and space don't matter. Throws `invalid_words` on anything else. */
export function entropyOf(words: string): Uint8Array {
  if (ASCII.test(words) && TWELVE_WORDS.test(words)) {
    const indices = words
      .trim()
      .toLowerCase()
      .split(/\s+/)
      .map((word) => ENGLISH_WORDS.indexOf(word));
    const packed = indices.reduce((value, index) => (value << WORD_BITS) | BigInt(index), 0n);
    if (!indices.includes(-1)) {
      const entropy = intToBytes(packed >> CHECKSUM_BITS, ENTROPY_LENGTH);
      if (withChecksum(entropy) === packed) return entropy;
    }
  }
  throw new ProtocolError(
    'invalid_words',
    'These are not twelve words that belong together: look for a mistyped one.',
  );
}

/** HKDF-Extract('undersigned/words/v1', entropy): 32 bytes, from which the functions below expand. Throws `invalid_words`. */
export function wordsPseudorandomKey(p: Primitives, words: string): Uint8Array {
  return p.hkdfExtract(WORDS_SALT, entropyOf(words));
}

/** The signer's Ed25519 seed for a letter (digest of 32 bytes): 32 bytes. */
export function signerSeed(p: Primitives, prk: Uint8Array, letterDigest: Uint8Array): Uint8Array {
  return p.hkdfExpand(prk, labelled('signer', letterDigest, 32), 32);
}

/** What a certificate's `holder` holds: 32 bytes, another for every token input (98 bytes) and so for every issuer key. */
export function holderSecret(p: Primitives, prk: Uint8Array, tokenInput: Uint8Array): Uint8Array {
  return p.hkdfExpand(prk, labelled('holder', tokenInput, TOKEN_INPUT_LENGTH), 32);
}

/** The PSS salt for a token input (98 bytes): 48 bytes. */
export function pssSalt(p: Primitives, prk: Uint8Array, tokenInput: Uint8Array): Uint8Array {
  return p.hkdfExpand(prk, labelled('salt', tokenInput, TOKEN_INPUT_LENGTH), 48);
}

/**
 * The blinding factor r for a token input (98 bytes) under an issuer's modulus (256 bytes): 0 < r < n.
 * The token input holds the key's id, so that no two keys see one factor.
 */
export function blindingFactor(
  p: Primitives,
  prk: Uint8Array,
  tokenInput: Uint8Array,
  modulus: Uint8Array,
): bigint {
  const expanded = p.hkdfExpand(prk, labelled('blind', tokenInput, TOKEN_INPUT_LENGTH), BLINDING_LENGTH);
  return 1n + (bytesToInt(expanded) % (bytesToInt(modulus) - 1n));
}

/** The organizer's two key pairs. */
export async function organizerKeys(p: Primitives, prk: Uint8Array): Promise<OrganizerKeys> {
  const signingSeed = p.hkdfExpand(prk, utf8('organizer-sign'), 32);
  const sealingSecret = p.hkdfExpand(prk, utf8('organizer-seal'), 32);
  return {
    signingSeed,
    signingKey: await p.ed25519PublicKey(signingSeed),
    sealingSecret,
    sealingKey: await p.x25519PublicKey(sealingSecret),
  };
}

/** The entropy, then as many of the first bits of its hash as make whole words. */
function withChecksum(entropy: Uint8Array): bigint {
  const checksum = (sha256(entropy)[0] ?? 0) >> (8 - Number(CHECKSUM_BITS));
  return (bytesToInt(entropy) << CHECKSUM_BITS) | BigInt(checksum);
}

function labelled(label: string, context: Uint8Array, length: number): Uint8Array {
  if (context.length !== length) {
    throw new ProtocolError(
      'malformed',
      `What the secret "${label}" is for must have ${length.toString()} bytes.`,
    );
  }
  return concat(utf8(label), context);
}
