import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusal } from '../../test/support/fails-with.js';
import { makeIssuerKey } from '../../test/support/issuer-key.js';
import { nodePrimitives } from '../common/node-primitives.js';
import { blind, bytesToInt, finalize, intToBytes } from './blind-rsa.js';
import { concat } from './codec.js';
import {
  assembleToken,
  authenticatorInput,
  challengeDigest,
  decodeToken,
  decodeTokenChallenge,
  decodeTokenRequest,
  decodeTokenResponse,
  encodeToken,
  encodeTokenChallenge,
  encodeTokenRequest,
  encodeTokenResponse,
  letterChallenge,
  TOKEN_INPUT_LENGTH,
  TOKEN_LENGTH,
  TOKEN_REQUEST_LENGTH,
  tokenInput,
  tokenKeyId,
  truncatedTokenKeyId,
  verifyToken,
} from './token.js';
import { webPrimitives } from './web-primitives.js';

const p = nodePrimitives;

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const name = (minLength: number) =>
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)), minLength });

const CODECS = [
  {
    what: 'a challenge',
    values: fc.record({
      issuerName: name(1),
      redemptionContext: fc.oneof(bytesOf(32), bytesOf(0)),
      originInfo: name(0),
    }),
    encode: encodeTokenChallenge,
    decode: decodeTokenChallenge,
  },
  {
    what: 'a request',
    values: fc.record({
      truncatedTokenKeyId: fc.integer({ min: 0, max: 255 }),
      blindedMessage: bytesOf(256),
    }),
    encode: encodeTokenRequest,
    decode: decodeTokenRequest,
    length: TOKEN_REQUEST_LENGTH,
  },
  {
    what: 'a response',
    values: bytesOf(256),
    encode: encodeTokenResponse,
    decode: decodeTokenResponse,
    length: 256,
  },
  {
    what: 'a token',
    values: fc.record({
      nonce: bytesOf(32),
      challengeDigest: bytesOf(32),
      keyId: bytesOf(32),
      authenticator: bytesOf(256),
    }),
    encode: encodeToken,
    decode: decodeToken,
    length: TOKEN_LENGTH,
  },
] as unknown as {
  what: string;
  values: fc.Arbitrary<unknown>;
  encode: (value: unknown) => Uint8Array;
  decode: (bytes: Uint8Array) => unknown;
  length?: number;
}[];

