// The bundle: everything that a journalist needs to check the count offline, for ever. This is its JSON form; bundle-stream.ts
// has the one for many records. protocol.md#bundle
import * as v from './schema.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { compare, fromBase64url, toBase64url } from './codec.js';
import { MAX_EDITION_BYTES, MAX_NAMES } from './edition.js';
import { ProtocolError } from './errors.js';
import { MAX_MANIFEST_BYTES, MAX_ISSUERS, MAX_ORGANIZERS } from './manifest.js';
import type { Primitives } from './primitives.js';
import { MAX_PROPOSAL_BYTES } from './proposal.js';
import type { BundleRecord } from './record.js';
import { recordSchema } from './record.js';
import { bytes, bytesUpTo, integer, label, list, read } from './shape.js';
import { signedBy } from './signed.js';
import { nullifierOf } from './statement.js';

export const BUNDLE_FORMAT = 'undersigned/bundle/v1';

/** Bounds of the format. protocol.md#limits */
export const MAX_RECORDS = 1_000_000;
/** With more records than this, a bundle is lines. */
export const MAX_JSON_RECORDS = 10_000;
export const MAX_JSON_BYTES = 1 << 26;

/** The proof of a published name: the issuer's certificate with the secret that binds it to the record's key. */
const nameProof = v.strictObject({
  nullifier: bytes(32),
  issuer: integer(0, MAX_ISSUERS - 1),
  address: label(254),
  holderSecret: bytes(32),
  certificate: bytes(64),
});

/** All of a bundle but its records. */
const parts = {
  format: v.literal(BUNDLE_FORMAT),
  /** The manifest's canonical bytes. */
  manifest: bytesUpTo(MAX_MANIFEST_BYTES),
  openings: list(signedBy, 0, MAX_ORGANIZERS),
  countersignings: list(signedBy, 0, MAX_ISSUERS),
  names: list(nameProof, 0, MAX_NAMES),
  /** The proposal's canonical bytes, and who approved it. */
  proposal: bytesUpTo(MAX_PROPOSAL_BYTES),
  proposalApprovals: list(signedBy, 0, MAX_ORGANIZERS),
  /** The edition's canonical bytes, and who approved it. */
  edition: bytesUpTo(MAX_EDITION_BYTES),
  editionApprovals: list(signedBy, 0, MAX_ORGANIZERS),
  /** The transparency log's proof; `null` where the letter is in no log. */
  log: v.nothing,
};

const bundleSchema = v.strictObject({
  ...parts,
  /** In ascending order of their nullifiers. */
  records: list(recordSchema, 0, MAX_JSON_RECORDS),
});

const headSchema = v.strictObject({
  ...parts,
  /** How many there are. */
  records: integer(0, MAX_RECORDS),
});

/** A bundle as JSON: bytes in base64url. */
export type Bundle = v.Output<typeof bundleSchema>;
export type NameProof = v.Output<typeof nameProof>;

/** A bundle with the number of its records in their place: the first line of its other form. */
export type BundleHead = v.Output<typeof headSchema>;

/** The bundle's file: canonical JSON. The records may come in any order. Throws `too_large` if they are more than 10,000. */
export function encodeBundle(p: Primitives, bundle: Omit<Bundle, 'format'>, letter: Uint8Array): Uint8Array {
  requireFewRecords(bundle.records);
  return canonicalBytes({
    ...bundle,
    format: BUNDLE_FORMAT,
    records: sortRecords(p, letter, bundle.records),
  });
}

/** Throws `too_large`, `malformed`, `not_canonical` or `unsupported_format`; checks the form, not what it claims. */
export function decodeBundle(file: Uint8Array): Bundle {
  if (file.length > MAX_JSON_BYTES) throw tooManyBytes();
  const value = parseBundle(file);
  if (Array.isArray(value['records'])) requireFewRecords(value['records']);
  return read(bundleSchema, value);
}

/**
 * A bundle's JSON object, or the first line of its other form, of which nothing is read but its format.
 * Throws `malformed`, `not_canonical` or `unsupported_format`.
 */
export function parseBundle(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const value = parseCanonical(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError('malformed', 'A bundle is a JSON object.');
  }
  if (!('format' in value)) {
    throw new ProtocolError('malformed', 'This is JSON that doesn’t say that it is a bundle.', 'format');
  }
  if (value.format !== BUNDLE_FORMAT) {
    throw new ProtocolError('unsupported_format', `This is not a document of the format ${BUNDLE_FORMAT}.`);
  }
  return { ...value };
}

/** What stands beside `records`, and their number. Throws `too_large` or `malformed`. */
export function readHead(
  value: Readonly<Record<string, unknown>>,
  records: unknown = value['records'],
): BundleHead {
  if (typeof records === 'number' && records > MAX_RECORDS) {
    throw new ProtocolError('too_large', 'A bundle has at most 1,000,000 records.', 'records');
  }
  return read(headSchema, { ...value, records });
}

/** Throws `too_large` if so many records don't belong into the JSON form. */
export function requireFewRecords(records: readonly unknown[]): void {
  if (records.length > MAX_JSON_RECORDS) {
    throw new ProtocolError(
      'too_large',
      'A bundle of more than 10,000 records is written as lines, not as one JSON document.',
      'records',
    );
  }
}

export function tooManyBytes(): ProtocolError {
  return new ProtocolError('too_large', 'This is larger than any bundle.');
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
