// The bundle: everything that a journalist needs to check the count offline, for ever, in one canonical JSON file. protocol.md#bundle
import * as v from 'valibot';
import { canonicalBytes } from './canonical-json.js';
import { compare, fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { MAX_MANIFEST_BYTES, MAX_ISSUERS, MAX_ORGANIZERS } from './manifest.js';
import type { Primitives } from './primitives.js';
import type { BundleRecord } from './record.js';
import { recordSchema } from './record.js';
import { bytes, bytesUpTo, integer, label, list, readDocument } from './shape.js';
import { signedBy } from './signed.js';
import { nullifierOf } from './statement.js';

export const BUNDLE_FORMAT = 'undersigned/bundle/v1';

/** Bounds of the format. protocol.md#limits */
export const MAX_RECORDS = 250_000;
export const MAX_BUNDLE_BYTES = 1 << 28;

/** The proof of a published name: the issuer's certificate with the secret that binds it to the record's key. */
const nameProof = v.strictObject({
  nullifier: bytes(32),
  issuer: integer(0, MAX_ISSUERS - 1),
  address: label(254),
  holderSecret: bytes(32),
  certificate: bytes(64),
});

const bundleSchema = v.strictObject({
  format: v.literal(BUNDLE_FORMAT),
  /** The manifest's canonical bytes. */
  manifest: bytesUpTo(MAX_MANIFEST_BYTES),
  openings: list(signedBy, 0, MAX_ORGANIZERS),
  countersignings: list(signedBy, 0, MAX_ISSUERS),
  /** In ascending order of their nullifiers. */
  records: list(recordSchema, 0, MAX_RECORDS),
  names: list(nameProof, 0, MAX_RECORDS),
  /** The proposal's canonical bytes, and who approved it. */
  proposal: bytesUpTo(1 << 20),
  proposalApprovals: list(signedBy, 0, MAX_ORGANIZERS),
  /** The edition's canonical bytes, and who approved it. */
  edition: bytesUpTo(1 << 28),
  editionApprovals: list(signedBy, 0, MAX_ORGANIZERS),
  /** The transparency log's proof; `null` where the letter is in no log. */
  log: v.null(),
});

/** A bundle as JSON: bytes in base64url. */
export type Bundle = v.InferOutput<typeof bundleSchema>;
export type NameProof = v.InferOutput<typeof nameProof>;

/** The bundle's file: canonical JSON. The records may come in any order. */
export function encodeBundle(p: Primitives, bundle: Omit<Bundle, 'format'>, letter: Uint8Array): Uint8Array {
  return canonicalBytes({
    ...bundle,
    format: BUNDLE_FORMAT,
    records: sortRecords(p, letter, bundle.records),
  });
}

/** Throws `too_large`, `malformed`, `not_canonical` or `unsupported_format`; checks the form, not what it claims. */
export function decodeBundle(file: Uint8Array): Bundle {
  if (file.length > MAX_BUNDLE_BYTES) {
    throw new ProtocolError('too_large', 'This file is larger than any bundle: 256 MiB.');
  }
  return readDocument(bundleSchema, BUNDLE_FORMAT, file);
}

/** Records in ascending order of their nullifiers in a letter (letterDigest, 32 bytes). */
export function sortRecords(
  p: Primitives,
  letter: Uint8Array,
  records: readonly BundleRecord[],
): BundleRecord[] {
  return records
    .map((record) => ({ record, nullifier: nullifierOf(p, letter, fromBase64url(record.key)) }))
    .sort((a, b) => compare(a.nullifier, b.nullifier))
    .map(({ record }) => record);
}

/** A nullifier as it stands in documents. */
export function recordNullifier(p: Primitives, letter: Uint8Array, record: BundleRecord): string {
  return toBase64url(nullifierOf(p, letter, fromBase64url(record.key)));
}
