import { beforeAll, describe, expect, it } from '@jest/globals';
import { countedCells, makeRecord, type TestRecord } from '../../test/support/bundles.js';
import {
  makeLetter,
  makeSigner,
  makeSigners,
  type TestLetter,
  type TestSigner,
} from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { type HeldReceipt, proveBroken, type PublishedSnapshot } from './broken-receipt.js';
import { sortRecords } from './bundle.js';
import { toBase64url } from './codec.js';
import { merkleRoot } from './merkle.js';
import { namedDigest } from './proposal.js';
import { encodeReceipt, type Receipt } from './receipt.js';
import { recordLeaf } from './record.js';
import { rankStatements, decodeStatement, statementHash } from './statement.js';
import { type LetterContext, prepareLetter } from './vouching.js';

const EPOCH = 7;

let letter: TestLetter;
let context: LetterContext;
let ada: TestSigner;
let others: TestRecord[];

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2 });
  context = await prepareLetter(p, letter.manifest, letter.digest);
  // Of the second workplace, so that a cell taken for another shows.
  ada = await makeSigner(letter, 'Ada', [1]);
  others = await Promise.all((await makeSigners(letter, 4)).map((signer) => makeRecord(letter, signer)));
});

const says = (action: 'sign' | 'withdraw', sequence: number, of = ada): Promise<TestRecord> =>
  makeRecord(letter, of, { action, sequence });

async function receiptFor(
  said: TestRecord,
  fields: Partial<Receipt> = {},
  seed = letter.receiptSeed,
): Promise<HeldReceipt> {
  const receipt = encodeReceipt({
    letter: toBase64url(letter.digest),
    nullifier: toBase64url(said.nullifier),
    statement: toBase64url(statementHash(p, said.statement)),
    sequence: decodeStatement(said.statement).sequence,
    epoch: EPOCH,
    ...fields,
  });
  const signature = await p.ed25519Sign(seed, receipt);
  return { receipt, signature, statement: said.statement, key: ada.publicKey, tokens: ada.tokens };
}

/** A snapshot of these and the others; `waiting`: the cells that are marked. */
function snapshotOf(
  counted: readonly TestRecord[],
  { epoch = EPOCH, waiting = [] as number[] } = {},
): PublishedSnapshot {
  const made = [...others, ...counted];
  const records = sortRecords(
    p,
    letter.digest,
    made.map(({ record }) => record),
  );
  return {
    records,
    proposal: {
      format: 'undersigned/proposal/v1',
      letter: toBase64url(letter.digest),
      epoch,
      count: records.length,
      root: toBase64url(merkleRoot(p, records.map(recordLeaf))),
      cells: countedCells(letter.manifest, made).map((cell, i) => ({
        ...cell,
        waiting: waiting.includes(i),
      })),
      named: namedDigest(p, []),
    },
  };
}

const broken = (by: string) => ({ broken: true, by });
const not = (because: string) => ({ broken: false, because });

describe('a receipt for a signature', () => {
  it('is broken by a snapshot of its epoch, or a later one, that lacks it', async () => {
    const held = await receiptFor(await says('sign', 0));
    for (const epoch of [EPOCH, EPOCH + 1, EPOCH + 90]) {
      expect(await proveBroken(p, context, held, snapshotOf([], { epoch }))).toEqual(broken('missing'));
    }
    expect(await proveBroken(p, context, held, snapshotOf([], { epoch: EPOCH - 1 }))).toEqual(not('earlier'));
  });

  it('is kept by one that has it, and not broken while its own cell waits', async () => {
    const said = await says('sign', 0);
    const held = await receiptFor(said);
    expect(await proveBroken(p, context, held, snapshotOf([said]))).toEqual(not('kept'));
    expect(await proveBroken(p, context, held, snapshotOf([said], { waiting: [1] }))).toEqual(not('kept'));
    expect(await proveBroken(p, context, held, snapshotOf([], { waiting: [1] }))).toEqual(not('waiting'));
    expect(await proveBroken(p, context, held, snapshotOf([], { waiting: [0] }))).toEqual(broken('missing'));
  });

  it('is broken by one that counts what she said before', async () => {
    const [before, said] = [await says('sign', 0), await says('sign', 1)];
    const held = await receiptFor(said);
    expect(await proveBroken(p, context, held, snapshotOf([before]))).toEqual(broken('outdated'));
    expect(await proveBroken(p, context, held, snapshotOf([before], { epoch: EPOCH - 1 }))).toEqual(
      not('earlier'),
    );
  });

  it('isn’t broken by one that counts what she said after', async () => {
    const held = await receiptFor(await says('sign', 0));
    expect(await proveBroken(p, context, held, snapshotOf([await says('sign', 4)]))).toEqual(
      not('outranked'),
    );
  });
});

