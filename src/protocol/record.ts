// A record: what the bundle shows of one signature, and the leaf it is in the Merkle tree. protocol.md#bundle
import * as v from './schema.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { fromBase64url, fromUtf8, isBase64url, toBase64url } from './codec.js';
import { bytes, bytesUpTo, list, read } from './shape.js';
import { MAX_STATEMENT_BYTES } from './statement.js';

/** RFC 9577: a token of type 0x0002, in bytes. */
const TOKEN_LENGTH = 354;

export const recordSchema = v.strictObject({
  /** One for each of `issuersRequired` issuers, in the order of the manifest. */
  tokens: list(bytes(TOKEN_LENGTH), 1, 5),
  /** The signer's public key. */
  key: bytes(32),
  /** The statement's canonical bytes. */
  statement: bytesUpTo(MAX_STATEMENT_BYTES),
  /** By the key over the statement. */
  signature: bytes(64),
});

/**
 * The canonical text of a record with one token but for the length of its statement, and nothing else: what this matches was
 * read strictly. The last characters are those that leave no stray bits.
 */
const ONE_TOKEN =
  /^\{"key":"([\w-]{42}[AEIMQUYcgkosw048])","signature":"([\w-]{85}[AQgw])","statement":"([\w-]{2,1366})","tokens":\["([\w-]{472})"\]\}$/;

/** All in base64url. */
export type BundleRecord = v.Output<typeof recordSchema>;

export interface RecordBytes {
  readonly tokens: readonly Uint8Array[];
  readonly key: Uint8Array;
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

/** The record whose canonical bytes these are. Throws `malformed` or `not_canonical`. */
export function decodeRecord(encoded: Uint8Array, place?: string): BundleRecord {
  const [, key, signature, statement, token] = ONE_TOKEN.exec(fromUtf8(encoded, place)) ?? [];
  if (key !== undefined && signature !== undefined && statement !== undefined && token !== undefined) {
    if (isBase64url(statement)) return { tokens: [token], key, statement, signature };
  }
  return read(recordSchema, parseCanonical(encoded, place), place);
}

/** The record of these bytes. */
export function makeRecord(parts: RecordBytes): BundleRecord {
  return {
    tokens: parts.tokens.map(toBase64url),
    key: toBase64url(parts.key),
    statement: toBase64url(parts.statement),
    signature: toBase64url(parts.signature),
  };
}

/** A record's parts as bytes. */
export function recordBytes(record: BundleRecord): RecordBytes {
  return {
    tokens: record.tokens.map((token) => fromBase64url(token)),
    key: fromBase64url(record.key),
    statement: fromBase64url(record.statement),
    signature: fromBase64url(record.signature),
  };
}

/** A record's canonical bytes: a leaf of the tree whose root the proposal names. */
export function recordLeaf(record: BundleRecord): Uint8Array {
  return canonicalBytes(record);
}
