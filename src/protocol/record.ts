// A record: what the bundle shows of one signature, and the leaf it is in the Merkle tree. protocol.md#bundle
import * as v from 'valibot';
import { canonicalBytes } from './canonical-json.js';
import { fromBase64url, toBase64url } from './codec.js';
import { bytes, bytesUpTo, list } from './shape.js';

/** RFC 9577: a token of type 0x0002, in bytes. */
const TOKEN_LENGTH = 354;

export const recordSchema = v.strictObject({
  /** One for each of `issuersRequired` issuers, in the order of the manifest. */
  tokens: list(bytes(TOKEN_LENGTH), 1, 5),
  /** The signer's public key. */
  key: bytes(32),
  /** The statement's canonical bytes. */
  statement: bytesUpTo(1024),
  /** By the key over the statement. */
  signature: bytes(64),
});

/** All in base64url. */
export type BundleRecord = v.InferOutput<typeof recordSchema>;

/** The record of these bytes. */
export function makeRecord(parts: {
  tokens: readonly Uint8Array[];
  key: Uint8Array;
  statement: Uint8Array;
  signature: Uint8Array;
}): BundleRecord {
  return {
    tokens: parts.tokens.map(toBase64url),
    key: toBase64url(parts.key),
    statement: toBase64url(parts.statement),
    signature: toBase64url(parts.signature),
  };
}

/** A record's parts as bytes. `place` is the record's own. */
export function recordBytes(record: BundleRecord): {
  tokens: Uint8Array[];
  key: Uint8Array;
  statement: Uint8Array;
  signature: Uint8Array;
} {
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
