// What a signature's slot holds: the same number of bytes for every signature of a letter. protocol.md#sealed-slots
import { concat, Reader, toBase64url, uint } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import type { Manifest } from '../../protocol/manifest.js';
import type { Primitives } from '../../protocol/primitives.js';
import type { BundleRecord } from '../../protocol/record.js';
import { makeRecord } from '../../protocol/record.js';
import { sealedChoiceLength } from '../../protocol/sealed-choice.js';
import type { Statement } from '../../protocol/statement.js';
import { encodeStatement } from '../../protocol/statement.js';
import { TOKEN_LENGTH } from '../../protocol/token.js';

const ACTIONS = ['sign', 'withdraw'] as const;
const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const NUMBERS_LENGTH = 1 + 1 + 4 + 4 + 2;

/** What of a letter's terms decides the size of its rows. */
export type RowTerms = Pick<Manifest, 'issuersRequired' | 'organizers'>;

/** One signer's standing statement, with everything that proves it. */
export interface SignatureRow {
  /** `issuersRequired` of them, 354 bytes each. */
  readonly tokens: readonly Uint8Array[];
  /** The signer's public key, 32 bytes. */
  readonly key: Uint8Array;
  readonly action: Statement['action'];
  readonly sequence: number;
  /** By the key over the statement, 64 bytes. */
  readonly signature: Uint8Array;
  /** The sealed choice, 1344 + 208 n bytes. */
  readonly choice: Uint8Array;
  /** The epoch in which the statement arrived. */
  readonly epoch: number;
  /** The epoch of the first snapshot that the signer was in; 0 while she was in none. */
  readonly firstSnapshot: number;
  /** Index of her cell among the letter's. */
  readonly cell: number;
}

/** Bytes of a row. */
export function signatureRowLength(terms: RowTerms): number {
  return (
    terms.issuersRequired * TOKEN_LENGTH +
    KEY_LENGTH +
    SIGNATURE_LENGTH +
    sealedChoiceLength(terms.organizers.length) +
    NUMBERS_LENGTH
  );
}

/** The row's bytes. Throws `malformed` if a part has another length than the letter's terms say. */
export function encodeSignatureRow(terms: RowTerms, row: SignatureRow): Uint8Array {
  demand(row.tokens.length === terms.issuersRequired);
  for (const token of row.tokens) demand(token.length === TOKEN_LENGTH);
  demand(row.key.length === KEY_LENGTH && row.signature.length === SIGNATURE_LENGTH);
  demand(row.choice.length === sealedChoiceLength(terms.organizers.length));
  return concat(
    ...row.tokens,
    row.key,
    uint(ACTIONS.indexOf(row.action), 1),
    uint(row.sequence, 1),
    row.signature,
    row.choice,
    uint(row.epoch, 4),
    uint(row.firstSnapshot, 4),
    uint(row.cell, 2),
  );
}

/** The row of these bytes. Throws `malformed`. */
export function decodeSignatureRow(terms: RowTerms, encoded: Uint8Array): SignatureRow {
  const reader = new Reader(encoded, 'row');
  const tokens = Array.from({ length: terms.issuersRequired }, () => reader.take(TOKEN_LENGTH));
  const key = reader.take(KEY_LENGTH);
  const action = ACTIONS[reader.uint(1)];
  demand(action !== undefined);
  const row = {
    tokens,
    key,
    action,
    sequence: reader.uint(1),
    signature: reader.take(SIGNATURE_LENGTH),
    choice: reader.take(sealedChoiceLength(terms.organizers.length)),
    epoch: reader.uint(4),
    firstSnapshot: reader.uint(4),
    cell: reader.uint(2),
  };
  reader.end();
  return row;
}

/** The canonical bytes of the statement that a row's signature is over, for the letter of this digest (32 bytes). */
export function statementOf(p: Primitives, letter: Uint8Array, row: SignatureRow): Uint8Array {
  const { action, sequence } = row;
  const sealed = toBase64url(p.sha256(row.choice));
  return encodeStatement({ letter: toBase64url(letter), action, sequence, sealed });
}

/** What a bundle shows of a row: no choice, no epoch. */
export function recordOf(p: Primitives, letter: Uint8Array, row: SignatureRow): BundleRecord {
  const { tokens, key, signature } = row;
  return makeRecord({ tokens, key, statement: statementOf(p, letter, row), signature });
}

function demand(holds: boolean): asserts holds {
  if (!holds) throw new ProtocolError('malformed', 'A signature’s row does not have the form of its letter.');
}
