// What a newly posted statement does to the row that stands: it replaces it only if it ranks higher. protocol.md#statement
import type { Primitives } from '../../protocol/primitives.js';
import { decodeStatement, rankStatements } from '../../protocol/statement.js';
import { statementOf, type SignatureRow } from './signature-row.js';

/** A statement about which everything holds. */
export type VerifiedStatement = Pick<SignatureRow, 'key' | 'action' | 'sequence' | 'signature' | 'choice'> & {
  /** SHA-256 of the key under this letter, 32 bytes: what the row is found by. */
  readonly nullifier: Uint8Array;
  /** The statement's canonical bytes. */
  readonly statement: Uint8Array;
  /** The tokens that came with it and the cell they make; undefined if it came without, as later ones may. */
  readonly vouchers: Pick<SignatureRow, 'tokens' | 'cell'> | undefined;
};

/**
 * The row after this statement; undefined if nothing changes: because what stands ranks as high, or because nothing stands
 * and the statement came without tokens. Tokens and cell stay those that the signer came with first.
 */
export function supersede(
  p: Primitives,
  letter: Uint8Array,
  standing: SignatureRow | undefined,
  posted: VerifiedStatement,
  epoch: number,
): SignatureRow | undefined {
  const { action, sequence, signature, choice } = posted;
  if (standing === undefined) {
    return posted.vouchers === undefined
      ? undefined
      : { ...posted.vouchers, key: posted.key, action, sequence, signature, choice, epoch, firstSnapshot: 0 };
  }
  const next = { ...standing, action, sequence, signature, choice, epoch };
  const [after, before] = [next, standing].map((row) => decodeStatement(statementOf(p, letter, row)));
  return after !== undefined && before !== undefined && rankStatements(p, after, before) > 0
    ? next
    : undefined;
}
