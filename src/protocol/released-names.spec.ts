import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeBundle, makeRecord } from '../../test/support/bundles.js';
import {
  certify,
  makeLetter,
  makeSigner,
  makeSigners,
  type TestLetter,
  type TestSigner,
} from '../../test/support/letters.js';
import { identityOf, memberOf, sealNamed } from '../../test/support/named.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { concat, toBase64url } from './codec.js';
import { isNamedSet } from './named-set.js';
import { namedDigest } from './proposal.js';
import {
  type Leaving,
  type MemberToOpen,
  type OpenedMember,
  openMember,
  releasedNames,
  strikesFor,
} from './released-names.js';
import type { IdentityPlain } from './sealed-choice.js';
import { verifyBundle } from './verify-bundle.js';
import { type LetterContext, prepareLetter } from './vouching.js';

const CHOICE = 32 + 256 + 16;
const IDENTITY_END = CHOICE + 1024 + 16;
const SHARE = 32 + 128 + 16;

let letter: TestLetter;
let context: LetterContext;
let ada: TestSigner;
let bert: TestSigner;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2 });
  context = await prepareLetter(p, letter.manifest, letter.digest);
  // Ada works for the first workplace, Bert for the second, where dots in an address don't matter.
  ada = await makeSigner(letter, 'Ada', [0]);
  bert = await makeSigner(letter, 'Bert', [1]);
});

const ADA = 'ada.quist@larkspur.example';
const BERT = 'bertoyelaran@tidewater.example';

async function member(
  signer: TestSigner,
  says: Partial<IdentityPlain> & { address: string },
  condition = 1,
): Promise<MemberToOpen> {
  const identity = await identityOf(letter, signer, says);
  return memberOf(letter, signer, await sealNamed(letter, signer, identity, condition));
}

const open = (one: MemberToOpen): Promise<OpenedMember> => openMember(p, context, one);
const stateOf = async (one: MemberToOpen): Promise<string> => {
  const { opened } = await open(one);
  return typeof opened === 'string' ? opened : 'certified';
};

