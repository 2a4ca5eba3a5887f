import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { refusal } from '../../test/support/fails-with.js';
import { makeIssuerKey } from '../../test/support/issuer-key.js';
import { nodePrimitives } from '../common/node-primitives.js';
import { bytesToInt, intToBytes } from './blind-rsa.js';
import { toHex } from './codec.js';
import { letterChallenge, tokenInput, tokenKeyId } from './token.js';
import { webPrimitives } from './web-primitives.js';
import {
  blindingFactor,
  drawWords,
  entropyOf,
  holderSecret,
  organizerKeys,
  pssSalt,
  signerSeed,
  wordsOf,
  wordsPseudorandomKey,
} from './words.js';

const p = nodePrimitives;
const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

/** Computed by another program (Python's hmac, and openssl for the public keys). */
const vector = JSON.parse(
  readFileSync(new URL('../../test/vectors/undersigned.words.json', import.meta.url), 'utf8'),
) as Record<string, string>;
const given = (field: string): Uint8Array => new Uint8Array(Buffer.from(vector[field] ?? '', 'hex'));

describe('twelve words', () => {
  it('are drawn from sixteen bytes, and lead back to them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (entropy) => {
        const words = drawWords({ ...p, random: () => entropy });
        expect(words.split(' ')).toHaveLength(12);
        expect(entropyOf(words)).toEqual(entropy);
        expect(wordsOf(entropy)).toBe(words);
      }),
    );
    expect(drawWords(p)).not.toBe(drawWords(p));
    expect(wordsOf(entropyOf(WORDS))).toBe(WORDS);
  });

  it('stand for sixteen bytes and nothing else', async () => {
    for (const length of [0, 15, 17, 32]) {
      expect(await refusal(() => wordsOf(new Uint8Array(length)))).toBe('malformed');
    }
  });

  it('may be written in any case and with any white space', () => {
    for (const written of [
      WORDS.toUpperCase(),
      `  ${WORDS.replaceAll(' ', '   ')}\n`,
      WORDS.replaceAll(' ', '\n'),
      WORDS.replace('winner', 'Winner'),
    ]) {
      expect(entropyOf(written)).toEqual(new Uint8Array(16).fill(0x7f));
    }
  });

  it('are refused otherwise, without being repeated', async () => {
    const words = WORDS.split(' ');
    for (const wrong of [
      '',
      ' ',
      words.slice(1).join(' '),
      `${WORDS} about`,
      words.toReversed().join(' '),
      WORDS.replace('yellow', 'zoo'),
      WORDS.replace('yellow', 'yello'),
      WORDS.replace('yellow', 'yellow.'),
      WORDS.replaceAll(' ', ','),
      WORDS.replaceAll(' ', '-'),
      WORDS.replace('thank', 'than\u212a'), // the Kelvin sign, which is a k in lower case
      WORDS.replace('legal', 'ｌｅｇａｌ'), // wide letters, which are these in compatibility form
      WORDS.replaceAll(' ', '\u00a0'),
      WORDS.replaceAll(' ', '\u3000'),
    ]) {
      expect(await refusal(() => entropyOf(wrong))).toBe('invalid_words');
      expect(await refusal(() => wordsPseudorandomKey(p, wrong))).toBe('invalid_words');
    }
    expect(() => entropyOf(WORDS.replace('yellow', 'sesame'))).toThrow(/^(?!.*(sesame|legal)).*$/);
  });
});

describe.each([
  { name: 'node:crypto', primitives: nodePrimitives },
  { name: 'WebCrypto', primitives: webPrimitives() },
])('what is derived from words on $name', ({ primitives }) => {
  it('is what another program derives', async () => {
    const prk = wordsPseudorandomKey(primitives, vector['words'] ?? '');
    const input = given('tokenInput');
    expect(prk).toEqual(given('pseudorandomKey'));
    expect(signerSeed(primitives, prk, given('letterDigest'))).toEqual(given('signerSeed'));
    expect(holderSecret(primitives, prk, input)).toEqual(given('holderSecret'));
    expect(pssSalt(primitives, prk, input)).toEqual(given('pssSalt'));
    const r = blindingFactor(primitives, prk, input, given('modulus'));
    expect(toHex(intToBytes(r, 256))).toBe(vector['blindingFactor']);
    expect(await organizerKeys(primitives, prk)).toEqual({
      signingSeed: given('signingSeed'),
      signingKey: given('signingKey'),
      sealingSecret: given('sealingSecret'),
      sealingKey: given('sealingKey'),
    });
  });
});

describe('derivation', () => {
  it('shows no two keys one factor, salt or holder', () => {
    const prk = wordsPseudorandomKey(p, WORDS);
    const challenge = letterChallenge({
      issuerHost: 'issuer.example',
      originHost: 'letters.example',
      letterDigest: p.random(32),
    });
    const nonce = p.random(32);
    const seen = [makeIssuerKey(), makeIssuerKey(), makeIssuerKey()].flatMap(({ spki, modulus }) => {
      const input = tokenInput(p, { challenge, nonce, keyId: tokenKeyId(p, spki) });
      const r = blindingFactor(p, prk, input, modulus);
      return [toHex(holderSecret(p, prk, input)), toHex(pssSalt(p, prk, input)), r.toString(16)];
    });
    expect(new Set(seen).size).toBe(9);
  });

  it('gives another seed for every letter, and for other words', () => {
    const letters = [p.random(32), p.random(32)];
    const keys = [wordsPseudorandomKey(p, drawWords(p)), wordsPseudorandomKey(p, drawWords(p))];
    const seeds = keys.flatMap((prk) => letters.map((letter) => toHex(signerSeed(p, prk, letter))));
    expect(new Set(seeds).size).toBe(4);
  });

  it('gives factors between 0 and the modulus, wherever the expansion falls', () => {
    const modulus = given('modulus');
    const n = bytesToInt(modulus);
    const from = (expansion: bigint): bigint =>
      blindingFactor(
        { ...p, hkdfExpand: () => intToBytes(expansion, 272) },
        p.random(32),
        p.random(98),
        modulus,
      );
    expect(from(0n)).toBe(1n);
    expect(from(n - 2n)).toBe(n - 1n);
    expect(from(n - 1n)).toBe(1n);
  });

  it('is refused for anything but a whole digest or token input', async () => {
    const prk = wordsPseudorandomKey(p, WORDS);
    expect(await refusal(() => signerSeed(p, prk, p.random(31)))).toBe('malformed');
    expect(await refusal(() => signerSeed(p, prk, p.random(98)))).toBe('malformed');
    expect(await refusal(() => holderSecret(p, prk, p.random(32)))).toBe('malformed');
    expect(await refusal(() => pssSalt(p, prk, p.random(97)))).toBe('malformed');
    expect(await refusal(() => blindingFactor(p, prk, p.random(99), given('modulus')))).toBe('malformed');
  });
});
