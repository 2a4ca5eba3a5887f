// Bundles that t organizers signed from end to end, and that are false: what the verifier is for.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import type { Bundle } from '../../src/protocol/bundle.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { fromBase64url, toBase64url, utf8 } from '../../src/protocol/codec.js';
import { decodeEdition, encodeEdition } from '../../src/protocol/edition.js';
import { epochCount } from '../../src/protocol/epochs.js';
import { encodeManifest, type Manifest } from '../../src/protocol/manifest.js';
import { merkleRoot } from '../../src/protocol/merkle.js';
import { countersigningDocument } from '../../src/protocol/opening.js';
import {
  decodeProposal,
  encodeProposal,
  type Proposal,
  proposalDigest,
} from '../../src/protocol/proposal.js';
import { type BundleRecord, makeRecord as recordOf, recordLeaf } from '../../src/protocol/record.js';
import type { SignedBy } from '../../src/protocol/signed.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import {
  type BundleOptions,
  countedCells,
  makeBundle,
  makeRecord,
  type TestRecord,
} from '../support/bundles.js';
import {
  makeLetter,
  makeSigner,
  makeSigners,
  signDocument,
  signLetter,
  type TestLetter,
  type TestSigner,
} from '../support/letters.js';
import { refusedWith } from '../support/refused.js';

let letter: TestLetter;
/** Another letter of the same people, with the same issuers. */
let other: TestLetter;
let signers: TestSigner[];
let records: TestRecord[];

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 10 });
  other = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 11 });
  signers = await makeSigners(letter, 12);
  records = await Promise.all(signers.map((signer) => makeRecord(letter, signer)));
});

const sign = (signer: TestSigner, says = {}): Promise<TestRecord> => makeRecord(letter, signer, says);

/** What the verifier says of a bundle that everybody signed as it is. */
async function said(options: Omit<BundleOptions, 'letter'>, of = letter): Promise<string> {
  const made = await makeBundle({ letter: of, ...options });
  return refusedWith(() => verifyBundle(p, made.file, of.id));
}

/** The code alone, where the place depends on how nullifiers sort. */
async function code(options: Omit<BundleOptions, 'letter'>): Promise<string> {
  return (await said(options)).split(' at ')[0] ?? '';
}

/** A record whose statement is any bytes, signed by her key. */
async function saying(signer: TestSigner, statement: Uint8Array): Promise<TestRecord> {
  const signature = await p.ed25519Sign(signer.seed, statement);
  const record = recordOf({ tokens: signer.tokens, key: signer.publicKey, statement, signature });
  return { ...(await sign(signer)), record, statement, signature };
}

/** A bundle's file after a change, approved anew over its (changed) proposal and edition. */
async function approved(change: (bundle: Bundle) => unknown): Promise<Uint8Array> {
  const { bundle } = await makeBundle({ letter, records });
  const copy = structuredClone(bundle);
  change(copy);
  const approve = (document: string): Promise<SignedBy[]> =>
    Promise.all(
      letter.organizers.slice(0, 2).map((one) => signDocument(one.signingSeed, fromBase64url(document))),
    );
  const edition = decodeEdition(fromBase64url(copy.edition));
  const digest = toBase64url(proposalDigest(p, fromBase64url(copy.proposal)));
  copy.edition = toBase64url(encodeEdition({ ...edition, proposal: digest }));
  copy.proposalApprovals = await approve(copy.proposal);
  copy.editionApprovals = await approve(copy.edition);
  return canonicalBytes(copy);
}

function reproposed(bundle: Bundle, change: (proposal: Proposal) => Partial<Proposal>): void {
  const proposal = decodeProposal(fromBase64url(bundle.proposal));
  bundle.proposal = toBase64url(encodeProposal({ ...proposal, ...change(proposal) }));
}

it('the honest one is accepted', async () => {
  const { file } = await makeBundle({ letter, records });
  expect((await verifyBundle(p, file, letter.id)).count).toBe(12);
  const again = await approved(() => undefined);
  expect(Buffer.from(again)).toEqual(Buffer.from(file));
});

