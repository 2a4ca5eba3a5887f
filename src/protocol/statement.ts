// What a signer says of one letter, under the key in her token; the highest-ranking statement of a key counts. protocol.md#statement
import * as v from './schema.js';
import { compare, fromUtf8, toBase64url, utf8 } from './codec.js';
import type { Primitives } from './primitives.js';
import { bytes, integer, readDocument, writeDocument } from './shape.js';
import { requireSignature } from './signed.js';

const FORMAT = 'undersigned/statement/v1';
const NULLIFIER = utf8('undersigned/nullifier/v1');

export const MAX_SEQUENCE = 255;

/** A bound of the format. protocol.md#limits */
export const MAX_STATEMENT_BYTES = 1024;

const statementSchema = v.strictObject({
  format: v.literal(FORMAT),
  letter: bytes(32),
  action: v.literal('sign', 'withdraw'),
  sequence: integer(0, MAX_SEQUENCE),
  sealed: bytes(32),
});

/** The canonical text of a statement, and nothing else. The last characters of 32 bytes leave no stray bits. */
const TEXT =
  /^\{"action":"(sign|withdraw)","format":"undersigned\/statement\/v1","letter":"([\w-]{42}[AEIMQUYcgkosw048])","sealed":"([\w-]{42}[AEIMQUYcgkosw048])","sequence":(0|[1-9]\d{0,2})\}$/;

/** `letter` and `sealed` are 32 bytes in base64url; `sealed` is SHA-256 of the sealed choice. */
export type Statement = v.Output<typeof statementSchema>;

/** The canonical bytes of a statement. */
export function encodeStatement(statement: Omit<Statement, 'format'>): Uint8Array {
  return writeDocument(statementSchema, { format: FORMAT, ...statement });
}

/** The statement of these bytes. Throws `malformed`, `not_canonical` or `unsupported_format`. */
export function decodeStatement(encoded: Uint8Array, place?: string): Statement {
  // Most are as they should be; any other way of being wrong is for the schema to name.
  const [, action, letter, sealed, digits] = TEXT.exec(fromUtf8(encoded, place)) ?? [];
  const sequence = Number(digits);
  if (letter !== undefined && sealed !== undefined && sequence <= MAX_SEQUENCE) {
    return { format: FORMAT, letter, action: action === 'sign' ? action : 'withdraw', sequence, sealed };
  }
  return readDocument(statementSchema, FORMAT, encoded, place, MAX_STATEMENT_BYTES);
}

/** Throws `invalid_statement` unless the key (32 bytes) signed (64 bytes) exactly these bytes. */
export async function verifyStatement(
  p: Primitives,
  publicKey: Uint8Array,
  encoded: Uint8Array,
  signature: Uint8Array,
  place?: string,
): Promise<void> {
  await requireSignature(p, publicKey, encoded, signature, {
    code: 'invalid_statement',
    message: 'The statement is not signed by the key of its token.',
    ...(place === undefined ? {} : { place }),
  });
}

/**
 * Which of two statements of one key counts: positive if `a` outranks `b`, 0 if they are the same.
 * The higher sequence; at equal sequence `withdraw`; then the smaller SHA-256 of the statement's bytes.
 */
export function rankStatements(p: Primitives, a: Statement, b: Statement): number {
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  if (a.action !== b.action) return a.action === 'withdraw' ? 1 : -1;
  return compare(statementHash(p, encodeStatement(b)), statementHash(p, encodeStatement(a)));
}

/** SHA-256 of a statement's canonical bytes: 32 bytes. */
export function statementHash(p: Primitives, encoded: Uint8Array): Uint8Array {
  return p.sha256(encoded);
}

/** The nonce of a signer's token: SHA-256 of her public key (32 bytes). */
export function nonceOf(p: Primitives, publicKey: Uint8Array): Uint8Array {
  return p.sha256(publicKey);
}

/** SHA-256('undersigned/nullifier/v1' ‖ letterDigest ‖ nonce): 32 bytes, one for each key and letter. protocol.md#signing */
export function nullifierOf(p: Primitives, letter: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return nullifierOfNonce(p, letter, nonceOf(p, publicKey));
}

/** The same of the nonce (32 bytes) that the key's tokens bear. */
export function nullifierOfNonce(p: Primitives, letter: Uint8Array, nonce: Uint8Array): Uint8Array {
  return p.sha256(NULLIFIER, letter, nonce);
}

/** Whether a statement names this letter (32 bytes). */
export function isForLetter(statement: { letter: string }, letter: Uint8Array): boolean {
  return statement.letter === toBase64url(letter);
}
