// Asking an issuer for a code, and turning the code into a pass. protocol.md#asking
import * as v from '../../protocol/schema.js';
import { canonicalMailbox } from '../../protocol/typed-address.js';
import { blind, finalize } from '../../protocol/blind-rsa.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { holderOf, verifyCertificate } from '../../protocol/identity.js';
import type { AttestationRequest, TokenRequest } from '../../protocol/issuer-api.js';
import { keyIdOf } from '../../protocol/manifest.js';
import { decodeRsaPssSpki } from '../../protocol/rsa-spki.js';
import { bytes, read } from '../../protocol/shape.js';
import { nonceOf } from '../../protocol/statement.js';
import { assembleToken, tokenInput } from '../../protocol/token.js';
import { entryChallenge } from '../../protocol/vouching.js';
import { blindingFactor, holderSecret, pssSalt } from '../../protocol/words.js';
import { postJson, RequestError } from '../http.js';
import { entryOf, issuerFor, issuerHttp } from '../issuer.js';
import type { ClientLetter } from '../letter.js';
import type { Signer } from '../signer.js';
import { doWork, fetchWork, type WorkOptions } from '../work.js';

const attestationAnswer = v.object({
  challenge: v.pipe(v.string, v.upTo(4096)),
});
const tokenAnswer = v.object({ blindSignature: bytes(256), certificate: bytes(64) });

/** Whom to ask, and what was done for it already. */
export interface AskOptions extends WorkOptions {
  /** Index in the manifest's `issuers`. */
  readonly issuer?: number;
  /** What `doWork` gave for a demand of this issuer. */
  readonly work?: string;
}

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
 * The work that the issuer demands is done first, unless it was before; and once more if that isn't taken any more.
 * Throws RequestError; as `doWork`.
 */
export async function askForCode(
  letter: ClientLetter,
  address: string,
  { issuer = issuerFor(letter, address), work, ...options }: AskOptions = {},
): Promise<Asked> {
  const request: Omit<AttestationRequest, 'work'> = {
    letter: toBase64url(letter.digest),
    keyId: toBase64url(keyIdOf(letter.p, entryOf(letter, issuer))),
    address,
  };
  const ask = async (done: string): Promise<Asked> => {
    const answer = await postJson(issuerHttp(letter, issuer), '/attestations', { ...request, work: done });
    return { issuer, address, challenge: read(attestationAnswer, answer, 'answer').challenge };
  };
  if (work !== undefined) {
    try {
      return await ask(work);
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'work_demanded')) throw error;
    }
  }
  return ask(await doWork(letter.p, await fetchWork(letter, issuer), options));
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