describe('a count that is too high', () => {
  it('by a signature that stands twice', async () => {
    expect(await code({ records: [...records, records[3]!] })).toBe('duplicate_record');
  });

  it('by a second statement of one signer', async () => {
    expect(await code({ records: [...records, await sign(signers[3]!, { sequence: 1 })] })).toBe(
      'duplicate_record',
    );
  });

  it('by one signer in two workplaces: the same key with another token', async () => {
    const [first] = signers;
    const both = await makeSigner(letter, 'signer 0', [1]);
    expect(both.publicKey).toEqual(first!.publicKey);
    expect(await code({ records: [...records, await sign(both)] })).toBe('duplicate_record');
  });

  it('by another key with somebody’s token', async () => {
    const ghost = { ...(await makeSigner(letter, 'ghost')), tokens: signers[3]!.tokens };
    expect(await code({ records: [...records, await sign(ghost)] })).toBe('invalid_token');
    const without = records.filter((_, i) => i !== 3);
    expect(await code({ records: [...without, await sign(ghost)] })).toBe('invalid_token');
  });

  it('by a token that no issuer signed', async () => {
    const ghost = await makeSigner(letter, 'ghost');
    const token = ghost.tokens[0]!.slice();
    crypto.getRandomValues(token.subarray(99));
    expect(await code({ records: [...records, await sign({ ...ghost, tokens: [token] })] })).toBe(
      'invalid_token',
    );
  });

  it('by a token that another issuer’s key signed under this one’s id', async () => {
    const forger = { ...letter, issuers: [letter.issuers[1]!, letter.issuers[0]!] };
    const ghost = await makeSigner(forger, 'ghost', [0]);
    expect(await code({ records: [...records, await sign(ghost)] })).toBe('invalid_token');
  });

  it('by a token whose authenticator is another’s', async () => {
    const ghost = await makeSigner(letter, 'ghost', [0]);
    const token = Uint8Array.of(...ghost.tokens[0]!.subarray(0, 98), ...signers[2]!.tokens[0]!.subarray(98));
    expect(await code({ records: [...records, await sign({ ...ghost, tokens: [token] })] })).toBe(
      'invalid_token',
    );
  });

  it('by two tokens for one signature', async () => {
    const both = await makeSigner(letter, 'ghost', [0, 1]);
    expect(await code({ records: [...records, await sign({ ...both, issuers: [0] })] })).toBe(
      'wrong_issuers',
    );
  });

  it('by a number that the records don’t bear out', async () => {
    expect(await said({ records, proposal: { count: 13 } })).toBe('count_mismatch at proposal.count');
    expect(await said({ records, proposal: { count: 11 } })).toBe('count_mismatch at proposal.count');
    expect(await said({ records, proposal: { count: 0 } })).toBe('count_mismatch at proposal.count');
  });

  it('by people who withdrew', async () => {
    const withdrawn = await sign(await makeSigner(letter, 'ghost'), { action: 'withdraw', sequence: 1 });
    expect(await code({ records: [...records, withdrawn] })).toBe('invalid_statement');
  });

  it('by people who signed another letter', async () => {
    const ghost = await makeSigner(other, 'ghost');
    expect(await code({ records: [...records, await makeRecord(other, ghost)] })).toBe('letter_mismatch');
  });

  it('by people who took a token for another letter and never one for this', async () => {
    const ghost = await makeSigner(other, 'ghost');
    expect(await code({ records: [...records, await sign(ghost)] })).toBe('invalid_token');
  });

  it('by statements that somebody else signed', async () => {
    const ghost = await makeSigner(letter, 'ghost');
    const record = await sign({ ...ghost, seed: signers[0]!.seed });
    expect(await code({ records: [...records, record] })).toBe('invalid_statement');
  });

  it('by statements in another form, though she signed those very bytes', async () => {
    const ghost = await makeSigner(letter, 'ghost');
    const honest = Buffer.from((await sign(ghost)).statement).toString();
    for (const [statement, expected] of [
      [`${honest} `, 'not_canonical'],
      [honest.replace('/v1', '/v2'), 'unsupported_format'],
      [honest.replace('"action"', '"a":1,"action"'), 'malformed'],
      [honest.replace('"sequence":0', '"sequence":256'), 'malformed'],
      [honest.replace('"sign"', '"signs"'), 'malformed'],
      [`[${honest}]`, 'malformed'],
    ] as const) {
      expect(await code({ records: [...records, await saying(ghost, utf8(statement))] })).toBe(expected);
    }
  });
});

