// RFC 9577 and RFC 9578, token type 0x0002 (Blind RSA, 2048 bits): challenge, request, response, token. protocol.md#token
import { concat, equal, fromUtf8, Reader, uint, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';
import { decodeRsaPssSpki, MODULUS_LENGTH } from './rsa-spki.js';
import { pssVerifier } from './signatures.js';

const TOKEN_TYPE = 0x0002;

/** Bytes of an encoded token, of what its authenticator signs, and of a request. */
export const TOKEN_LENGTH = 354;
export const TOKEN_INPUT_LENGTH = 98;
export const TOKEN_REQUEST_LENGTH = 259;

/** Names in a challenge are printable ASCII. */
const PRINTABLE = /^[\x20-\x7e]*$/;

export interface TokenChallenge {
  /** Host of the issuer's URL, port included. */
  readonly issuerName: string;
  /** 32 bytes (here: always the letter digest), or none. */
  readonly redemptionContext: Uint8Array;
  /** Host of the origin, port included. */
  readonly originInfo: string;
}

export interface TokenRequest {
  /** The last byte of the token key id. */
  readonly truncatedTokenKeyId: number;
  /** 256 bytes. */
  readonly blindedMessage: Uint8Array;
}

export interface Token {
  /** 32 bytes: SHA-256 of the signer's public key. */
  readonly nonce: Uint8Array;
  /** 32 bytes: SHA-256 of the encoded challenge. */
  readonly challengeDigest: Uint8Array;
  /** 32 bytes: SHA-256 of the issuer's SPKI. */
  readonly keyId: Uint8Array;
  /** 256 bytes: the unblinded signature. */
  readonly authenticator: Uint8Array;
}

/** The challenge for a letter: issuer and origin by host, the letter digest (32 bytes) as redemption context. */
export function letterChallenge(letter: {
  readonly issuerHost: string;
  readonly originHost: string;
  readonly letterDigest: Uint8Array;
}): TokenChallenge {
  demandLength(letter.letterDigest, 32, 'letter digest');
  return {
    issuerName: letter.issuerHost,
    redemptionContext: letter.letterDigest,
    originInfo: letter.originHost,
  };
}

// RFC 9577 section 2.1.1
// struct {
//     uint16_t token_type = 0x0002;
//     opaque issuer_name<1..2^16-1>;
//     opaque redemption_context<0..32>;   /* 0 or 32 bytes */
//     opaque origin_info<0..2^16-1>;
// } TokenChallenge;

/** Throws `malformed` on a field out of its bounds. */
export function encodeTokenChallenge(challenge: TokenChallenge): Uint8Array {
  const issuerName = utf8(challenge.issuerName);
  const originInfo = utf8(challenge.originInfo);
  checkChallenge(challenge);
  return concat(
    uint(TOKEN_TYPE, 2),
    uint(issuerName.length, 2),
    issuerName,
    uint(challenge.redemptionContext.length, 1),
    challenge.redemptionContext,
    uint(originInfo.length, 2),
    originInfo,
  );
}

/** Throws `malformed` on anything but exactly one challenge of type 0x0002. */
export function decodeTokenChallenge(bytes: Uint8Array, place = 'challenge'): TokenChallenge {
  const reader = new Reader(bytes, place);
  readTokenType(reader, place);
  const challenge = {
    issuerName: fromUtf8(reader.vector(2), place),
    redemptionContext: reader.vector(1),
    originInfo: fromUtf8(reader.vector(2), place),
  };
  reader.end();
  checkChallenge(challenge, place);
  return challenge;
}

// RFC 9578 section 6.1
// struct {
//     uint16_t token_type = 0x0002; /* Type Blind RSA (2048-bit) */
//     uint8_t truncated_token_key_id;
//     uint8_t blinded_msg[Nk];      /* Nk = 256 */
// } TokenRequest;

/** 259 bytes. Throws `malformed` on a field out of its bounds. */
export function encodeTokenRequest(request: TokenRequest): Uint8Array {
  demandLength(request.blindedMessage, MODULUS_LENGTH, 'blinded message');
  return concat(uint(TOKEN_TYPE, 2), uint(request.truncatedTokenKeyId, 1), request.blindedMessage);
}

/** Throws `malformed` on anything but exactly one request of type 0x0002. */
export function decodeTokenRequest(bytes: Uint8Array, place = 'request'): TokenRequest {
  const reader = new Reader(bytes, place);
  readTokenType(reader, place);
  const request = { truncatedTokenKeyId: reader.uint(1), blindedMessage: reader.take(MODULUS_LENGTH) };
  reader.end();
  return request;
}

// RFC 9578 section 6.2
// struct {
//     uint8_t blind_sig[Nk];
// } TokenResponse;

/** 256 bytes. Throws `malformed` on any other length. */
export function encodeTokenResponse(blindSignature: Uint8Array): Uint8Array {
  demandLength(blindSignature, MODULUS_LENGTH, 'blind signature');
  return new Uint8Array(blindSignature);
}

/** The blind signature (256 bytes) of a response. Throws `malformed` on any other length. */
export function decodeTokenResponse(bytes: Uint8Array, place = 'response'): Uint8Array {
  const reader = new Reader(bytes, place);
  const blindSignature = reader.take(MODULUS_LENGTH);
  reader.end();
  return blindSignature;
}

// RFC 9577 section 2.2
// struct {
//     uint16_t token_type = 0x0002;
//     uint8_t nonce[32];
//     uint8_t challenge_digest[32];
//     uint8_t token_key_id[Nid];    /* Nid = 32 */
//     uint8_t authenticator[Nk];    /* Nk = 256 */
// } Token;

/** 354 bytes. Throws `malformed` on a field out of its bounds. */
export function encodeToken(token: Token): Uint8Array {
  demandLength(token.authenticator, MODULUS_LENGTH, 'authenticator');
  return concat(authenticatorInput(token), token.authenticator);
}

/** Throws `malformed` on anything but exactly one token of type 0x0002. */
export function decodeToken(bytes: Uint8Array, place = 'token'): Token {
  return viewToken(new Uint8Array(bytes), place);
}

/** The same without a copy: the token's parts are views of these bytes. */
export function viewToken(bytes: Uint8Array, place = 'token'): Token {
  if (bytes.length !== TOKEN_LENGTH || bytes[0] !== TOKEN_TYPE >> 8 || bytes[1] !== (TOKEN_TYPE & 0xff)) {
    throw new ProtocolError('malformed', 'This is not a token of the type 0x0002, 354 bytes.', place);
  }
  return {
    nonce: bytes.subarray(2, 34),
    challengeDigest: bytes.subarray(34, 66),
    keyId: bytes.subarray(66, TOKEN_INPUT_LENGTH),
    authenticator: bytes.subarray(TOKEN_INPUT_LENGTH),
  };
}

/** The token key id, RFC 9578 section 6.5: SHA-256 of the issuer's SPKI, 32 bytes. Throws `malformed` on any other key. */
export function tokenKeyId(p: Primitives, spki: Uint8Array): Uint8Array {
  decodeRsaPssSpki(spki);
  return p.sha256(spki);
}

/** What a request says of the token key id (32 bytes): its last byte. */
export function truncatedTokenKeyId(keyId: Uint8Array): number {
  demandLength(keyId, 32, 'token key id');
  return keyId[31] ?? 0;
}

/** What a token says of its challenge: SHA-256 of the encoded challenge, 32 bytes. RFC 9577 section 2.2. */
export function challengeDigest(p: Primitives, challenge: TokenChallenge): Uint8Array {
  return p.sha256(encodeTokenChallenge(challenge));
}

/**
 * What is blinded and signed, RFC 9578 section 6.1: type ‖ nonce ‖ challenge digest ‖ key id, 98 bytes.
 * `nonce` is SHA-256 of the signer's public key, `keyId` that of the issuer's SPKI.
 */
export function tokenInput(
  p: Primitives,
  input: { readonly challenge: TokenChallenge; readonly nonce: Uint8Array; readonly keyId: Uint8Array },
): Uint8Array {
  return authenticatorInput({ ...input, challengeDigest: challengeDigest(p, input.challenge) });
}

/** What a token's authenticator signs: the token without it, 98 bytes. RFC 9577 section 2.2. */
export function authenticatorInput(token: Omit<Token, 'authenticator'>): Uint8Array {
  demandLength(token.nonce, 32, 'nonce');
  demandLength(token.challengeDigest, 32, 'challenge digest');
  demandLength(token.keyId, 32, 'token key id');
  return concat(uint(TOKEN_TYPE, 2), token.nonce, token.challengeDigest, token.keyId);
}

/** The token (354 bytes) of a token input (98 bytes) and its finalized signature (256 bytes). Throws `malformed`. */
export function assembleToken(input: Uint8Array, authenticator: Uint8Array): Uint8Array {
  return encodeToken(decodeToken(concat(input, authenticator)));
}

/**
 * The token of these bytes, if it is one under this issuer key (SPKI), for this challenge and this signer's public key.
 * Throws `malformed`, or `invalid_token`.
 */
export async function verifyToken(
  p: Primitives,
  bytes: Uint8Array,
  expected: { readonly spki: Uint8Array; readonly challenge: TokenChallenge; readonly publicKey: Uint8Array },
  place = 'token',
): Promise<Token> {
  const token = decodeToken(bytes, place);
  const verifies = await pssVerifier(p, decodeRsaPssSpki(expected.spki));
  const input = tokenInput(p, {
    challenge: expected.challenge,
    nonce: p.sha256(expected.publicKey),
    keyId: tokenKeyId(p, expected.spki),
  });
  if (!equal(authenticatorInput(token), input) || !(await verifies(input, token.authenticator))) {
    throw new ProtocolError(
      'invalid_token',
      'The token is not one of this issuer for this letter and key.',
      place,
    );
  }
  return token;
}

function readTokenType(reader: Reader, place: string): void {
  if (reader.uint(2) !== TOKEN_TYPE) {
    throw new ProtocolError('malformed', 'This is not of the token type 0x0002.', place);
  }
}

function checkChallenge(challenge: TokenChallenge, place?: string): void {
  const context = challenge.redemptionContext.length;
  if (
    challenge.issuerName === '' ||
    !PRINTABLE.test(challenge.issuerName) ||
    !PRINTABLE.test(challenge.originInfo) ||
    (context !== 0 && context !== 32)
  ) {
    throw new ProtocolError('malformed', 'A token challenge has a field out of its bounds.', place);
  }
}

function demandLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) {
    throw new ProtocolError('malformed', `The ${what} must have ${length.toString()} bytes.`);
  }
}
