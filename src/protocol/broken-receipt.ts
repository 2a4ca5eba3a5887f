// What a receipt and a published snapshot prove together: whether the origin broke its word. protocol.md#receipt
import { equal, fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { merkleRoot } from './merkle.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import { isBroken, verifyReceipt } from './receipt.js';
import type { BundleRecord } from './record.js';
import { recordBytes, recordLeaf } from './record.js';
import type { Statement } from './statement.js';
import {
  decodeStatement,
  isForLetter,
  nullifierOf,
  rankStatements,
  statementHash,
  verifyStatement,
} from './statement.js';
import type { LetterContext } from './vouching.js';
import { verifyVouchers } from './vouching.js';

/** What a signer holds. */
export interface HeldReceipt {
  /** Canonical bytes, and the receipt key's signature (64 bytes). */
  readonly receipt: Uint8Array;
  readonly signature: Uint8Array;
  /** Canonical bytes of the statement that it is for. */
  readonly statement: Uint8Array;
  /** Her public key, 32 bytes. */
  readonly key: Uint8Array;
  /** They tell her cell. */
  readonly tokens: readonly Uint8Array[];
}

/** Proposal and records of a verified bundle. */
export interface PublishedSnapshot {
  readonly proposal: Proposal;
  readonly records: readonly BundleRecord[];
}

/** A statement that the origin shows as its reason, and its signature (64 bytes). */
export interface ShownStatement {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * `missing`: a `sign` isn't counted. `present`: a `withdraw` still is. `outdated`: what is counted ranks below the receipt's.
 * Where nothing is broken: the snapshot is of an epoch before the receipt's, her cell waits, a statement of hers ranks
 * above, or the word was kept.
 */
export type ReceiptProof =
  | { readonly broken: true; readonly by: 'missing' | 'present' | 'outdated' }
  | { readonly broken: false; readonly because: 'earlier' | 'waiting' | 'outranked' | 'kept' };

/**
 * What these prove, to anybody. A shown statement that isn't of this key and letter, or doesn't rank above, excuses nothing.
 * Throws `invalid_receipt` if the receipt isn't the letter's or isn't for this statement, `invalid_token` or `wrong_issuers`
 * for tokens, `letter_mismatch` or `root_mismatch` if the snapshot is another's.
 */
export async function proveBroken(
  p: Primitives,
  context: LetterContext,
  held: HeldReceipt,
  snapshot: PublishedSnapshot,
  shown?: ShownStatement,
): Promise<ReceiptProof> {
  const receipt = await verifyReceipt(p, context.manifest.receiptKey, held.receipt, held.signature);
  const statement = decodeStatement(held.statement, 'statement');
  const nullifier = nullifierOf(p, context.digest, held.key);
  const fits =
    isForLetter(receipt, context.digest) &&
    isForLetter(statement, context.digest) &&
    receipt.nullifier === toBase64url(nullifier) &&
    receipt.statement === toBase64url(statementHash(p, held.statement)) &&
    receipt.sequence === statement.sequence;
  if (!fits) {
    throw new ProtocolError('invalid_receipt', 'The receipt is not for this statement in this letter.');
  }
  const cell = await verifyVouchers(p, context, held.tokens, held.key);
  const { proposal, records } = snapshot;
  requireSnapshot(p, context, snapshot);

  const record = records.find((one) => one.key === toBase64url(held.key));
  const counted = record && (await genuine(p, context, held.key, recordBytes(record)));
  const above = [counted, await genuine(p, context, held.key, shown)].some(
    (one) => one !== undefined && rankStatements(p, one, statement) > 0,
  );
  const seen = {
    epoch: proposal.epoch,
    present: record !== undefined,
    waiting: proposal.cells[cell]?.waiting === true,
    outranked: above,
  };
  if (isBroken(receipt, statement.action, seen)) {
    return { broken: true, by: statement.action === 'sign' ? 'missing' : 'present' };
  }
  if (seen.epoch < receipt.epoch) return { broken: false, because: 'earlier' };
  if (above) return { broken: false, because: 'outranked' };
  if (counted !== undefined && rankStatements(p, counted, statement) < 0) {
    return { broken: true, by: 'outdated' };
  }
  const isMissing = statement.action === 'sign' && record === undefined;
  return { broken: false, because: isMissing ? 'waiting' : 'kept' };
}

function requireSnapshot(
  p: Primitives,
  { digest }: LetterContext,
  { proposal, records }: PublishedSnapshot,
): void {
  if (!isForLetter(proposal, digest)) {
    throw new ProtocolError('letter_mismatch', 'The snapshot is of another letter.', 'proposal.letter');
  }
  if (!equal(merkleRoot(p, records.map(recordLeaf)), fromBase64url(proposal.root))) {
    throw new ProtocolError('root_mismatch', 'The records are not those of the proposal.', 'proposal.root');
  }
}

/** The statement, if this key made it about this letter. */
async function genuine(
  p: Primitives,
  { digest }: LetterContext,
  key: Uint8Array,
  shown: ShownStatement | undefined,
): Promise<Statement | undefined> {
  if (shown === undefined) return undefined;
  try {
    await verifyStatement(p, key, shown.statement, shown.signature);
    const statement = decodeStatement(shown.statement);
    return isForLetter(statement, digest) ? statement : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
