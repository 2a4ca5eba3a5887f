// The protocol in Chromium: its primitives, words, blinding, sealing, and the verifier, each held to vectors and to Node.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { nodePrimitives as node } from '../../src/common/node-primitives.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { bytesToInt } from '../../src/protocol/blind-rsa.js';
import { concat, fromUtf8, toHex, utf8 } from '../../src/protocol/codec.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import { openChoice, sealChoice } from '../../src/protocol/sealed-choice.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { entropyOf } from '../../src/protocol/words.js';
import { asLines, makeBundle } from '../support/bundles.js';
import { makeLetter } from '../support/letters.js';
import { type Json, type Mutation, mutations } from '../support/mutations.js';
import { namedBundle } from '../support/named-bundle.js';
import { fixedIssuerKey } from '../support/rsa-keys.js';
import { describeVectors, hex } from '../vectors/shared-vectors.js';
import { describeInChromium } from './chromium.js';
import type { Verdict } from './page.js';

interface Case {
  tcId: number;
  result: 'valid' | 'invalid' | 'acceptable';
}

interface Suite<Group, Fields> {
  testGroups: (Group & { tests: (Case & Fields)[] })[];
}

interface Signature {
  msg: string;
  sig: string;
}

/** Of all changes every so manieth is tried, of those within records, which are alike, fewer. Node is shown all of them elsewhere. */
const EVERY = 3;
const EVERY_OF_RECORDS = 20;
const BATCH = 50;

