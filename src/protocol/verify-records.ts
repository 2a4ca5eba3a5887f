// The records of a bundle: no duplicates, every token, every statement, the counts, the root. protocol.md#bundle
import { countCells } from './cells.js';
import { compare, equal, fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { inOrder } from './in-order.js';
import { MerkleAccumulator } from './merkle.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import type { BundleRecord } from './record.js';
import { recordBytes, recordLeaf } from './record.js';
import { decodeStatement, isForLetter, nullifierOf, verifyStatement } from './statement.js';
import type { LetterContext } from './vouching.js';
import { verifyVouchers } from './vouching.js';

/** A record about which everything holds; `cell` is an index into the context's cells. */
export interface VerifiedRecord {
  /** base64url, as it stands in documents. */
  readonly nullifier: string;
  readonly key: Uint8Array;
  readonly cell: number;
}

/** Enough to keep the cores busy, few enough to keep memory flat. */
const AT_ONCE = 64;

/** The records, in their order, once everything about them holds. Duplicates are refused before anything is counted. */
export async function verifyRecords(
  p: Primitives,
  context: LetterContext,
  records: readonly BundleRecord[],
  proposal: Proposal,
  onProgress?: (verified: number, all: number) => void,
): Promise<VerifiedRecord[]> {
  const nullifiers = records.map((record) => nullifierOf(p, context.digest, fromBase64url(record.key)));
  refuseDuplicates(records, nullifiers);
  const cells = await verifyEach(p, context, records, onProgress);
  verifyCounts(context, cells, proposal);
  verifyRoot(p, records, proposal);
  return records.map((record, i) => ({
    nullifier: toBase64url(nullifiers[i] ?? new Uint8Array()),
    key: fromBase64url(record.key),
    cell: cells[i] ?? -1,
  }));
}

/** Throws `duplicate_record` or `unsorted_records`. Sorting alone shows every repeated key; tokens are compared too. */
function refuseDuplicates(records: readonly BundleRecord[], nullifiers: readonly Uint8Array[]): void {
  const tokens = new Set<string>();
  const keys = new Set<string>();
  records.forEach((record, i) => {
    if (keys.has(record.key) || record.tokens.some((token) => tokens.has(token))) {
      throw new ProtocolError('duplicate_record', 'One signature stands in the bundle twice.', place(i));
    }
    keys.add(record.key);
    record.tokens.forEach((token) => tokens.add(token));
  });
  nullifiers.forEach((nullifier, i) => {
    const before = nullifiers[i - 1];
    if (before !== undefined && compare(before, nullifier) >= 0) {
      throw new ProtocolError(
        'unsorted_records',
        'The records are not in the order of their nullifiers.',
        place(i),
      );
    }
  });
}

/** The cell of each record, as an index into the context's cells. */
async function verifyEach(
  p: Primitives,
  context: LetterContext,
  records: readonly BundleRecord[],
  onProgress?: (verified: number, all: number) => void,
): Promise<number[]> {
  const verified: number[] = [];
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const batch = records.slice(start, start + AT_ONCE);
    const cells = batch.map((record, i) => verifyRecord(p, context, record, place(start + i)));
    verified.push(...(await inOrder(cells)));
    onProgress?.(start + batch.length, records.length);
  }
  return verified;
}

/** The index of the record's cell, once its tokens and its statement hold. */
export async function verifyRecord(
  p: Primitives,
  context: LetterContext,
  record: BundleRecord,
  at: string,
): Promise<number> {
  const { tokens, key, statement, signature } = recordBytes(record);
  const decoded = decodeStatement(statement, `${at}.statement`);
  if (!isForLetter(decoded, context.digest)) {
    throw new ProtocolError('letter_mismatch', 'A statement is about another letter.', `${at}.statement`);
  }
  if (decoded.action !== 'sign') {
    throw new ProtocolError('invalid_statement', 'A statement withdraws a signature.', `${at}.statement`);
  }
  const [cell] = await inOrder([
    verifyVouchers(p, context, tokens, key, `${at}.tokens`),
    verifyStatement(p, key, statement, signature, `${at}.statement`),
  ]);
  return cell;
}

function verifyCounts(
  { manifest, cells }: LetterContext,
  verified: readonly number[],
  proposal: Proposal,
): void {
  const all = verified.length;
  const counts = cells.map((_, i) => verified.filter((cell) => cell === i).length);
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

function verifyRoot(p: Primitives, records: readonly BundleRecord[], proposal: Proposal): void {
  const tree = new MerkleAccumulator(p);
  for (const record of records) tree.append(recordLeaf(record));
  if (!equal(tree.root(), fromBase64url(proposal.root))) {
    throw new ProtocolError(
      'root_mismatch',
      'The records are not those that the organizers approved.',
      'proposal.root',
    );
  }
}

function place(i: number): string {
  return `records[${i.toString()}]`;
}
