// That one record stands in an edition: for a signer who wants to see that hers was counted. protocol.md#inclusion
import { recordNullifier } from './bundle.js';
import { fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { inclusionProof, verifyInclusion } from './merkle.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import type { BundleRecord } from './record.js';
import { recordBytes, recordLeaf } from './record.js';
import { decodeStatement } from './statement.js';

/** Where a record stands among those of a proposal, and the hashes that lead from it to the root. */
export interface RecordInclusion {
  /** From 0, in the order of the nullifiers. */
  readonly index: number;
  /** From the record's sibling up; 32 bytes each, base64url. */
  readonly proof: readonly string[];
}

/**
 * The record of this nullifier (32 bytes, base64url) with its proof, out of a bundle's records in their order;
 * `undefined` if there is none. Hashes every record once.
 */
export function inclusionOf(
  p: Primitives,
  records: readonly BundleRecord[],
  nullifier: string,
): (RecordInclusion & { readonly record: BundleRecord }) | undefined {
  const index = records.findIndex((record) => {
    const { letter } = decodeStatement(recordBytes(record).statement);
    return recordNullifier(p, fromBase64url(letter), record) === nullifier;
  });
  const record = records[index];
  if (record === undefined) return undefined;
  const proof = inclusionProof(p, records.map(recordLeaf), index).map(toBase64url);
  return { record, index, proof };
}

/** Throws `invalid_proof` unless the record stands at that place under the proposal's root, one of its `count` records. */
export function verifyRecordInclusion(
  p: Primitives,
  proposal: Pick<Proposal, 'root' | 'count'>,
  record: BundleRecord,
  { index, proof }: RecordInclusion,
): void {
  const inclusion = {
    leaf: recordLeaf(record),
    index,
    size: proposal.count,
    proof: proof.map((hash) => fromBase64url(hash, 32)),
    root: fromBase64url(proposal.root),
  };
  if (!verifyInclusion(p, inclusion)) {
    throw new ProtocolError('invalid_proof', 'The proof does not lead from the record to the root.', 'proof');
  }
}
