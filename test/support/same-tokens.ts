// Whole tokens of ours beside those of @cloudflare/blindrsa-ts, which is fed the salt and the factor that our words give.
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { expect, jest } from '@jest/globals';
import type { webcrypto } from 'node:crypto';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { blind, finalize, intToBytes } from '../../src/protocol/blind-rsa.js';
import { assembleToken, letterChallenge, tokenInput, tokenKeyId } from '../../src/protocol/token.js';
import { blindingFactor, drawWords, pssSalt, wordsPseudorandomKey } from '../../src/protocol/words.js';
import { makeIssuerKey } from './issuer-key.js';

/** Makes so many tokens both ways, each for words of its own; expects the same blinded message and the same token. */
export async function expectSameTokens(count: number): Promise<void> {
  const issuer = makeIssuerKey();
  const keyId = tokenKeyId(p, issuer.spki);
  const challenge = letterChallenge({
    issuerHost: 'issuer.example',
    originHost: 'letters.example',
    letterDigest: p.random(32),
  });
  const suite = RSABSSA.SHA384.PSS.Deterministic();
  const jwk = issuer.publicKey.export({ format: 'jwk' }) as webcrypto.JsonWebKey;
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const theirKey = await globalThis.crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
  for (let i = 0; i < count; i++) {
    const prk = wordsPseudorandomKey(p, drawWords(p));
    const input = tokenInput(p, { challenge, nonce: p.random(32), keyId });
    const salt = pssSalt(p, prk, input);
    const r = blindingFactor(p, prk, input, issuer.modulus);
    const ours = await blind(p, issuer.modulus, input, salt, r);
    const drawn = jest.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
      const view = array as unknown as Uint8Array;
      view.set(view.length === salt.length ? salt : intToBytes(r, 256));
      return array;
    });
    const theirs = await suite.blind(theirKey, input);
    drawn.mockRestore();
    expect(theirs.blindedMsg).toEqual(ours.blindedMessage);
    const blindSignature = issuer.blindSign(ours.blindedMessage);
    const authenticator = await finalize(p, issuer.modulus, input, blindSignature, ours.inverse);
    const theirAuthenticator = await suite.finalize(theirKey, input, blindSignature, theirs.inv);
    expect(assembleToken(input, theirAuthenticator)).toEqual(assembleToken(input, authenticator));
  }
}
