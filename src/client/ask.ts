// Asking an issuer for a code, and turning the code into a pass. protocol.md#asking
import * as v from 'valibot';
import { canonicalMailbox } from '../protocol/address.js';
import { blind, finalize } from '../protocol/blind-rsa.js';
import { fromBase64url, toBase64url } from '../protocol/codec.js';
import { ProtocolError } from '../protocol/errors.js';
import { holderOf, verifyCertificate } from '../protocol/identity.js';
import type { AttestationRequest, TokenRequest } from '../protocol/issuer-api.js';
import type { IssuerEntry } from '../protocol/manifest.js';
import { keyIdOf } from '../protocol/manifest.js';
import { decodeRsaPssSpki } from '../protocol/rsa-spki.js';
import { bytes, read } from '../protocol/shape.js';
import { nonceOf } from '../protocol/statement.js';
import { assembleToken, tokenInput } from '../protocol/token.js';
import { entryChallenge } from '../protocol/vouching.js';
import { blindingFactor, holderSecret, pssSalt } from '../protocol/words.js';
import { postJson } from './http.js';
import type { ClientLetter } from './letter.js';
import type { Signer } from './signer.js';

const attestationAnswer = v.object({ challenge: v.pipe(v.string(), v.maxLength(4096)) });
const tokenAnswer = v.object({ blindSignature: bytes(256), certificate: bytes(64) });

/** An issuer that was asked; goes back with the code. */
export interface Asked {
  /** Index in the manifest's `issuers`. */
  readonly issuer: number;
  /** What she typed. */
  readonly address: string;
  readonly challenge: string;
}

/** What lets her sign: kept until the receipt is there. */
export interface Pass {
  readonly issuer: number;
  /** Token of 354 bytes. */
  readonly token: Uint8Array;
  /** The canonical address that the certificate is over. */
  readonly address: string;
  readonly certificate: Uint8Array;
  readonly holderSecret: Uint8Array;
}

/**
 * Asks an issuer (by default the one of the address's workplace) to mail a code. The answer is the same whatever the address.
 * Throws RequestError.
 */
export async function askForCode(letter: ClientLetter, address: string, issuer?: number): Promise<Asked> {
  const index = issuer ?? issuerFor(letter, address);
  const request: AttestationRequest = {
    letter: toBase64url(letter.digest),
    keyId: toBase64url(keyIdOf(letter.p, entryOf(letter, index))),
    address,
  };
  const answer = read(
    attestationAnswer,
    await postJson(issuerHttp(letter, index), '/attestations', request),
    'answer',
  );
  return { issuer: index, address, challenge: answer.challenge };
}

/**
 * Turns the code into a pass. Calling it again with the same words, challenge and code gives the same pass.
 * Throws RequestError `code_refused`; `invalid_blind_signature` or `invalid_certificate` when the issuer lies: stop then.
 */
export async function fetchPass(
  letter: ClientLetter,
  signer: Signer,
  asked: Asked,
  code: string,
): Promise<Pass> {
  const { p, manifest, digest } = letter;
  const entry = entryOf(letter, asked.issuer);
  const input = tokenInput(p, {
    challenge: entryChallenge(manifest, entry, digest),
    nonce: nonceOf(p, signer.publicKey),
    keyId: keyIdOf(p, entry),
  });
  const modulus = decodeRsaPssSpki(fromBase64url(entry.key));
  const { blindedMessage, inverse } = await blind(
    p,
    modulus,
    input,
    pssSalt(p, signer.prk, input),
    blindingFactor(p, signer.prk, input, modulus),
  );
  const secret = holderSecret(p, signer.prk, input);
  const holder = holderOf(p, secret, signer.publicKey);
  const request: TokenRequest = {
    challenge: asked.challenge,
    code,
    blindedMessage: toBase64url(blindedMessage),
    holder: toBase64url(holder),
  };
  const answer = read(
    tokenAnswer,
    await postJson(issuerHttp(letter, asked.issuer), '/tokens', request),
    'answer',
  );

  const authenticator = await finalize(p, modulus, input, fromBase64url(answer.blindSignature), inverse);
  const address = canonicalMailbox(manifest, asked.address)?.address;
  if (address === undefined) {
    throw new ProtocolError(
      'invalid_certificate',
      'The issuer certified an address that is no mailbox of the letter.',
    );
  }
  const certificate = fromBase64url(answer.certificate);
  await verifyCertificate(p, entry.identityKey, { letter: digest, address, holder }, certificate);
  return {
    issuer: asked.issuer,
    token: assembleToken(input, authenticator),
    address,
    certificate,
    holderSecret: secret,
  };
}

/** The first e-mail issuer of the address's workplace; of the letter, if it is nobody's, so that the answer tells nothing. */
function issuerFor(letter: ClientLetter, address: string): number {
  const workplace = canonicalMailbox(letter.manifest, address)?.workplace.id;
  const byMail = (entry: IssuerEntry): boolean => entry.method === 'email-code';
  const own = letter.manifest.issuers.findIndex((entry) => byMail(entry) && entry.workplace === workplace);
  return own >= 0 ? own : Math.max(letter.manifest.issuers.findIndex(byMail), 0);
}

function entryOf(letter: ClientLetter, issuer: number): IssuerEntry {
  const entry = letter.manifest.issuers[issuer];
  if (entry === undefined)
    throw new ProtocolError('wrong_issuers', 'The letter has no such issuer.', 'issuer');
  return entry;
}

function issuerHttp(letter: ClientLetter, issuer: number): ClientLetter['http'] {
  return { ...letter.http, baseUrl: entryOf(letter, issuer).url };
}
