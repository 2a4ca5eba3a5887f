import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeBundle, type TestBundle } from '../../test/support/bundles.js';
import { makeLetter } from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { recordNullifier } from './bundle.js';
import { fromBase64url, toBase64url } from './codec.js';
import { inclusionOf, verifyRecordInclusion } from './inclusion.js';
import { decodeProposal, type Proposal } from './proposal.js';
import { webPrimitives } from './web-primitives.js';

const SIGNERS = 7;

let made: TestBundle;
let proposal: Proposal;
let nullifiers: string[];

beforeAll(async () => {
  const letter = await makeLetter();
  made = await makeBundle({ letter, signers: SIGNERS });
  proposal = decodeProposal(made.proposal);
  nullifiers = made.bundle.records.map((record) => recordNullifier(p, letter.digest, record));
});

const said = (
  ...args: Parameters<typeof verifyRecordInclusion> extends [unknown, ...infer Rest] ? Rest : never
) =>
  refusedWith(() => {
    verifyRecordInclusion(p, ...args);
  });

describe('a record of an edition', () => {
  it('is shown to be in it by a few hashes, whichever it is', () => {
    nullifiers.forEach((nullifier, i) => {
      const { record, ...inclusion } = inclusionOf(p, made.bundle.records, nullifier)!;
      expect(record).toEqual(made.bundle.records[i]);
      expect(inclusion.index).toBe(i);
      expect(inclusion.proof.length).toBeLessThanOrEqual(3);
      expect(() => {
        verifyRecordInclusion(p, proposal, record, inclusion);
        verifyRecordInclusion(webPrimitives(), proposal, record, inclusion);
      }).not.toThrow();
    });
  });

  it('isn’t found if it is in none', () => {
    expect(inclusionOf(p, made.bundle.records, toBase64url(p.random(32)))).toBeUndefined();
    expect(inclusionOf(p, [], nullifiers[0]!)).toBeUndefined();
  });

  it('is shown for no other record, place, count or root', async () => {
    const { record, index, proof } = inclusionOf(p, made.bundle.records, nullifiers[2]!)!;
    const other = made.bundle.records[3]!;
    const flipped = toBase64url(fromBase64url(proof[0]!).map((byte, i) => (i === 5 ? byte ^ 1 : byte)));
    const wrong: Parameters<typeof said>[] = [
      [proposal, other, { index, proof }],
      [proposal, { ...record, signature: other.signature }, { index, proof }],
      [proposal, record, { index: 3, proof }],
      [proposal, record, { index: -1, proof }],
      [proposal, record, { index: SIGNERS, proof }],
      [proposal, record, { index: 0.5, proof }],
      [{ ...proposal, count: 1 }, record, { index, proof }],
      [{ ...proposal, count: SIGNERS * 4 }, record, { index, proof }],
      [{ ...proposal, root: proof[0]! }, record, { index, proof }],
      [proposal, record, { index, proof: proof.slice(1) }],
      [proposal, record, { index, proof: [...proof, proof[0]!] }],
      [proposal, record, { index, proof: proof.toReversed() }],
      [proposal, record, { index, proof: [flipped, ...proof.slice(1)] }],
      [proposal, record, { index, proof: [] }],
    ];
    for (const args of wrong) expect(await said(...args)).toBe('invalid_proof at proof');
  });

  it('has hashes in their one form', async () => {
    const { record, index, proof } = inclusionOf(p, made.bundle.records, nullifiers[2]!)!;
    for (const hash of ['', 'AA', `${proof[0]!}=`, `${proof[0]!}AAAA`]) {
      const refused = await said(proposal, record, { index, proof: [hash, ...proof.slice(1)] });
      expect(refused.startsWith('malformed')).toBe(true);
    }
  });
});