describe('a member', () => {
  it('opens to her identity, with the proof that an issuer of her signature gave', async () => {
    const identity = { address: ADA, name: 'Ada Quist', title: 'Engineer', showAddress: true };
    const held = await certify(letter, ada, ADA);
    const { opened, ...rest } = await open(await member(ada, identity, 7));
    expect(rest).toMatchObject({ condition: 7, changed: false });
    expect(opened).toMatchObject({
      identity,
      proof: {
        nullifier: rest.nullifier,
        issuer: 0,
        address: ADA,
        holderSecret: toBase64url(held.holderSecret),
        certificate: toBase64url(held.certificate),
      },
    });
  });

  it('opens with the shares of any two organizers, or all three, and not of one', async () => {
    const sealed = await sealNamed(letter, ada, await identityOf(letter, ada, { address: ADA }));
    for (const organizers of [
      [0, 1],
      [0, 2],
      [2, 1],
      [0, 1, 2],
    ]) {
      expect(await stateOf(await memberOf(letter, ada, sealed, organizers))).toBe('certified');
    }
    expect(await stateOf(await memberOf(letter, ada, sealed, [1]))).toBe('unopened');
  });

  it('may have her certificate of any issuer of her cell, and of no other', async () => {
    const two = await makeLetter({ issuersEach: 3, issuersRequired: 2 });
    const of = await prepareLetter(p, two.manifest, two.digest);
    const signer = await makeSigner(two, 'signer', [0, 2]);
    const proofs: unknown[] = [];
    for (const issuer of [0, 1, 2]) {
      const held = await certify(two, { ...signer, issuers: [issuer] }, ADA);
      const identity = await identityOf(two, signer, {
        address: ADA,
        certificateSignature: held.certificate,
        holderSecret: held.holderSecret,
      });
      const sealed = await sealNamed(two, signer, identity);
      const { opened } = await openMember(p, of, await memberOf(two, signer, sealed));
      proofs.push(typeof opened === 'string' ? opened : opened.proof.issuer);
    }
    expect(proofs).toEqual([0, 'uncertified', 2]);
  });

  it('with a borrowed certificate is refused, and its owner isn’t', async () => {
    const colleague = await makeSigner(letter, 'colleague', [0]);
    const lent = await certify(letter, ada, ADA);
    const borrowed = await member(colleague, {
      address: ADA,
      certificateSignature: lent.certificate,
      holderSecret: lent.holderSecret,
    });
    expect(await stateOf(borrowed)).toBe('uncertified');
    const owner = await member(ada, { address: ADA });
    const { names, left } = releasedNames([await open(borrowed), await open(owner)]);
    expect(names.map(({ nullifier }) => nullifier)).toEqual([owner.record.nullifier]);
    expect(left).toEqual([{ nullifier: borrowed.record.nullifier, reason: 'uncertified' }]);
  });

  it.each([
    ['of the other workplace', 'ada@tidewater.example'],
    ['of no workplace', 'ada@evil.example'],
    ['in another form than its canonical one', 'Ada.Quist@larkspur.example'],
    ['with an alias', 'ada+letter@larkspur.example'],
    ['that is none', 'Ada Quist'],
  ])('with an address %s is refused, even if an issuer certified it', async (_, address) => {
    expect(await stateOf(await member(ada, { address }))).toBe('uncertified');
  });

  it('with an address that an issuer wouldn’t certify today, of a role, is certified', async () => {
    expect(await stateOf(await member(ada, { address: 'support@larkspur.example' }))).toBe('certified');
  });

  it('with a dotted address where dots don’t matter is refused', async () => {
    expect(await stateOf(await member(bert, { address: BERT }))).toBe('certified');
    expect(await stateOf(await member(bert, { address: 'bert.oyelaran@tidewater.example' }))).toBe(
      'uncertified',
    );
  });

  it('with a certificate for another letter, another address or nothing is refused', async () => {
    const other = await makeLetter({ workplaces: 2, seed: 'another letter' });
    const foreign = await certify(other, ada, ADA);
    const elsewhere = await certify(letter, ada, 'ada@larkspur.example');
    for (const held of [foreign, elsewhere, { certificate: p.random(64), holderSecret: p.random(32) }]) {
      const says = {
        address: ADA,
        certificateSignature: held.certificate,
        holderSecret: held.holderSecret,
      };
      expect(await stateOf(await member(ada, says))).toBe('uncertified');
    }
  });

  it('whose shares contradict her choice doesn’t open', async () => {
    const identity = await identityOf(letter, ada, { address: ADA });
    const [one, two] = [await sealNamed(letter, ada, identity), await sealNamed(letter, ada, identity)];
    // Shares and hashes of one secret, choice and identity of another: every share opens, and meets its hash.
    const mixed = concat(one.subarray(0, IDENTITY_END), two.subarray(IDENTITY_END));
    expect(await stateOf(await memberOf(letter, ada, mixed))).toBe('unopened');
    // The same, but for one organizer's share only.
    const n = letter.organizers.length;
    const at = IDENTITY_END + SHARE;
    const hashAt = IDENTITY_END + n * SHARE + 32;
    const half = Uint8Array.from(one);
    half.set(two.subarray(at, at + SHARE), at);
    half.set(two.subarray(hashAt, hashAt + 32), hashAt);
    expect(await stateOf(await memberOf(letter, ada, half, [0, 1]))).toBe('unopened');
    expect(await stateOf(await memberOf(letter, ada, half, [0, 2]))).toBe('certified');
  });

  it('whose identity isn’t one doesn’t open', async () => {
    const sealed = await sealNamed(letter, ada, await identityOf(letter, ada, { address: ADA }));
    sealed.set(p.random(64), CHOICE + 500);
    expect(await stateOf(await memberOf(letter, ada, sealed))).toBe('unopened');
  });

  it('doesn’t open by a server share, a commitment or shares that aren’t hers', async () => {
    const mine = await member(ada, { address: ADA });
    const other = await member(bert, { address: BERT });
    for (const change of [
      { serverShare: other.serverShare },
      { commitment: other.commitment },
      { shares: other.shares },
      { shares: [] },
      { shares: [mine.shares[0]!, mine.shares[0]!] },
      { record: { ...mine.record, key: bert.publicKey } },
    ]) {
      expect(await stateOf({ ...mine, ...change })).toBe('unopened');
    }
  });
});

/** Members that opened, or didn't, without what it takes to seal them. */
function opened(
  name: string,
  condition: number,
  says: Partial<OpenedMember> & { address?: string; showAddress?: boolean; title?: string } = {},
): OpenedMember {
  const { address = `${name}@larkspur.example`, showAddress = false, title = '', ...rest } = says;
  const nullifier = toBase64url(p.sha256(new TextEncoder().encode(name)));
  const bytes = { certificateSignature: p.random(64), holderSecret: p.random(32) };
  return {
    nullifier,
    condition,
    changed: false,
    opened: {
      identity: { address, name, title, showAddress, ...bytes },
      proof: {
        nullifier,
        issuer: 0,
        address,
        holderSecret: toBase64url(bytes.holderSecret),
        certificate: toBase64url(bytes.certificateSignature),
      },
    },
    ...rest,
  };
}

const nullifierOfName = (name: string): string => toBase64url(p.sha256(new TextEncoder().encode(name)));

