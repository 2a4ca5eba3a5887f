// Other people's software against ours: blinding bit by bit, tokens as a whole, and stock openssl.
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import {
  publicVerif,
  Token as TheirToken,
  TokenChallenge as TheirChallenge,
} from '@cloudflare/privacypass-ts';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { blind, bytesToInt, finalize } from '../../src/protocol/blind-rsa.js';
import {
  assembleToken,
  authenticatorInput,
  decodeToken,
  decodeTokenRequest,
  encodeTokenChallenge,
  encodeTokenResponse,
  letterChallenge,
  tokenInput,
  tokenKeyId,
  verifyToken,
} from '../../src/protocol/token.js';
import { blindingFactor, drawWords, pssSalt, wordsPseudorandomKey } from '../../src/protocol/words.js';
import { type IssuerKey, makeIssuerKey } from '../support/issuer-key.js';

const issuer = makeIssuerKey();
const challenge = letterChallenge({
  issuerHost: 'issuer.example:8443',
  originHost: 'letters.example',
  letterDigest: p.random(32),
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('@cloudflare/blindrsa-ts', () => {
  it('blinds three dozen messages to the same bits from the same salt and factor', async () => {
    const suite = RSABSSA.SHA384.PSS.Deterministic();
    const key = await importForThem(issuer);
    for (let i = 0; i < 36; i++) {
      const message = p.random(98);
      const salt = p.random(48);
      const r = p.random(256);
      r[0] = 0x7f & (r[0] ?? 0); // below the modulus, so that neither side draws again
      jest.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
        const view = array as unknown as Uint8Array;
        view.set(view.length === 48 ? salt : r);
        return array;
      });
      const theirs = await suite.blind(key, message);
      jest.restoreAllMocks();
      const ours = await blind(p, issuer.modulus, message, salt, bytesToInt(r));
      expect(ours.blindedMessage).toEqual(theirs.blindedMsg);
      expect(ours.inverse).toBe(bytesToInt(theirs.inv));

      const blindSignature = issuer.blindSign(ours.blindedMessage);
      const signature = await finalize(p, issuer.modulus, message, blindSignature, ours.inverse);
      expect(signature).toEqual(await suite.finalize(key, message, blindSignature, theirs.inv));
    }
  });
});

describe('@cloudflare/privacypass-ts', () => {
  it('reads our challenge, and verifies our tokens', async () => {
    const encoded = encodeTokenChallenge(challenge);
    const theirs = TheirChallenge.deserialize(encoded);
    expect(theirs.issuerName).toBe('issuer.example:8443');
    expect(theirs.redemptionContext).toEqual(challenge.redemptionContext);
    expect(theirs.originInfo).toEqual(['letters.example']);
    expect(theirs.serialize()).toEqual(encoded);

    const origin = new publicVerif.Origin(publicVerif.BlindRSAMode.PSS, ['letters.example']);
    const key = await importForThem(issuer);
    for (let i = 0; i < 12; i++) {
      const { token } = await ourToken(p.random(32));
      expect(await origin.verify(TheirToken.deserialize(publicVerif.BLIND_RSA, token), key)).toBe(true);
      const changed = Uint8Array.from(token, (byte, at) => (at === 2 + i ? byte ^ 1 : byte));
      expect(await origin.verify(TheirToken.deserialize(publicVerif.BLIND_RSA, changed), key)).toBe(false);
    }
  });

  it('makes key ids as we do, and asks for tokens that we issue and verify', async () => {
    const client = new publicVerif.Client(publicVerif.BlindRSAMode.PSS);
    const theirChallenge = TheirChallenge.deserialize(encodeTokenChallenge(challenge));
    const request = await client.createTokenRequest(theirChallenge, issuer.spki);
    const { blindedMessage, truncatedTokenKeyId } = decodeTokenRequest(request.serialize());
    expect(truncatedTokenKeyId).toBe(tokenKeyId(p, issuer.spki)[31]);
    const response = encodeTokenResponse(issuer.blindSign(blindedMessage));
    const token = (await client.finalize(client.deserializeTokenResponse(response))).serialize();

    const { nonce, ...rest } = decodeToken(token);
    expect(rest.keyId).toEqual(tokenKeyId(p, issuer.spki));
    const verifies = await p.rsaPssVerifier(issuer.modulus);
    expect(await verifies(authenticatorInput({ nonce, ...rest }), rest.authenticator)).toBe(true);
  });

  it('derives the key encoding that we do', async () => {
    expect(await publicVerif.getPublicKeyBytes(await importForThem(issuer))).toEqual(issuer.spki);
  });
});

describe('openssl', () => {
  it('verifies a token with dgst and with pkeyutl, from the bytes as they are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'undersigned-openssl-'));
    try {
      const { token } = await ourToken(p.random(32));
      const file = (name: string, bytes: Uint8Array): string => {
        writeFileSync(join(folder, name), bytes);
        return join(folder, name);
      };
      const key = file('key.der', issuer.spki);
      const message = file('message', token.subarray(0, 98));
      const signature = file('signature', token.subarray(98));
      const hash = file('hash', await p.sha384(token.subarray(0, 98)));
      const wrong = file('wrong', await p.sha384(token.subarray(0, 97)));

      expect(
        openssl(
          ...['dgst', '-sha384', '-verify', key, '-keyform', 'DER', '-signature', signature],
          ...['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:48', message],
        ),
      ).toContain('Verified OK');
      const pkeyutl = (input: string): string =>
        openssl(
          ...['pkeyutl', '-verify', '-pubin', '-inkey', key, '-keyform', 'DER', '-sigfile', signature],
          ...['-in', input, '-pkeyopt', 'digest:sha384', '-pkeyopt', 'rsa_padding_mode:pss'],
          ...['-pkeyopt', 'rsa_pss_saltlen:48'],
        );
      expect(pkeyutl(hash)).toContain('Signature Verified Successfully');
      expect(() => pkeyutl(wrong)).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A token as a client makes it, for a signer's public key. */
async function ourToken(publicKey: Uint8Array): Promise<{ token: Uint8Array }> {
  const prk = wordsPseudorandomKey(p, drawWords(p));
  const keyId = tokenKeyId(p, issuer.spki);
  const input = tokenInput(p, { challenge, nonce: p.sha256(publicKey), keyId });
  const r = blindingFactor(p, prk, input, issuer.modulus);
  const { blindedMessage, inverse } = await blind(p, issuer.modulus, input, pssSalt(p, prk, input), r);
  const authenticator = await finalize(p, issuer.modulus, input, issuer.blindSign(blindedMessage), inverse);
  const token = assembleToken(input, authenticator);
  await verifyToken(p, token, { spki: issuer.spki, challenge, publicKey });
  return { token };
}

async function importForThem({ publicKey }: IssuerKey): Promise<webcrypto.CryptoKey> {
  const jwk = publicKey.export({ format: 'jwk' }) as webcrypto.JsonWebKey;
  return globalThis.crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-384' }, true, [
    'verify',
  ]);
}

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
