// Everything that must hold of a posted signature, checked before anything is written. protocol.md#signing
import { equal, fromBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { inOrder } from '../../protocol/in-order.js';
import type { Primitives } from '../../protocol/primitives.js';
import { sealedChoiceLength } from '../../protocol/sealed-choice.js';
import { decodeStatement, isForLetter, nullifierOf, verifyStatement } from '../../protocol/statement.js';
import { TOKEN_LENGTH } from '../../protocol/token.js';
import { isTorsionFree } from '../../protocol/torsion.js';
import { verifyVouchers, type LetterContext } from '../../protocol/vouching.js';
import type { VerifiedStatement } from './standing-statement.js';

/** A signature as it was posted: bytes in base64url. */
export interface PostedSignature {
  readonly tokens: readonly string[];
  readonly key: string;
  readonly statement: string;
  readonly signature: string;
  readonly choice: string;
}

/**
 * The statement, once everything about it holds. Tokens may be missing: whether a signature of the key stands already is
 * for the writer to find out. Verifying runs on the thread pool.
 * Throws `malformed`, `not_canonical`, `unsupported_format`, `invalid_token`, `wrong_issuers`, `letter_mismatch`,
 * `invalid_statement` or `invalid_choice`.
 */
export async function verifyPosting(
  p: Primitives,
  context: LetterContext,
  posted: PostedSignature,
): Promise<VerifiedStatement> {
  const key = fromBase64url(posted.key, 32, 'key');
  const encoded = fromBase64url(posted.statement, undefined, 'statement');
  const signature = fromBase64url(posted.signature, 64, 'signature');
  const choice = fromBase64url(posted.choice, undefined, 'choice');
  const tokens = posted.tokens.map((token, i) =>
    fromBase64url(token, TOKEN_LENGTH, `tokens[${i.toString()}]`),
  );
  const { action, sequence, letter, sealed } = decodeStatement(encoded, 'statement');
  if (!isForLetter({ letter }, context.digest)) {
    throw new ProtocolError('letter_mismatch', 'This statement is about another letter.', 'statement.letter');
  }
  if (choice.length !== sealedChoiceLength(context.manifest.organizers.length)) {
    throw new ProtocolError(
      'invalid_choice',
      'The sealed choice does not have the size of this letter’s.',
      'choice',
    );
  }
  if (!equal(p.sha256(choice), fromBase64url(sealed))) {
    throw new ProtocolError('invalid_choice', 'The statement names another sealed choice.', 'choice');
  }
  const [cell] = await inOrder([
    tokens.length === 0 ? undefined : verifyVouchers(p, context, tokens, key),
    verifyStatement(p, key, encoded, signature, 'signature'),
  ]);
  // A key without tokens stands already.
  if (cell !== undefined && !isTorsionFree(key)) {
    throw new ProtocolError('invalid_statement', 'This key is not one that Ed25519 makes.', 'key');
  }
  return {
    nullifier: nullifierOf(p, context.digest, key),
    key,
    statement: encoded,
    action,
    sequence,
    signature,
    choice,
    vouchers: cell === undefined ? undefined : { tokens, cell },
  };
}