describe('a receipt for a withdrawal', () => {
  it('is broken by a snapshot that still has the signature, and kept by one that hasn’t', async () => {
    const held = await receiptFor(await says('withdraw', 1));
    const before = await says('sign', 0);
    expect(await proveBroken(p, context, held, snapshotOf([before]))).toEqual(broken('present'));
    expect(await proveBroken(p, context, held, snapshotOf([before], { waiting: [1] }))).toEqual(
      broken('present'),
    );
    expect(await proveBroken(p, context, held, snapshotOf([before], { epoch: EPOCH - 1 }))).toEqual(
      not('earlier'),
    );
    expect(await proveBroken(p, context, held, snapshotOf([]))).toEqual(not('kept'));
    expect(await proveBroken(p, context, held, snapshotOf([], { waiting: [1] }))).toEqual(not('kept'));
  });

  it('isn’t broken when she signed again', async () => {
    const held = await receiptFor(await says('withdraw', 1));
    expect(await proveBroken(p, context, held, snapshotOf([await says('sign', 2)]))).toEqual(
      not('outranked'),
    );
    // at equal sequence the withdrawal outranks
    expect(await proveBroken(p, context, held, snapshotOf([await says('sign', 1)]))).toEqual(
      broken('present'),
    );
  });
});

describe('what the origin shows for itself', () => {
  it('excuses it if it is hers, about this letter, and ranks above', async () => {
    const held = await receiptFor(await says('sign', 1));
    for (const shown of [await says('withdraw', 1), await says('withdraw', 2), await says('sign', 2)]) {
      expect(await proveBroken(p, context, held, snapshotOf([]), shown)).toEqual(not('outranked'));
    }
    const withdrawn = await receiptFor(await says('withdraw', 1));
    const before = await says('sign', 0);
    expect(await proveBroken(p, context, withdrawn, snapshotOf([before]), await says('sign', 2))).toEqual(
      not('outranked'),
    );
  });

  it('ranks by the smaller hash where all else is equal', async () => {
    const two = await Promise.all(
      [1, 2].map((fill) => makeRecord(letter, ada, { sealed: toBase64url(new Uint8Array(32).fill(fill)) })),
    );
    const [low, high] = two.sort((a, b) =>
      rankStatements(p, decodeStatement(a.statement), decodeStatement(b.statement)),
    ) as [TestRecord, TestRecord];
    const snapshot = snapshotOf([]);
    expect(await proveBroken(p, context, await receiptFor(low), snapshot, high)).toEqual(not('outranked'));
    expect(await proveBroken(p, context, await receiptFor(high), snapshot, low)).toEqual(broken('missing'));
  });

  it('excuses nothing otherwise', async () => {
    const said = await says('sign', 1);
    const held = await receiptFor(said);
    const elsewhere = await makeLetter({ workplaces: 2, seed: 'another letter' });
    const above = await says('withdraw', 2);
    for (const shown of [
      said,
      await says('sign', 0),
      await says('withdraw', 0),
      await says('withdraw', 2, await makeSigner(letter, 'Bert')),
      await makeRecord(elsewhere, ada, { action: 'withdraw', sequence: 2 }),
      { statement: above.statement, signature: said.signature },
      { statement: new TextEncoder().encode('{}'), signature: above.signature },
    ]) {
      expect(await proveBroken(p, context, held, snapshotOf([]), shown)).toEqual(broken('missing'));
    }
  });

  it('is no statement in the records that she didn’t sign', async () => {
    const held = await receiptFor(await says('withdraw', 1));
    const [forged, hers] = [await says('sign', 9), await says('sign', 0)];
    const record = { ...forged.record, signature: hers.record.signature };
    expect(await proveBroken(p, context, held, snapshotOf([{ ...forged, record }]))).toEqual(
      broken('present'),
    );
  });
});

describe('nothing is proved', () => {
  it('by a receipt that isn’t the origin’s, or is for something else', async () => {
    const said = await says('sign', 0);
    const bert = await makeSigner(letter, 'Bert');
    for (const held of [
      await receiptFor(said, {}, letter.releaseSecret),
      await receiptFor(said, { epoch: EPOCH }, letter.issuers[0]!.identitySeed),
      await receiptFor(said, { letter: toBase64url(p.random(32)) }),
      await receiptFor(said, { nullifier: toBase64url(others[0]!.nullifier) }),
      await receiptFor(said, { statement: toBase64url(p.random(32)) }),
      await receiptFor(said, { sequence: 1 }),
      { ...(await receiptFor(said)), statement: (await says('sign', 1)).statement },
      { ...(await receiptFor(said)), key: bert.publicKey },
    ]) {
      expect(await refusedWith(() => proveBroken(p, context, held, snapshotOf([])))).toBe('invalid_receipt');
    }
  });

  it('with tokens of somebody else, or of the wrong issuers', async () => {
    const held = await receiptFor(await says('sign', 0));
    const bert = await makeSigner(letter, 'Bert');
    const said = (tokens: readonly Uint8Array[]) =>
      refusedWith(() => proveBroken(p, context, { ...held, tokens }, snapshotOf([])));
    expect(await said(bert.tokens)).toBe('invalid_token at tokens[0]');
    expect(await said([])).toBe('wrong_issuers at tokens');
    expect(await said([...ada.tokens, ...ada.tokens])).toBe('wrong_issuers at tokens');
  });

  it('by another letter’s snapshot, or records that aren’t its own', async () => {
    const held = await receiptFor(await says('sign', 0));
    const { proposal, records } = snapshotOf([]);
    const said = (snapshot: PublishedSnapshot) => refusedWith(() => proveBroken(p, context, held, snapshot));
    const another = { ...proposal, letter: toBase64url(p.random(32)) };
    expect(await said({ proposal: another, records })).toBe('letter_mismatch at proposal.letter');
    expect(await said({ proposal, records: records.slice(1) })).toBe('root_mismatch at proposal.root');
  });
});