describeInChromium('in Chromium', (inPage) => {
  describe('the primitives', () => {
    it('hash and derive as node:crypto does', async () => {
      for (const length of [0, 1, 63, 64, 65, 111, 112, 127, 128, 129, 1000]) {
        const parts = [node.random(length), node.random(7)] as const;
        const [key, info] = [node.random(length), node.random(length)];
        expect(await inPage('sha256', ...parts)).toEqual(node.sha256(...parts));
        expect(await inPage('sha384', ...parts)).toEqual(await node.sha384(...parts));
        expect(await inPage('hmacSha256', key, ...parts)).toEqual(node.hmacSha256(key, ...parts));
        expect(await inPage('hkdfExtract', key, info)).toEqual(node.hkdfExtract(key, info));
        const prk = node.random(32);
        expect(await inPage('hkdfExpand', prk, info, 272)).toEqual(node.hkdfExpand(prk, info, 272));
      }
    });

    it('sign, verify and make public keys as node:crypto does', async () => {
      for (let i = 0; i < 16; i++) {
        const [seed, message] = [node.random(32), node.random(i * 9)];
        const publicKey = await node.ed25519PublicKey(seed);
        const signature = await node.ed25519Sign(seed, message);
        expect(await inPage('ed25519PublicKey', seed)).toEqual(publicKey);
        expect(await inPage('ed25519Sign', seed, message)).toEqual(signature);
        expect(await inPage('isSignature', publicKey, message, signature)).toBe(true);
        expect(await inPage('isSignature', publicKey, concat(message, seed), signature)).toBe(false);
        expect(await inPage('x25519PublicKey', seed)).toEqual(await node.x25519PublicKey(seed));
      }
    });

    it('seal and open as node:crypto does', async () => {
      for (const size of [16, 32]) {
        const [key, nonce, plaintext, data] = [size, 12, 100, 20].map((length) => node.random(length)) as [
          ...[Uint8Array, Uint8Array, Uint8Array, Uint8Array],
        ];
        const sealed = await node.aesGcmSeal(key, nonce, plaintext, data);
        expect(await inPage('aesGcmSeal', key, nonce, plaintext, data)).toEqual(sealed);
        expect(await inPage('aesGcmOpen', key, nonce, sealed, data)).toEqual(plaintext);
        expect(await inPage('aesGcmOpen', key, nonce, sealed, key)).toBeUndefined();
      }
    });
  });

  describeVectors<Suite<{ publicKey: { pk: string } }, Signature>>(
    'wycheproof.ed25519.json',
    ({ testGroups }) => {
      it('is agreed with on every signature', async () => {
        const wrong: Case[] = [];
        for (const { publicKey, tests } of testGroups) {
          for (const test of tests) {
            const valid = await inPage('isSignature', hex(publicKey.pk), hex(test.msg), hex(test.sig));
            if (valid !== (test.result === 'valid')) wrong.push(test);
          }
        }
        expect(wrong).toEqual([]);
      });
    },
  );

  describeVectors<Suite<{ publicKey: { modulus: string } }, Signature>>(
    'wycheproof.rsa_pss_2048_sha384_mgf1_48.json',
    ({ testGroups }) => {
      it('is agreed with on every signature', async () => {
        const wrong: Case[] = [];
        for (const { publicKey, tests } of testGroups) {
          // The vectors write the modulus as a DER integer: a zero before its first bit.
          const modulus = hex(publicKey.modulus).subarray(1);
          for (const test of tests) {
            const valid = await inPage('rsaPssVerify', modulus, hex(test.msg), hex(test.sig));
            if (valid !== (test.result === 'valid')) wrong.push(test);
          }
        }
        expect(wrong).toEqual([]);
      });
    },
  );

  describeVectors<Suite<object, { public: string; private: string; shared: string }>>(
    'wycheproof.x25519.json',
    ({ testGroups }) => {
      it('is agreed with on every shared secret, and none is zero', async () => {
        const wrong: Case[] = [];
        for (const test of testGroups.flatMap((group) => group.tests)) {
          const derived = await inPage('x25519', hex(test.private), hex(test.public)).then(
            toHex,
            () => 'refused',
          );
          if (derived !== (/^0+$/.test(test.shared) ? 'refused' : test.shared)) wrong.push(test);
        }
        expect(wrong).toEqual([]);
      });
    },
  );

  describeVectors<Suite<{ ivSize: number; keySize: number; tagSize: number }, Record<string, string>>>(
    'wycheproof.aes_gcm.json',
    ({ testGroups }) => {
      it('is agreed with on every message', async () => {
        const ours = testGroups.filter(
          ({ ivSize, keySize, tagSize }) => ivSize === 96 && keySize !== 192 && tagSize === 128,
        );
        for (const test of ours.flatMap((group) => group.tests)) {
          const [key, nonce, data] = [hex(test['key']!), hex(test['iv']!), hex(test['aad']!)];
          const sealed = hex(`${test['ct']!}${test['tag']!}`);
          const opened = await inPage('aesGcmOpen', key, nonce, sealed, data);
          expect(opened && toHex(opened)).toBe(test.result === 'valid' ? test['msg'] : undefined);
        }
      });
    },
  );

  describeVectors<Record<string, string>[]>('rfc9474.json', (vectors) => {
    const deterministic = vectors.filter(({ name }) => name!.endsWith('-PSS-Deterministic'));

    it.each(deterministic)('$name: Blind and Finalize', async (vector) => {
      const [modulus, message] = [hex(vector['n']!), hex(vector['input_msg']!)];
      const n = bytesToInt(modulus);
      const inverse = BigInt(vector['inv']!);
      const factor = inverseOf(inverse, n);
      expect(await inPage('blind', modulus, message, hex(vector['salt']!), factor)).toEqual({
        blindedMessage: hex(vector['blinded_msg']!),
        inverse,
      });
      const signature = await inPage('finalize', modulus, message, hex(vector['blind_sig']!), inverse);
      expect(toHex(signature)).toBe(vector['sig']);
    });
  });

  describe('words', () => {
    const vector = JSON.parse(
      readFileSync(new URL('../vectors/undersigned.words.json', import.meta.url), 'utf8'),
    ) as Record<string, string>;
    const given = (field: string): Uint8Array => hex(vector[field] ?? '');

    it('are twelve, others each time, and lead back to their entropy', async () => {
      const words = await inPage('drawWords');
      expect(words.split(' ')).toHaveLength(12);
      expect(await inPage('entropyOf', words)).toEqual(entropyOf(words));
      expect(await inPage('drawWords')).not.toBe(words);
    });

    it('give the secrets that another program derives', async () => {
      const derived = await inPage(
        'derive',
        vector['words']!,
        given('letterDigest'),
        given('tokenInput'),
        given('modulus'),
      );
      expect(derived).toEqual({
        prk: given('pseudorandomKey'),
        signerSeed: given('signerSeed'),
        holderSecret: given('holderSecret'),
        pssSalt: given('pssSalt'),
        blindingFactor: BigInt(`0x${vector['blindingFactor']!}`),
        organizer: {
          signingSeed: given('signingSeed'),
          signingKey: given('signingKey'),
          sealingSecret: given('sealingSecret'),
          sealingKey: given('sealingKey'),
        },
      });
    });
  });

  it('blinds and finalizes under an issuer’s key of 2048 bits', async () => {
    const issuer = fixedIssuerKey(0);
    const message = node.random(98);
    const blinded = await inPage('blind', issuer.modulus, message, node.random(48), 12_345n);
    const blindSignature = issuer.blindSign(blinded.blindedMessage);
    const signature = await inPage('finalize', issuer.modulus, message, blindSignature, blinded.inverse);
    expect(await (await node.rsaPssVerifier(issuer.modulus))(message, signature)).toBe(true);
  });

  it('seals choices that it and Node open, whoever sealed them', async () => {
    const letter = await makeLetter();
    const publicKey = node.random(32);
    const context = { letterDigest: letter.digest, publicKey, organizers: 3, approvals: 2 };
    const secrets = {
      release: letter.releaseSecret,
      sealing: letter.organizers.map(({ sealingSecret }) => sealingSecret),
    };
    const identity = {
      address: 'ada.quist@larkspur.example',
      certificateSignature: node.random(64),
      holderSecret: node.random(32),
      name: 'Ada Quist',
      title: '',
      showAddress: true,
    };
    const all = {
      ...context,
      releaseKey: await node.x25519PublicKey(letter.releaseSecret),
      sealingKeys: letter.organizers.map(({ sealingKey }) => sealingKey),
    };
    const inputs = [
      { ...all, choice: { appear: 'anonymous', role: null, condition: null } },
      { ...all, choice: { appear: 'role', role: 'Engineer', condition: null } },
      { ...all, choice: { appear: 'named', role: 'Engineer', condition: 50 }, identity },
    ] as const;
    for (const input of inputs) {
      const { choice } = input;
      for (const sealed of [await inPage('sealChoice', input), await sealChoice(node, input)]) {
        const opened = await inPage('openChoice', sealed, secrets, context);
        expect(opened).toMatchObject({
          choice,
          conditions: Array.from({ length: 3 }, () => choice.condition ?? 'never'),
          identity: choice.appear === 'named' ? identity : null,
        });
        expect(await openChoice(node, sealed, letter.releaseSecret, context)).toEqual(opened.choice);
      }
    }
  });

  describe('the verifier', () => {
    it('accepts what Node accepts and refuses the rest as Node does, in both forms', async () => {
      const letter = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 10 });
      const foreign = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 11 });
      const [mine, other] = [
        (await namedBundle(letter)).bundle,
        (await namedBundle(foreign)).bundle,
      ] as unknown as [Json, Json];
      const bundles = [mine, ...chosenOf([...mutations(mine, other)])].map((bundle) =>
        fromUtf8(canonicalBytes(bundle)),
      );
      const codes = new Set<string>();
      for (let at = 0; at < bundles.length; at += BATCH) {
        const batch = bundles.slice(at, at + BATCH);
        const [inChromium, expected] = await Promise.all([
          inPage('verifyAll', batch, letter.id),
          inNodeAll(batch, letter.id),
        ]);
        expect(inChromium).toEqual(expected);
        for (const [said] of expected) codes.add(said?.refused?.code ?? `${String(said?.count)} signatures`);
      }
      process.stdout.write(`${bundles.length} bundles in Chromium as in Node: ${[...codes].join(', ')}\n`);
      expect(codes).toContain('12 signatures');
      for (const code of ['invalid_name', 'invalid_certificate', 'invalid_role_table', 'invalid_token'])
        expect(codes).toContain(code);
    });

    it('refuses a file that isn’t one, as Node does', async () => {
      const letter = await makeLetter();
      const { file, bundle } = await makeBundle({ letter, signers: 3 });
      const lines = asLines(bundle);
      for (const bytes of [new Uint8Array(), file.subarray(1), file.subarray(0, -1), lines.subarray(0, -1)]) {
        const expected = await inNode(bytes, letter.id);
        expect(expected.refused?.code).toBe('malformed');
        expect(await inPage('verifyBundle', bytes, letter.id)).toEqual(expected);
      }
    });
  });
});

