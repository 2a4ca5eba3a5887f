import { describe, expect, it } from '@jest/globals';
import { createPrivateKey } from 'node:crypto';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import { blind, bytesToInt, finalize, verifyBlindSignature } from '../../src/protocol/blind-rsa.js';
import { toHex } from '../../src/protocol/codec.js';
import { decodeRsaPssSpki, encodeRsaPssSpki } from '../../src/protocol/rsa-spki.js';
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
  tokenInput,
  tokenKeyId,
  truncatedTokenKeyId,
} from '../../src/protocol/token.js';
import { webPrimitives } from '../../src/protocol/web-primitives.js';
import { blindSign } from '../support/issuer-key.js';
import { describeVectors, hex } from './shared-vectors.js';

interface Vector {
  skS: string;
  pkS: string;
  token_challenge: string;
  nonce: string;
  blind: string;
  salt: string;
  token_request: string;
  token_response: string;
  token: string;
}

describe.each(['rfc9578.type2.go.json', 'rfc9578.type2.rust.json'])('type 0x0002', (file) => {
  describeVectors<Vector[]>(file, (vectors) => {
    const cases = vectors.flatMap((vector, i) => [
      { name: `${i.toString()} on node:crypto`, p: nodePrimitives, vector },
      { name: `${i.toString()} on WebCrypto`, p: webPrimitives(), vector },
    ]);

    it.each(cases)('$name: the key is the one SPKI form', ({ vector }) => {
      expect(toHex(encodeRsaPssSpki(decodeRsaPssSpki(hex(vector.pkS))))).toBe(vector.pkS);
    });

    it.each(cases)('$name: challenge, request, response and token are read and written', ({ vector }) => {
      expect(toHex(encodeTokenChallenge(decodeTokenChallenge(hex(vector.token_challenge))))).toBe(
        vector.token_challenge,
      );
      expect(toHex(encodeTokenRequest(decodeTokenRequest(hex(vector.token_request))))).toBe(
        vector.token_request,
      );
      expect(toHex(encodeTokenResponse(decodeTokenResponse(hex(vector.token_response))))).toBe(
        vector.token_response,
      );
      expect(toHex(encodeToken(decodeToken(hex(vector.token))))).toBe(vector.token);
    });

    it.each(cases)('$name: from the nonce to the token, byte for byte', async ({ p, vector }) => {
      const spki = hex(vector.pkS);
      const modulus = decodeRsaPssSpki(spki);
      const keyId = tokenKeyId(p, spki);
      const challenge = decodeTokenChallenge(hex(vector.token_challenge));
      const input = tokenInput(p, { challenge, nonce: hex(vector.nonce), keyId });

      const { blindedMessage, inverse } = await blind(
        p,
        modulus,
        input,
        hex(vector.salt),
        blindingFactorOf(vector),
      );
      const request = { truncatedTokenKeyId: truncatedTokenKeyId(keyId), blindedMessage };
      expect(toHex(encodeTokenRequest(request))).toBe(vector.token_request);

      const response = blindSign(createPrivateKey(Buffer.from(hex(vector.skS))), blindedMessage);
      expect(toHex(encodeTokenResponse(response))).toBe(vector.token_response);
      expect(verifyBlindSignature(modulus, blindedMessage, response)).toBe(true);

      const authenticator = await finalize(p, modulus, input, response, inverse);
      expect(toHex(assembleToken(input, authenticator))).toBe(vector.token);
    });

    it.each(cases)('$name: the token names its challenge and key, and verifies', async ({ p, vector }) => {
      const token = decodeToken(hex(vector.token));
      const challenge = decodeTokenChallenge(hex(vector.token_challenge));
      expect(token.challengeDigest).toEqual(challengeDigest(p, challenge));
      expect(token.keyId).toEqual(tokenKeyId(p, hex(vector.pkS)));
      const verifies = await p.rsaPssVerifier(decodeRsaPssSpki(hex(vector.pkS)));
      expect(await verifies(authenticatorInput(token), token.authenticator)).toBe(true);
    });
  });
});

function blindingFactorOf({ blind: factor }: Vector): bigint {
  return bytesToInt(hex(factor));
}