/** Who is named, and why the others aren't. */
function outcome(members: readonly OpenedMember[], ...struck: string[]) {
  const released = releasedNames(members, new Set(struck.map(nullifierOfName)));
  const nameOf = new Map(['a', 'b', 'c', 'd', 'e', 'stranger'].map((name) => [nullifierOfName(name), name]));
  const left: Record<string, Leaving> = {};
  for (const { nullifier, reason } of released.left) left[nameOf.get(nullifier)!] = reason;
  return { names: released.names.map(({ name }) => name).sort(), left, struck: released.struck };
}

describe('the names released', () => {
  it('are everybody’s whose condition holds', () => {
    expect(outcome([opened('a', 1), opened('b', 3), opened('c', 3)])).toEqual({
      names: ['a', 'b', 'c'],
      left: {},
      struck: 0,
    });
    expect(outcome([])).toEqual({ names: [], left: {}, struck: 0 });
  });

  it('lack who didn’t open, isn’t certified, or changed', () => {
    const members = [
      opened('a', 1),
      opened('b', 1, { opened: 'unopened' }),
      opened('c', 1, { opened: 'uncertified' }),
      opened('d', 1, { changed: true }),
      opened('e', 1, { opened: 'unopened', changed: true }),
    ];
    expect(outcome(members)).toEqual({
      names: ['a'],
      left: { b: 'unopened', c: 'uncertified', d: 'changed', e: 'unopened' },
      struck: 0,
    });
  });

  it('lack everybody who shares an address, also with one who was struck or changed', () => {
    const address = 'shared@larkspur.example';
    const [a, b] = [opened('a', 1, { address }), opened('b', 1, { address })];
    const c = opened('c', 1);
    expect(outcome([a, b, c])).toEqual({
      names: ['c'],
      left: { a: 'repeated', b: 'repeated' },
      struck: 0,
    });
    expect(outcome([a, { ...b, changed: true }, c]).left).toEqual({ a: 'repeated', b: 'changed' });
    expect(outcome([a, b, c], 'b')).toEqual({
      names: ['c'],
      left: { a: 'repeated', b: 'repeated' },
      struck: 0,
    });
  });

  it('lack who was struck, and count only strikes that mattered', () => {
    const members = [opened('a', 1), opened('b', 1), opened('c', 1, { changed: true })];
    expect(outcome(members, 'b', 'c', 'stranger')).toEqual({
      names: ['a'],
      left: { b: 'struck', c: 'changed' },
      struck: 1,
    });
  });

  it('are again those whose condition holds among who is left, down to nobody', () => {
    const members = [opened('a', 2), opened('b', 2), opened('c', 3), opened('d', 4)];
    expect(outcome(members).names).toEqual(['a', 'b', 'c', 'd']);
    expect(outcome(members, 'd')).toEqual({ names: ['a', 'b', 'c'], left: { d: 'struck' }, struck: 1 });
    expect(outcome(members, 'a')).toEqual({
      names: [],
      left: { a: 'struck', b: 'condition', c: 'condition', d: 'condition' },
      struck: 1,
    });
    const one = [opened('a', 1), opened('b', 2), opened('c', 3, { opened: 'uncertified' }), opened('d', 4)];
    expect(outcome(one)).toEqual({
      names: ['a', 'b'],
      left: { c: 'uncertified', d: 'condition' },
      struck: 0,
    });
  });

  it('stand in the order of their nullifiers, with an address and its proof only where agreed', () => {
    const members = ['a', 'b', 'c', 'd'].map((name, i) =>
      opened(name, 1, { showAddress: i % 2 === 0, title: i === 0 ? 'Engineer' : '' }),
    );
    const { names, proofs } = releasedNames(members);
    const order = names.map(({ nullifier }) => Buffer.from(nullifier, 'base64url').toString('hex'));
    expect(order).toEqual([...order].sort());
    expect(new Map(names.map(({ name, title, address }) => [name, [title, address]]))).toEqual(
      new Map([
        ['a', ['Engineer', 'a@larkspur.example']],
        ['b', [null, null]],
        ['c', [null, 'c@larkspur.example']],
        ['d', [null, null]],
      ]),
    );
    const shown = names.filter(({ address }) => address !== null);
    expect(proofs.map(({ nullifier, address }) => [nullifier, address])).toEqual(
      shown.map(({ nullifier, address }) => [nullifier, address]),
    );
    expect(releasedNames(members.toReversed())).toEqual(releasedNames(members));
  });

  it('make an edition that verifies', async () => {
    const signers = await makeSigners(letter, 6);
    const sealed = await Promise.all(
      signers.map(async (signer, i) => {
        const host = i % 2 === 0 ? 'larkspur' : 'tidewater';
        const identity = await identityOf(letter, signer, {
          address: `person${i.toString()}@${host}.example`,
          title: i === 0 ? 'Engineer' : '',
          showAddress: i < 3,
        });
        return sealNamed(letter, signer, identity, 4);
      }),
    );
    const records = await Promise.all(
      signers.map((signer, i) => makeRecord(letter, signer, { sealed: toBase64url(p.sha256(sealed[i]!)) })),
    );
    const members = await Promise.all(
      signers.map(async (signer, i) => open(await memberOf(letter, signer, sealed[i]!))),
    );
    const released = releasedNames(members, new Set([members[5]!.nullifier]));
    expect(released).toMatchObject({ struck: 1, left: [{ reason: 'struck' }] });
    const { file } = await makeBundle({
      letter,
      records,
      proposal: {
        named: namedDigest(
          p,
          records.map(({ nullifier }) => nullifier),
        ),
      },
      edition: { names: released.names, struck: released.struck },
      names: released.proofs,
    });
    const { edition } = await verifyBundle(p, file, letter.id);
    expect(edition.names).toHaveLength(5);
    expect(edition.names.filter(({ address }) => address !== null)).toHaveLength(3);
  });
});

