// Whether the right issuers vouch for a key in one letter: its tokens, each by itself, and the cell they make. protocol.md#token
import type { Cell } from './cells.js';
import { cellIndex, cellsOf } from './cells.js';
import { equal, fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { hostOf } from './hosts.js';
import { inOrder } from './in-order.js';
import type { IssuerEntry, Manifest } from './manifest.js';
import { keyIdOf } from './manifest.js';
import type { Primitives, RsaPssVerifier } from './primitives.js';
import { decodeRsaPssSpki } from './rsa-spki.js';
import { pssVerifier } from './signatures.js';
import { nonceOf } from './statement.js';
import type { TokenChallenge } from './token.js';
import { challengeDigest, letterChallenge, TOKEN_INPUT_LENGTH, viewToken } from './token.js';

/** Everything about a letter that is computed once and used for every token of it. */
export interface LetterContext {
  readonly manifest: Manifest;
  /** letterDigest, 32 bytes. */
  readonly digest: Uint8Array;
  readonly cells: readonly Cell[];
  /** By token key id in base64url. */
  readonly issuers: ReadonlyMap<string, IssuerContext>;
}

interface IssuerContext {
  /** Index in the manifest's `issuers`. */
  readonly index: number;
  readonly challengeDigest: Uint8Array;
  readonly verify: RsaPssVerifier;
}

/** Prepares a letter's keys. `digest` is its letterDigest; the manifest must have been decoded by `decodeManifest`. */
export async function prepareLetter(
  p: Primitives,
  manifest: Manifest,
  digest: Uint8Array,
): Promise<LetterContext> {
  const issuers = new Map<string, IssuerContext>();
  for (const [index, entry] of manifest.issuers.entries()) {
    issuers.set(toBase64url(keyIdOf(p, entry)), {
      index,
      challengeDigest: challengeDigest(p, entryChallenge(manifest, entry, digest)),
      verify: await pssVerifier(p, decodeRsaPssSpki(fromBase64url(entry.key))),
    });
  }
  return { manifest, digest, cells: cellsOf(manifest), issuers };
}

/** What the tokens of an issuer's entry are challenged with, for the letter of this digest (32 bytes). */
export function entryChallenge(
  manifest: Manifest,
  entry: IssuerEntry,
  letterDigest: Uint8Array,
): TokenChallenge {
  return letterChallenge({
    issuerHost: hostOf(entry.url),
    originHost: hostOf(manifest.origin),
    letterDigest,
  });
}

/**
 * The index, in `context.cells`, of the cell that these tokens make for a public key (32 bytes).
 * Throws `invalid_token` if one isn't a token for this letter and key under the key of an issuer of the letter,
 * `wrong_issuers` if they aren't of exactly `issuersRequired` different issuers of one workplace, in the manifest's order.
 */
export async function verifyVouchers(
  p: Primitives,
  context: LetterContext,
  tokens: readonly Uint8Array[],
  publicKey: Uint8Array,
  place = 'tokens',
): Promise<number> {
  return verifyNonceVouchers(context, tokens, nonceOf(p, publicKey), place);
}

/** The same for the nonce (32 bytes) of a public key. */
export async function verifyNonceVouchers(
  context: LetterContext,
  tokens: readonly Uint8Array[],
  nonce: Uint8Array,
  place: string,
): Promise<number> {
  const vouching = await inOrder(
    tokens.map((token, i) => vouches(context, token, nonce, `${place}[${i.toString()}]`)),
  );
  const ascending = vouching.every((index, i) => i === 0 || index > (vouching[i - 1] ?? index));
  const cell = ascending ? cellIndex(context.cells, vouching) : -1;
  if (cell < 0) {
    throw new ProtocolError(
      'wrong_issuers',
      'The tokens are not of the issuers that the letter demands for one workplace.',
      place,
    );
  }
  return cell;
}

/** The index of the issuer whose valid token this is. */
async function vouches(
  context: LetterContext,
  bytes: Uint8Array,
  nonce: Uint8Array,
  place: string,
): Promise<number> {
  const token = viewToken(bytes, place);
  const issuer = context.issuers.get(toBase64url(token.keyId));
  const fits =
    issuer !== undefined && equal(token.nonce, nonce) && equal(token.challengeDigest, issuer.challengeDigest);
  // What a token's authenticator signs are the bytes before it.
  const input = bytes.subarray(0, TOKEN_INPUT_LENGTH);
  if (!fits || !(await issuer.verify(input, token.authenticator))) {
    throw new ProtocolError('invalid_token', 'A token is not valid for this key and letter.', place);
  }
  return issuer.index;
}
