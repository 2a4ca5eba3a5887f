// The records of a bundle: no duplicates, every token, every statement, the counts, the root. protocol.md#bundle
import type { ReadRecord } from './bundle-stream.js';
import { countCells } from './cells.js';
import { compare, equal, fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { inOrder, mapInOrder } from './in-order.js';
import { MerkleAccumulator } from './merkle.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import type { BundleRecord, RecordBytes } from './record.js';
import { recordBytes, recordLeaf } from './record.js';
import { decodeStatement, isForLetter, nonceOf, nullifierOfNonce, verifyStatement } from './statement.js';
import type { LetterContext } from './vouching.js';
import { verifyNonceVouchers } from './vouching.js';

/** A record about which everything holds; `cell` is an index into the context's cells. */
export interface VerifiedRecord {
  /** base64url, as it stands in documents. */
  readonly nullifier: string;
  readonly key: Uint8Array;
  readonly cell: number;
}

/** How many are under way: enough to keep the cores busy, few enough to keep memory flat. */
export const RECORDS_AT_ONCE = 128;

const PROGRESS_STEP = 64;

/** The records, in their order, once everything about them holds. Throws the first thing that doesn't. */
export async function verifyRecords(
  p: Primitives,
  context: LetterContext,
  records: readonly BundleRecord[],
  proposal: Proposal,
  onProgress?: (verified: number, all: number) => void,
): Promise<VerifiedRecord[]> {
  const verified: VerifiedRecord[] = [];
  await verifyRecordStream(p, context, withLeaves(records), proposal, (record) => {
    verified.push(record);
    if (isStep(verified.length, records.length)) onProgress?.(verified.length, records.length);
  });
  return verified;
}

/**
 * The same for records as they come, of which none is kept: `onVerified` is told of each, in their order.
 *
 * Duplicates are refused before anything is counted, and without remembering what was read: nullifiers that strictly ascend
 * leave no key room to stand twice, and a token stands under the one key of which its nonce is the hash.
 */
export async function verifyRecordStream(
  p: Primitives,
  context: LetterContext,
  records: AsyncIterable<ReadRecord>,
  proposal: Proposal,
  onVerified: (record: VerifiedRecord) => void,
): Promise<void> {
  const counts = context.cells.map(() => 0);
  const tree = new MerkleAccumulator(p);
  let before: Uint8Array | undefined;
  // Runs up to its first await in the order of the records.
  const check = async ({ record, leaf }: ReadRecord, i: number): Promise<VerifiedRecord> => {
    const parts = recordBytes(record);
    const nonce = nonceOf(p, parts.key);
    const nullifier = nullifierOfNonce(p, context.digest, nonce);
    requireAscending(before, nullifier, place(i));
    before = nullifier;
    tree.append(leaf);
    const cell = await verifyRecord(p, context, parts, nonce, place(i));
    return { nullifier: toBase64url(nullifier), key: parts.key, cell };
  };
  for await (const record of mapInOrder(records, RECORDS_AT_ONCE, check)) {
    counts[record.cell] = (counts[record.cell] ?? 0) + 1;
    onVerified(record);
  }
  verifyCounts(context, counts, tree.size, proposal);
  if (!equal(tree.root(), fromBase64url(proposal.root))) {
    throw new ProtocolError(
      'root_mismatch',
      'The records are not those that the organizers approved.',
      'proposal.root',
    );
  }
}

/** Whether so many of so many records are worth telling: after every 64, and at the end. */
export function isStep(verified: number, all: number): boolean {
  return verified % PROGRESS_STEP === 0 || verified === all;
}

/** The index of the record's cell, once its tokens and its statement hold. `nonce` is that of its key. */
async function verifyRecord(
  p: Primitives,
  context: LetterContext,
  { tokens, key, statement, signature }: RecordBytes,
  nonce: Uint8Array,
  at: string,
): Promise<number> {
  const decoded = decodeStatement(statement, `${at}.statement`);
  if (!isForLetter(decoded, context.digest)) {
    throw new ProtocolError('letter_mismatch', 'A statement is about another letter.', `${at}.statement`);
  }
  if (decoded.action !== 'sign') {
    throw new ProtocolError('invalid_statement', 'A statement withdraws a signature.', `${at}.statement`);
  }
  const [cell] = await inOrder([
    verifyNonceVouchers(context, tokens, nonce, `${at}.tokens`),
    verifyStatement(p, key, statement, signature, `${at}.statement`),
  ]);
  return cell;
}

/** Throws `duplicate_record` or `unsorted_records` unless a nullifier sorts after the one before. */
function requireAscending(before: Uint8Array | undefined, nullifier: Uint8Array, at: string): void {
  const order = before === undefined ? -1 : compare(before, nullifier);
  if (order < 0) return;
  throw order === 0
    ? new ProtocolError('duplicate_record', 'One signature stands in the bundle twice.', at)
    : new ProtocolError('unsorted_records', 'The records are not in the order of their nullifiers.', at);
}

function verifyCounts(
  { manifest, cells }: LetterContext,
  counts: readonly number[],
  all: number,
  proposal: Proposal,
): void {
  if (proposal.count !== all) {
    throw new ProtocolError('count_mismatch', 'The count is not the number of records.', 'proposal.count');
  }
  const complete =
    proposal.cells.length === cells.length &&
    cells.every(({ issuers }, i) => issuers.join() === proposal.cells[i]?.issuers.join());
  proposal.cells.forEach((cell, i) => {
    if (
      !complete ||
      cell.workplace !== cells[i]?.workplace ||
      cell.count !== counts[i] ||
      (cell.count === 0 && !cell.waiting)
    ) {
      throw new ProtocolError(
        'cell_mismatch',
        'The counts by workplace and issuer are not those of the records.',
        `proposal.cells[${i.toString()}]`,
      );
    }
  });
  if (!complete || countCells(counts, manifest.minimumCell) !== all) {
    throw new ProtocolError(
      'cell_mismatch',
      'A cell is missing, or smaller than the least that may be counted.',
      'proposal.cells',
    );
  }
  if (all < manifest.threshold) {
    throw new ProtocolError(
      'below_threshold',
      'There are fewer signatures than the threshold.',
      'proposal.count',
    );
  }
}

async function* withLeaves(records: readonly BundleRecord[]): AsyncGenerator<ReadRecord> {
  for (const record of records) yield { record, leaf: recordLeaf(record) };
}

function place(i: number): string {
  return `records[${i.toString()}]`;
}
