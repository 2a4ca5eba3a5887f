import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { refusal } from '../../test/support/fails-with.js';
import { nodePrimitives } from '../common/node-primitives.js';
import { encodeChoice } from './choice-documents.js';
import { concat, equal, fromBase64url, toHex } from './codec.js';
import { hpkeOpen, hpkeSeal } from './hpke.js';
import {
  type ChoiceToSeal,
  openChoice,
  openIdentity,
  openShare,
  type PostedShare,
  sealChoice,
  sealedChoiceLength,
} from './sealed-choice.js';
import { webPrimitives } from './web-primitives.js';

const p = nodePrimitives;
const CHOICE_END = 32 + 256 + 16;
const IDENTITY_END = CHOICE_END + 1024 + 16;
const SHARE = 32 + 128 + 16;

const organizers = [p.random(32), p.random(32), p.random(32)];
const releaseSecret = p.random(32);
const letterDigest = p.random(32);
const publicKey = p.random(32);
const context = { letterDigest, publicKey, organizers: 3, approvals: 2 };
const identity = {
  address: 'kim.doe@company.example',
  certificateSignature: p.random(64),
  holderSecret: p.random(32),
  name: 'Kim Doe',
  showAddress: true,
  title: 'Engineer, Ångström team',
};

const anonymous = { choice: { appear: 'anonymous', role: null, condition: null } } as const;
const byRole = { choice: { appear: 'role', role: 'Engineer', condition: null } } as const;
const named = { choice: { appear: 'named', role: null, condition: 25 }, identity } as const;

let letter: Pick<ChoiceToSeal, 'letterDigest' | 'publicKey' | 'releaseKey' | 'sealingKeys' | 'approvals'>;
let sealed: { anonymous: Uint8Array; byRole: Uint8Array; named: Uint8Array };

beforeAll(async () => {
  letter = {
    letterDigest,
    publicKey,
    releaseKey: await p.x25519PublicKey(releaseSecret),
    sealingKeys: await Promise.all(organizers.map((secret) => p.x25519PublicKey(secret))),
    approvals: 2,
  };
  sealed = {
    anonymous: await sealChoice(p, { ...letter, ...anonymous }),
    byRole: await sealChoice(webPrimitives(), { ...letter, ...byRole }),
    named: await sealChoice(p, { ...letter, ...named }),
  };
});

const open = (bytes: Uint8Array) => openChoice(p, bytes, releaseSecret, context);
const shareOf = async (bytes: Uint8Array, index: number): Promise<PostedShare> => ({
  index,
  share: (await openShare(p, bytes, index, organizers[index]!, context)).share,
});
const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));

describe('a sealed choice', () => {
  it('has one length, whatever it holds', () => {
    expect(Object.values(sealed).map(({ length }) => length)).toEqual(Array(3).fill(sealedChoiceLength(3)));
    expect([2, 3, 12].map(sealedChoiceLength)).toEqual([1344 + 208 * 2, 1344 + 208 * 3, 1344 + 208 * 12]);
  });

  it('opens to what was chosen', async () => {
    expect(await open(sealed.anonymous)).toMatchObject(anonymous.choice);
    expect(await open(sealed.byRole)).toMatchObject(byRole.choice);
    expect(await open(sealed.named)).toMatchObject(named.choice);
  });

  it("gives every organizer her share and the owner's condition", async () => {
    for (const index of [0, 1, 2]) {
      const secret = organizers[index]!;
      expect((await openShare(p, sealed.named, index, secret, context)).condition).toBe(25);
      expect((await openShare(p, sealed.anonymous, index, secret, context)).condition).toBe('never');
      expect((await openShare(p, sealed.byRole, index, secret, context)).condition).toBe('never');
    }
  });

  it('gives the name to any two organizers together with the server, or to all three', async () => {
    const choice = await open(sealed.named);
    const shares = await Promise.all([0, 1, 2].map((index) => shareOf(sealed.named, index)));
    for (const some of [
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 1, 2],
    ]) {
      const posted = some.map((index) => shares[index]!);
      expect(await openIdentity(p, sealed.named, posted, choice, context)).toEqual(identity);
      expect(await openIdentity(webPrimitives(), sealed.named, posted, choice, context)).toEqual(identity);
    }
  });

  it('never repeats itself', async () => {
    const again = await sealChoice(p, { ...letter, ...named });
    const part = (bytes: Uint8Array, from: number): string => toHex(bytes.subarray(from, from + 32));
    for (const from of [0, 32, CHOICE_END, IDENTITY_END, IDENTITY_END + 32, IDENTITY_END + 3 * SHARE]) {
      expect(part(again, from)).not.toBe(part(sealed.named, from));
    }
  });

  it('is sealed for letters of 2 to 12 organizers, also if all must agree', async () => {
    for (const count of [2, 12]) {
      const secrets = Array.from({ length: count }, () => p.random(32));
      const sealingKeys = await Promise.all(secrets.map((secret) => p.x25519PublicKey(secret)));
      const bytes = await sealChoice(p, { ...letter, ...named, sealingKeys, approvals: count });
      expect(bytes).toHaveLength(sealedChoiceLength(count));
      const of = { ...context, organizers: count, approvals: count };
      const shares = await Promise.all(
        secrets.map(async (secret, index) => ({
          index,
          share: (await openShare(p, bytes, index, secret, of)).share,
        })),
      );
      const choice = await openChoice(p, bytes, releaseSecret, of);
      expect(await openIdentity(p, bytes, shares, choice, of)).toEqual(identity);
      expect(await refusal(() => openIdentity(p, bytes, shares.slice(1), choice, of))).toBe('invalid_choice');
    }
  });
});