describe('too few', () => {
  it('for the threshold', async () => {
    expect(await said({ records: records.slice(0, 9) })).toBe('below_threshold at proposal.count');
    const few = await makeBundle({ letter, records: records.slice(0, 10) });
    expect((await verifyBundle(p, few.file, letter.id)).count).toBe(10);
  });

  it('for a cell, though the threshold is met', async () => {
    const first = records.filter((one) => one.issuers[0] === 0);
    const more = await Promise.all(
      [1, 2, 3, 4].map(async (i) => sign(await makeSigner(letter, `more ${i.toString()}`, [0]))),
    );
    const second = records.filter((one) => one.issuers[0] === 1);
    expect(await said({ records: [...first, ...more, ...second.slice(0, 2)] })).toBe(
      'cell_mismatch at proposal.cells',
    );
    const enough = await makeBundle({ letter, records: [...first, ...more, ...second.slice(0, 3)] });
    expect((await verifyBundle(p, enough.file, letter.id)).count).toBe(13);
    const none = await makeBundle({ letter, records: [...first, ...more] });
    expect((await verifyBundle(p, none.file, letter.id)).proposal.cells[1]).toMatchObject({
      count: 0,
      waiting: true,
    });
  });

  it('at all', async () => {
    expect(await said({ records: [] })).toBe('below_threshold at proposal.count');
  });
});

describe('cells', () => {
  const cells = (change: (cells: Proposal['cells']) => Proposal['cells']): Promise<string> =>
    said({ records, proposal: { cells: change(countedCells(letter.manifest, records)) } });

  it.each<[string, string, (cells: Proposal['cells']) => Proposal['cells']]>([
    [
      'counts moved from one to the other',
      'proposal.cells[0]',
      ([a, b]) => [
        { ...a!, count: 7 },
        { ...b!, count: 5 },
      ],
    ],
    ['a count too high', 'proposal.cells[1]', ([a, b]) => [a!, { ...b!, count: 7 }]],
    ['one left out', 'proposal.cells[0]', ([a]) => [a!]],
    ['one twice', 'proposal.cells[0]', ([a, b]) => [a!, b!, b!]],
    ['another order', 'proposal.cells[0]', ([a, b]) => [b!, a!]],
    ['under another workplace', 'proposal.cells[1]', ([a, b]) => [a!, { ...b!, workplace: 'larkspur' }]],
    [
      'of an issuer that the letter doesn’t have',
      'proposal.cells[0]',
      ([a, b]) => [a!, { ...b!, issuers: [2] }],
    ],
    [
      'of two issuers where one is demanded',
      'proposal.cells[0]',
      ([a, b]) => [a!, { ...b!, issuers: [1, 1] }],
    ],
    ['one more', 'proposal.cells[0]', ([a, b]) => [a!, b!, { ...b!, issuers: [2], count: 0 }]],
  ])('with %s', async (_, place, change) => {
    expect(await cells(change)).toBe(`cell_mismatch at ${place}`);
  });

  it('with issuers in another order than the manifest’s', async () => {
    const two = await makeLetter({ workplaces: 1, issuersEach: 2, issuersRequired: 2, threshold: 3 });
    const made = await Promise.all((await makeSigners(two, 3)).map((signer) => makeRecord(two, signer)));
    const [cell] = countedCells(two.manifest, made);
    expect(cell).toEqual({ workplace: 'larkspur', issuers: [0, 1], count: 3, waiting: false });
    const honest = await makeBundle({ letter: two, records: made });
    expect((await verifyBundle(p, honest.file, two.id)).count).toBe(3);
    const turned = { cells: [{ ...cell!, issuers: [1, 0] }] };
    expect(await said({ records: made, proposal: turned }, two)).toBe('cell_mismatch at proposal.cells[0]');
  });
});