describe.each(CODECS)('$what', ({ what, values, encode, decode, length }) => {
  it('is read back as it was written, from the middle of a buffer that is used again', () => {
    fc.assert(
      fc.property(values, fc.nat(20), fc.nat(20), (value, before, after) => {
        const encoded = encode(value);
        if (length !== undefined) expect(encoded).toHaveLength(length);
        const pool = concat(new Uint8Array(before).fill(1), encoded, new Uint8Array(after).fill(2));
        const decoded = decode(pool.subarray(before, before + encoded.length));
        pool.fill(0xee);
        expect(decoded).toEqual(value);
        expect(encode(decoded)).toEqual(encoded);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with a byte too many or too few', async () => {
    for (const value of fc.sample(values, 5)) {
      const encoded = encode(value);
      for (const wrong of [
        concat(encoded, new Uint8Array(1)),
        concat(encoded, encoded),
        encoded.subarray(0, -1),
        encoded.subarray(1),
        new Uint8Array(),
      ]) {
        expect(await refusal(() => decode(wrong))).toBe('malformed');
      }
    }
  });

  it('is refused under another token type', async () => {
    if (what === 'a response') return; // has none
    for (const type of [0x0001, 0x0003, 0x0102, 0xda7a]) {
      const encoded = encode(fc.sample(values, 1)[0]);
      encoded.set([type >> 8, type & 0xff]);
      expect(await refusal(() => decode(encoded))).toBe('malformed');
    }
  });
});

describe('fields out of their bounds', () => {
  const challenge = letterChallenge({
    issuerHost: 'issuer.example',
    originHost: 'letters.example:8443',
    letterDigest: p.random(32),
  });

  it('are refused in a challenge, written or read', async () => {
    for (const wrong of [
      { issuerName: '' },
      { issuerName: 'issuér.example' },
      { originInfo: 'a\n' },
      { originInfo: 'ö' },
      { redemptionContext: p.random(31) },
      { redemptionContext: p.random(33) },
      { issuerName: 'a'.repeat(65536) },
    ]) {
      expect(await refusal(() => encodeTokenChallenge({ ...challenge, ...wrong }))).toBe('malformed');
    }
    const empty = Uint8Array.of(0, 2, 0, 0, 0, 0, 0);
    const short = Uint8Array.of(0, 2, 0, 1, 0x61, 1, 0xff, 0, 0);
    const notAscii = Uint8Array.of(0, 2, 0, 2, 0xc3, 0xa4, 0, 0, 0);
    const notUtf8 = Uint8Array.of(0, 2, 0, 1, 0xff, 0, 0, 0);
    for (const wrong of [empty, short, notAscii, notUtf8]) {
      expect(await refusal(() => decodeTokenChallenge(wrong))).toBe('malformed');
    }
  });

  it('are refused in a letter, a request, a response, a token and its input', async () => {
    const token = decodeToken(concat(Uint8Array.of(0, 2), p.random(352)));
    for (const action of [
      () => letterChallenge({ issuerHost: 'a', originHost: 'b', letterDigest: p.random(31) }),
      () => encodeTokenRequest({ truncatedTokenKeyId: 256, blindedMessage: p.random(256) }),
      () => encodeTokenRequest({ truncatedTokenKeyId: 0, blindedMessage: p.random(255) }),
      () => encodeTokenResponse(p.random(257)),
      () => encodeToken({ ...token, nonce: p.random(31) }),
      () => encodeToken({ ...token, challengeDigest: p.random(33) }),
      () => encodeToken({ ...token, keyId: p.random(1) }),
      () => encodeToken({ ...token, authenticator: p.random(255) }),
      () => tokenInput(p, { challenge, nonce: p.random(31), keyId: p.random(32) }),
      () => assembleToken(p.random(97), p.random(257)),
      () => tokenKeyId(p, p.random(342)),
      () => truncatedTokenKeyId(p.random(31)),
    ]) {
      expect(await refusal(action)).toBe('malformed');
    }
  });
});

describe.each([
  { name: 'node:crypto', primitives: nodePrimitives },
  { name: 'WebCrypto', primitives: webPrimitives() },
])('a token on $name', ({ primitives }) => {
  const issuer = makeIssuerKey();
  const letterDigest = p.random(32);
  const publicKey = p.random(32);
  const parts = { issuerHost: 'issuer.example', originHost: 'letters.example', letterDigest };
  const challenge = letterChallenge(parts);
  const expected = { spki: issuer.spki, challenge, publicKey };

  async function issue(): Promise<Uint8Array> {
    const nonce = p.sha256(publicKey);
    const input = tokenInput(primitives, { challenge, nonce, keyId: tokenKeyId(primitives, issuer.spki) });
    expect(input).toHaveLength(TOKEN_INPUT_LENGTH);
    const { blindedMessage, inverse } = await blind(primitives, issuer.modulus, input, p.random(48), 12345n);
    const response = issuer.blindSign(blindedMessage);
    return assembleToken(input, await finalize(primitives, issuer.modulus, input, response, inverse));
  }

  it('verifies, and says what it is for', async () => {
    const token = await verifyToken(primitives, await issue(), expected);
    expect(token.nonce).toEqual(p.sha256(publicKey));
    expect(token.challengeDigest).toEqual(challengeDigest(primitives, challenge));
    expect(token.keyId).toEqual(p.sha256(issuer.spki));
    expect(authenticatorInput(token)).toEqual((await issue()).subarray(0, 98));
  });

  it('is of one letter, issuer, origin, key and signer', async () => {
    const token = await issue();
    for (const wrong of [
      { challenge: letterChallenge({ ...parts, letterDigest: p.random(32) }) },
      { challenge: letterChallenge({ ...parts, issuerHost: 'issuer.example:444' }) },
      { challenge: letterChallenge({ ...parts, originHost: 'letters.example.org' }) },
      { spki: makeIssuerKey().spki },
      { publicKey: p.random(32) },
    ]) {
      expect(await refusal(() => verifyToken(primitives, token, { ...expected, ...wrong }))).toBe(
        'invalid_token',
      );
    }
  });

  it('is refused with any of its fields changed', async () => {
    const token = await issue();
    for (const at of [2, 33, 34, 65, 66, 97, 98, 200, 353]) {
      const changed = Uint8Array.from(token, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await refusal(() => verifyToken(primitives, changed, expected))).toBe('invalid_token');
    }
    expect(await refusal(() => verifyToken(primitives, concat(token, new Uint8Array(9)), expected))).toBe(
      'malformed',
    );
  });

  it('has no second form: the authenticator plus the modulus is refused', async () => {
    const n = bytesToInt(issuer.modulus);
    let token = await issue();
    // Only a small authenticator leaves room for it in 256 bytes.
    while (bytesToInt(token.subarray(98)) + n >= 1n << 2048n) token = await issue();
    const second = concat(token.subarray(0, 98), intToBytes(bytesToInt(token.subarray(98)) + n, 256));
    expect(await refusal(() => verifyToken(primitives, second, expected))).toBe('invalid_token');
  });
});