describe('a sealed choice is refused', () => {
  it('to anybody but whom it is sealed to', async () => {
    expect(await refusal(() => openChoice(p, sealed.named, organizers[0]!, context))).toBe('invalid_choice');
    for (const [index, secret] of [
      [0, organizers[1]!],
      [1, organizers[0]!],
      [0, releaseSecret],
      [0, p.random(32)],
      [3, organizers[0]!],
      [-1, organizers[0]!],
      [0.5, organizers[0]!],
    ] as const) {
      expect(await refusal(() => openShare(p, sealed.named, index, secret, context))).toBe('invalid_choice');
    }
  });

  it('under another letter or another key', async () => {
    const choice = await open(sealed.named);
    const shares = await Promise.all([0, 1].map((index) => shareOf(sealed.named, index)));
    for (const other of [{ letterDigest: p.random(32) }, { publicKey: p.random(32) }]) {
      const of = { ...context, ...other };
      expect(await refusal(() => openChoice(p, sealed.named, releaseSecret, of))).toBe('invalid_choice');
      expect(await refusal(() => openShare(p, sealed.named, 0, organizers[0]!, of))).toBe('invalid_choice');
      expect(await refusal(() => openIdentity(p, sealed.named, shares, choice, of))).toBe('invalid_choice');
    }
  });

  it('with a byte changed, in the part that it concerns and in no other', async () => {
    const choice = await open(sealed.named);
    const shares = await Promise.all([0, 1].map((index) => shareOf(sealed.named, index)));
    const opens = async (bytes: Uint8Array): Promise<(string | undefined)[]> => [
      await refusal(() => open(bytes)),
      await refusal(() => openShare(p, bytes, 0, organizers[0]!, context)),
      await refusal(() => openIdentity(p, bytes, shares, choice, context)),
    ];
    const [ok, no] = [undefined, 'invalid_choice'];
    for (const at of [0, 40, CHOICE_END - 1])
      expect(await opens(flip(sealed.named, at))).toEqual([no, ok, ok]);
    for (const at of [CHOICE_END, IDENTITY_END - 1])
      expect(await opens(flip(sealed.named, at))).toEqual([ok, ok, no]);
    for (const at of [IDENTITY_END, IDENTITY_END + SHARE - 1]) {
      expect(await opens(flip(sealed.named, at))).toEqual([ok, no, ok]);
    }
    expect(await opens(flip(sealed.named, IDENTITY_END + 3 * SHARE))).toEqual([ok, no, no]);
    expect(await opens(flip(sealed.named, IDENTITY_END + 3 * SHARE + 32))).toEqual([ok, ok, no]);
  });

  it('with its shares swapped, or those of another signature', async () => {
    const share = (bytes: Uint8Array, i: number): Uint8Array =>
      bytes.subarray(IDENTITY_END + i * SHARE, IDENTITY_END + (i + 1) * SHARE);
    const end = IDENTITY_END + 2 * SHARE;
    const head = sealed.named.subarray(0, IDENTITY_END);
    const swapped = concat(head, share(sealed.named, 1), share(sealed.named, 0), sealed.named.subarray(end));
    const foreign = concat(head, share(sealed.byRole, 0), share(sealed.named, 1), sealed.named.subarray(end));
    for (const bytes of [swapped, foreign]) {
      expect(await refusal(() => openShare(p, bytes, 0, organizers[0]!, context))).toBe('invalid_choice');
    }
    const choice = await open(sealed.named);
    const [a, b] = [await shareOf(sealed.named, 0), await shareOf(sealed.named, 1)];
    for (const posted of [
      [
        { index: 0, share: b.share },
        { index: 1, share: a.share },
      ],
      [a, await shareOf(sealed.byRole, 1)],
      [a, a],
      [a, { index: 1, share: a.share }],
      [a],
      [],
      [a, { index: 7, share: b.share }],
      [a, { index: 1, share: flip(b.share, 3) }],
    ]) {
      expect(await refusal(() => openIdentity(p, sealed.named, posted, choice, context))).toBe(
        'invalid_choice',
      );
    }
  });

  it('with a byte more or less, or for another number of organizers', async () => {
    for (const bytes of [
      concat(sealed.named, new Uint8Array(1)),
      concat(sealed.named, new Uint8Array(208)),
      sealed.named.subarray(0, -1),
      sealed.named.subarray(1),
      new Uint8Array(),
    ]) {
      expect(await refusal(() => open(bytes))).toBe('invalid_choice');
      expect(await refusal(() => openShare(p, bytes, 0, organizers[0]!, context))).toBe('invalid_choice');
    }
    for (const count of [2, 4, 1, 13, 2.5, Number.NaN]) {
      const of = { ...context, organizers: count };
      expect(await refusal(() => openChoice(p, sealed.named, releaseSecret, of))).toBe('invalid_choice');
    }
  });

  it('if there is no name in it, even to all', async () => {
    for (const bytes of [sealed.anonymous, sealed.byRole]) {
      const choice = await open(bytes);
      const shares = await Promise.all([0, 1, 2].map((index) => shareOf(bytes, index)));
      expect(await refusal(() => openIdentity(p, bytes, shares, choice, context))).toBe('invalid_choice');
      // Nor does a server that says otherwise get anything out of it.
      const claimed = { ...choice, appear: 'named' as const, role: null, condition: 1 };
      expect(await refusal(() => openIdentity(p, bytes, shares, claimed, context))).toBe('invalid_choice');
    }
  });

  it("if the server's share or the commitment isn't the signer's", async () => {
    const choice = await open(sealed.named);
    const shares = await Promise.all([0, 1].map((index) => shareOf(sealed.named, index)));
    for (const wrong of [{ serverShare: p.random(32) }, { commitment: p.random(32) }]) {
      const refused = refusal(() => openIdentity(p, sealed.named, shares, { ...choice, ...wrong }, context));
      expect(await refused).toBe('invalid_choice');
    }
  });

  it('if what opens is not a choice', async () => {
    const info = concat(letterDigest, publicKey);
    const plain = await hpkeOpen(p, releaseSecret, info, sealed.named.subarray(0, CHOICE_END));
    expect(equal(encodeChoice(await open(sealed.named)), plain!)).toBe(true);
    const junk = await hpkeSeal(p, letter.releaseKey, info, new Uint8Array(256).fill(0x20));
    expect(await refusal(() => open(concat(junk, sealed.named.subarray(CHOICE_END))))).toBe('invalid_choice');
  });
});