describe('strikes that lead to an edition’s names', () => {
  const members = [
    opened('a', 1),
    opened('b', 2),
    opened('c', 3),
    opened('d', 4),
    opened('e', 1, { changed: true }),
  ];
  const strikes = (names: string[], struck: number): Set<string> | undefined =>
    strikesFor(members, names.map(nullifierOfName), struck);

  it('are found where there are some', () => {
    expect(strikes(['a', 'b', 'c', 'd'], 0)).toEqual(new Set());
    expect(strikes(['a', 'b', 'c'], 1)).toEqual(new Set([nullifierOfName('d')]));
    expect(strikes(['a', 'b'], 1)).toEqual(new Set([nullifierOfName('c')]));
    expect(strikes(['a', 'b'], 2)?.size).toBe(2);
    expect(strikes([], 4)?.size).toBe(4);
  });

  it('are none for names too many, too few, of others, or whose condition doesn’t hold', () => {
    expect(strikes(['a', 'b', 'c'], 0)).toBeUndefined();
    expect(strikes(['a', 'b', 'c'], 2)).toBeUndefined();
    expect(strikes(['a', 'b', 'c', 'd', 'e'], 0)).toBeUndefined();
    expect(strikes(['a', 'b', 'c', 'stranger'], 1)).toBeUndefined();
    expect(strikes(['a', 'a', 'b', 'c'], 1)).toBeUndefined();
    expect(strikes(['b'], 1)).toBeUndefined();
    expect(strikes(['b', 'c'], 2)).toBeUndefined();
    expect(strikes(['a', 'c'], 1)).toBeUndefined();
    expect(strikes([], 0)).toBeUndefined();
    expect(strikes([], 5)).toBeUndefined();
  });

  it('are found if and only if trying all of them finds some', () => {
    const conditions = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(conditions, fc.nat({ max: 63 }), fc.nat({ max: 6 }), (given, subset, struck) => {
        const some = given.map((condition, i) => opened(`m${i.toString()}`, condition));
        const names = some.filter((_, i) => (subset >> i) & 1).map(({ nullifier }) => nullifier);
        const found = strikesFor(some, names, struck);
        const all = Array.from({ length: 1 << some.length }, (_, bits) =>
          some.filter((_one, i) => (bits >> i) & 1).map(({ nullifier }) => nullifier),
        ).filter(({ length }) => length === struck);
        const leadsThere = (by: readonly string[]): boolean => {
          const released = releasedNames(some, new Set(by)).names.map(({ nullifier }) => nullifier);
          return released.length === names.length && released.every((one) => names.includes(one));
        };
        expect(found !== undefined).toBe(all.some(leadsThere));
        if (found !== undefined) expect(found.size === struck && leadsThere([...found])).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('leave a set in which every condition holds', () => {
    const conditions = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(conditions, fc.nat(), (given, bits) => {
        const some = given.map((condition, i) => opened(`m${i.toString()}`, condition));
        const struck = new Set(some.filter((_, i) => (bits >> i) & 1).map(({ nullifier }) => nullifier));
        const { names } = releasedNames(some, struck);
        const conditionOf = new Map(some.map((one) => [one.nullifier, one.condition]));
        const set = names.map(({ nullifier }) => ({ nullifier, condition: conditionOf.get(nullifier)! }));
        expect(isNamedSet(set)).toBe(true);
        expect(set.some(({ nullifier }) => struck.has(nullifier))).toBe(false);
      }),
    );
  });
});
