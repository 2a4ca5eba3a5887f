// A signer of one letter: everything she is follows from her twelve words. protocol.md#words
import { toBase64url } from '../protocol/codec.js';
import { nullifierOf } from '../protocol/statement.js';
import { drawWords, signerSeed, wordsPseudorandomKey } from '../protocol/words.js';
import type { ClientLetter } from './letter.js';

export interface Signer {
  /** 32 bytes, from the words; the root of all her secrets. */
  readonly prk: Uint8Array;
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  /** base64url: how her record is known in this letter. */
  readonly nullifier: string;
}

/** Twelve new words: always drawn, never chosen. */
export function newWords(letter: Pick<ClientLetter, 'p'>): string {
  return drawWords(letter.p);
}

/** The signer that these words make in this letter. Throws `invalid_words`. */
export async function signerOf(letter: ClientLetter, words: string): Promise<Signer> {
  const { p, digest } = letter;
  const prk = wordsPseudorandomKey(p, words);
  const seed = signerSeed(p, prk, digest);
  const publicKey = await p.ed25519PublicKey(seed);
  return { prk, seed, publicKey, nullifier: toBase64url(nullifierOf(p, digest, publicKey)) };
}