async function inNode(file: Uint8Array, id: string): Promise<Verdict> {
  try {
    return { count: (await verifyBundle(node, file, id)).count };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, message, place } = error;
    return { refused: { code, message, place } };
  }
}

/** Verdicts of Node on bundles as JSON. Of both forms: bundle-mutations.spec.ts holds that it says the same of each. */
async function inNodeAll(bundles: readonly string[], id: string): Promise<Verdict[][]> {
  const verdicts: Verdict[][] = [];
  for (const text of bundles) {
    const said = await inNode(utf8(text), id);
    verdicts.push(hasRecords(JSON.parse(text) as Json) ? [said, said] : [said]);
  }
  return verdicts;
}

function chosenOf(all: readonly Mutation[]): Json[] {
  const isInRecord = ({ path }: Mutation): boolean => path.startsWith('records[');
  const inRecords = all.filter(isInRecord).filter((_, i) => i % EVERY_OF_RECORDS === 0);
  const others = all.filter((one) => !isInRecord(one)).filter((_, i) => i % EVERY === 0);
  return [...others, ...inRecords].map(({ value }) => value);
}

function hasRecords(value: Json): value is { [key: string]: Json; records: Json[] } {
  return typeof value === 'object' && value !== null && 'records' in value && Array.isArray(value['records']);
}

/** The inverse modulo n. */
function inverseOf(value: bigint, n: bigint): bigint {
  let [r0, r1, t0, t1] = [n, value, 0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - quotient * r1, t1, t0 - quotient * t1];
  }
  return ((t0 % n) + n) % n;
}