describe('sealing is refused', () => {
  it('for fields that do not go together, or do not fit', async () => {
    for (const [wrong, code] of [
      [{ ...anonymous, identity }, 'malformed'],
      [{ choice: named.choice }, 'malformed'],
      [{ ...byRole, identity }, 'malformed'],
      [{ choice: { ...byRole.choice, role: null } }, 'malformed'],
      [{ choice: { ...byRole.choice, role: 'a'.repeat(89) } }, 'too_large'],
      [{ ...named, identity: { ...identity, name: 'é'.repeat(51) } }, 'too_large'],
      [{ ...named, identity: { ...identity, title: 'a'.repeat(101) } }, 'too_large'],
      [{ ...named, identity: { ...identity, address: 'a'.repeat(255) } }, 'too_large'],
      [{ ...anonymous, letterDigest: p.random(31) }, 'malformed'],
      [{ ...anonymous, publicKey: p.random(33) }, 'malformed'],
      [{ ...anonymous, releaseKey: new Uint8Array(32) }, 'malformed'],
      [{ ...anonymous, sealingKeys: letter.sealingKeys.slice(0, 1) }, 'malformed'],
      [{ ...anonymous, sealingKeys: [...letter.sealingKeys.slice(0, 2), new Uint8Array(31)] }, 'malformed'],
      [{ ...anonymous, approvals: 1 }, 'malformed'],
      [{ ...anonymous, approvals: 4 }, 'malformed'],
    ] as const) {
      expect(await refusal(() => sealChoice(p, { ...letter, ...wrong }))).toBe(code);
    }
  });
});

describe('the format', () => {
  it('still opens a choice that was sealed when it was made', async () => {
    const file = new URL('../../test/vectors/undersigned.sealed-choice.json', import.meta.url);
    const vector = JSON.parse(readFileSync(file, 'utf8')) as {
      letterDigest: string;
      publicKey: string;
      releaseSecret: string;
      sealingSecrets: string[];
      approvals: number;
      choice: object;
      identity: { certificateSignature: string; holderSecret: string };
      sealed: string;
    };
    const of = {
      letterDigest: fromBase64url(vector.letterDigest),
      publicKey: fromBase64url(vector.publicKey),
      organizers: vector.sealingSecrets.length,
      approvals: vector.approvals,
    };
    const bytes = fromBase64url(vector.sealed);
    const choice = await openChoice(p, bytes, fromBase64url(vector.releaseSecret), of);
    expect(choice).toMatchObject(vector.choice);
    const shares = await Promise.all(
      vector.sealingSecrets.map(async (secret, index) => ({
        index,
        share: (await openShare(p, bytes, index, fromBase64url(secret), of)).share,
      })),
    );
    expect(await openIdentity(p, bytes, shares.slice(1), choice, of)).toEqual({
      ...vector.identity,
      certificateSignature: fromBase64url(vector.identity.certificateSignature),
      holderSecret: fromBase64url(vector.identity.holderSecret),
    });
  });
});