describe('records that are not those of the proposal', () => {
  it('by their root', async () => {
    expect(await said({ records, proposal: { root: toBase64url(p.sha256()) } })).toBe(
      'root_mismatch at proposal.root',
    );
  });

  it('by one that was exchanged for another valid one', async () => {
    const exchanged = [...records.slice(0, 11), await sign(await makeSigner(letter, 'ghost', [1]))];
    const honest = await makeBundle({ letter, records });
    const { root } = decodeProposal(honest.proposal);
    expect(await said({ records: exchanged, proposal: { root } })).toBe('root_mismatch at proposal.root');
  });

  it('by a later statement of one of them', async () => {
    const honest = await makeBundle({ letter, records });
    const later = [await sign(signers[0]!, { sequence: 1 }), ...records.slice(1)];
    const { root } = decodeProposal(honest.proposal);
    expect(await said({ records: later, proposal: { root } })).toBe('root_mismatch at proposal.root');
  });

  it('in another order, with the root of that order', async () => {
    const file = await approved((bundle) => {
      const turned: BundleRecord[] = bundle.records.toReversed();
      bundle.records = turned;
      reproposed(bundle, () => ({ root: toBase64url(merkleRoot(p, turned.map(recordLeaf))) }));
    });
    expect(await refusedWith(() => verifyBundle(p, file, letter.id))).toBe('unsorted_records at records[1]');
  });
});

describe('a proposal or an edition', () => {
  const digest = (of: TestLetter): string => toBase64url(of.digest);

  it('of another letter', async () => {
    expect(await said({ records, proposal: { letter: digest(other) } })).toBe('letter_mismatch at proposal');
    expect(await said({ records, edition: { letter: digest(other) } })).toBe('letter_mismatch at proposal');
  });

  it('that don’t belong together', async () => {
    const earlier = await makeBundle({ letter, records: records.slice(0, 10) });
    const proposal = toBase64url(proposalDigest(p, earlier.proposal));
    expect(await said({ records, edition: { proposal } })).toBe('proposal_mismatch at edition');
  });

  it('of an epoch that the letter doesn’t have', async () => {
    const last = epochCount(letter.manifest);
    const close = await makeBundle({ letter, records, proposal: { epoch: last } });
    expect((await verifyBundle(p, close.file, letter.id)).proposal.epoch).toBe(336);
    expect(await said({ records, proposal: { epoch: last + 1 } })).toBe(
      'proposal_mismatch at proposal.epoch',
    );
  });

  it('of an epoch that ended before, or when, signing began', async () => {
    const later = await makeLetter({ minimumCell: 3, overrides: { signsFrom: '2018-06-25T19:00:00Z' } });
    const signers = await makeSigners(later, 3);
    const from = async (epoch: number): Promise<Uint8Array> =>
      (await makeBundle({ letter: later, signers, proposal: { epoch } })).file;
    for (const epoch of [1, 2, 3]) {
      const refusal = await refusedWith(async () => verifyBundle(p, await from(epoch), later.id));
      expect(refusal).toBe('proposal_mismatch at proposal.epoch');
    }
    expect((await verifyBundle(p, await from(4), later.id)).proposal.epoch).toBe(4);
  });
});

describe('approvals', () => {
  const changed = async (change: (bundle: Bundle) => unknown): Promise<string> => {
    const { bundle } = await makeBundle({ letter, records });
    const copy = structuredClone(bundle);
    await change(copy);
    return refusedWith(() => verifyBundle(p, canonicalBytes(copy), letter.id));
  };
  const by = (seed: Uint8Array, document: string): Promise<SignedBy> =>
    signDocument(seed, fromBase64url(document));

  it.each([
    ['nobody', []],
    ['one alone', [0]],
  ])('by %s', async (_, approvers) => {
    expect(await said({ records, approvers })).toBe('too_few_approvals at proposalApprovals');
  });

  it.each([
    ['one twice', [1, 1]],
    ['another order than the manifest’s', [2, 0]],
  ])('by %s', async (_, approvers) => {
    expect(await said({ records, approvers })).toBe('invalid_approval at proposalApprovals[1]');
  });

  it('of the edition are needed like those of the proposal', async () => {
    expect(await changed((b) => b.editionApprovals.pop())).toBe('too_few_approvals at editionApprovals');
    expect(await changed((b) => b.proposalApprovals.pop())).toBe('too_few_approvals at proposalApprovals');
  });

  it('by an organizer of somebody else’s letter, by an issuer, or by the origin', async () => {
    const strangers = await makeLetter({ seed: 'strangers' });
    for (const seed of [
      strangers.organizers[0]!.signingSeed,
      letter.issuers[0]!.identitySeed,
      letter.receiptSeed,
    ]) {
      const change = async (b: Bundle): Promise<void> => {
        b.editionApprovals[1] = await by(seed, b.edition);
      };
      expect(await changed(change)).toBe('invalid_approval at editionApprovals[1]');
    }
  });

  it('of something else that the same organizers signed', async () => {
    expect(await changed((b) => (b.editionApprovals = b.proposalApprovals))).toBe(
      'invalid_approval at editionApprovals[0]',
    );
    expect(await changed((b) => (b.proposalApprovals = b.openings.slice(0, 2)))).toBe(
      'invalid_approval at proposalApprovals[0]',
    );
  });

  it('under another organizer’s name', async () => {
    const change = (b: Bundle): void => {
      b.editionApprovals = [
        b.editionApprovals[0]!,
        { ...b.editionApprovals[0]!, key: b.editionApprovals[1]!.key },
      ];
    };
    expect(await changed(change)).toBe('invalid_approval at editionApprovals[1]');
  });
});

