// The origin's signed word that it holds a statement, and what breaks that word. protocol.md#receipt
import * as v from './schema.js';
import { fromBase64url } from './codec.js';
import type { Primitives } from './primitives.js';
import { bytes, integer, readDocument, writeDocument } from './shape.js';
import { requireSignature } from './signed.js';

const FORMAT = 'undersigned/receipt/v1';

export const receiptSchema = v.strictObject({
  format: v.literal(FORMAT),
  letter: bytes(32),
  nullifier: bytes(32),
  statement: bytes(32),
  sequence: integer(0, 255),
  epoch: integer(1, 0xffff_ffff),
});

/** Digests in base64url; `statement` is SHA-256 of the statement, `epoch` the one whose end counts it at the earliest. */
export type Receipt = v.Output<typeof receiptSchema>;

/** The canonical bytes of a receipt. */
export function encodeReceipt(receipt: Omit<Receipt, 'format'>): Uint8Array {
  return writeDocument(receiptSchema, { format: FORMAT, ...receipt });
}

/** The receipt of these bytes, once its signature (64 bytes) holds. Throws `invalid_receipt` or what its form breaks. */
export async function verifyReceipt(
  p: Primitives,
  receiptKey: string,
  encoded: Uint8Array,
  signature: Uint8Array,
): Promise<Receipt> {
  await requireSignature(p, fromBase64url(receiptKey), encoded, signature, {
    code: 'invalid_receipt',
    message: 'The receipt is not signed by the letter’s receipt key.',
  });
  return readDocument(receiptSchema, FORMAT, encoded);
}

/** What a published snapshot shows of the receipt's key. */
export interface Shown {
  /** The epoch whose end the snapshot is of. */
  readonly epoch: number;
  /** Whether the nullifier is among the records. */
  readonly present: boolean;
  /** Whether the signer's cell was marked as waiting. */
  readonly waiting: boolean;
  /** Whether the origin showed a statement of the key that ranks above the receipt's. */
  readonly outranked: boolean;
}

/**
 * Whether a snapshot proves that the origin broke its word.
 * A snapshot of the receipt's epoch or later must have a `sign` (unless its cell waits) and must not have a `withdraw`,
 * unless a statement that ranks above is shown.
 */
export function isBroken(receipt: Receipt, action: 'sign' | 'withdraw', shown: Shown): boolean {
  if (shown.epoch < receipt.epoch || shown.outranked) return false;
  return action === 'sign' ? !shown.present && !shown.waiting : shown.present;
}