describe('a letter', () => {
  /** A letter of this manifest, right or wrong, that all signed, with twelve signatures, under its own id. */
  async function rewrittenAs(
    change: (manifest: Manifest) => unknown,
    encode = canonicalBytes,
  ): Promise<string> {
    const manifest = structuredClone(letter.manifest);
    change(manifest);
    const signed = { ...letter, manifest, ...(await signLetter(encode(manifest), letter)) };
    return said({ records }, signed);
  }

  it.each<[string, string, (manifest: Manifest) => unknown]>([
    ['a threshold under the least cell', 'invalid_manifest at threshold', (m) => (m.threshold = 2)],
    ['one approval', 'malformed at manifest.approvals', (m) => (m.approvals = 1)],
    ['one more field', 'malformed at manifest.more', (m) => Object.assign(m, { more: 1 })],
    [
      'another version',
      'unsupported_format at manifest',
      (m) => Object.assign(m, { format: 'undersigned/manifest/v2' }),
    ],
    [
      'an issuer for nobody',
      'invalid_manifest at issuers[1]',
      (m) => (m.issuers[1]!.workplace = 'elsewhere'),
    ],
  ])('with %s, though everybody signed it', async (_, expected, change) => {
    expect(await rewrittenAs(change)).toBe(expected);
  });

  it('with other terms than the signatures were given for', async () => {
    const change = (manifest: Manifest): unknown => (manifest.threshold = 12);
    expect(await rewrittenAs(change, encodeManifest as typeof canonicalBytes)).toMatch(
      /^letter_mismatch at records/,
    );
  });

  it('with a key that the issuer never countersigned', async () => {
    const manifest = structuredClone(letter.manifest);
    const forged = (await makeLetter({ workplaces: 3 })).manifest.issuers[2]!;
    manifest.issuers[0]!.key = forged.key;
    const organizer = letter.organizers[0]!;
    const signed = await signLetter(encodeManifest(manifest), letter);
    const identityKey = fromBase64url(manifest.issuers[0]!.identityKey);
    const byThem = await signDocument(
      organizer.signingSeed,
      countersigningDocument(signed.digest, identityKey),
    );
    for (const first of [
      letter.countersignings[0]!,
      byThem,
      { ...byThem, key: manifest.issuers[0]!.identityKey },
    ]) {
      const countersignings = [first, signed.countersignings[1]!];
      const whole = { ...letter, manifest, ...signed, countersignings };
      expect(await said({ records: [] }, whole)).toMatch(/^invalid_countersigning at countersignings/);
    }
  });

  it('that one organizer never signed', async () => {
    const forged = { ...letter, openings: [...letter.openings.slice(0, 2), letter.openings[1]!] };
    expect(await said({ records }, forged)).toBe('invalid_opening at openings');
  });

  it('that is another one, with everything right', async () => {
    const twin = await makeLetter({ seed: 'strangers', workplaces: 2, minimumCell: 3, threshold: 10 });
    const made = await makeBundle({ letter: twin, signers: 12 });
    expect((await verifyBundle(p, made.file, twin.id)).count).toBe(12);
    expect(await refusedWith(() => verifyBundle(p, made.file, letter.id))).toBe(
      'letter_mismatch at manifest',
    );
  });
});
