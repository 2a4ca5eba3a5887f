// What organizers publish of a proposal: names, roles, what was struck, and from when. Its digest is its address. protocol.md#edition
import * as v from './schema.js';
import type { Primitives } from './primitives.js';
import { bytes, id, integer, label, line, list, readDocument, time, writeDocument } from './shape.js';

const EDITION_FORMAT = 'undersigned/edition/v1';

/** Bounds of the format. protocol.md#limits */
export const MAX_NAMES = 100_000;
export const MAX_EDITION_BYTES = 1 << 26;

const nameSchema = v.strictObject({
  nullifier: bytes(32),
  name: line(100),
  title: v.nullable(line(100)),
  /** The address that proves the name, where its owner agreed to that; else the organizers checked the certificate. */
  address: v.nullable(label(254)),
});

const roleSchema = v.strictObject({
  workplace: id,
  /** `null`: those who gave no role. */
  role: v.nullable(line(100)),
  /** `null`: suppressed, because the group is small or would let a small one be computed. */
  count: v.nullable(integer(0, 100_000_000)),
});

const editionSchema = v.strictObject({
  format: v.literal(EDITION_FORMAT),
  letter: bytes(32),
  /** SHA-256 of the proposal. */
  proposal: bytes(32),
  names: list(nameSchema, 0, MAX_NAMES),
  struck: integer(0, 1_000_000),
  roles: list(roleSchema, 0, 10_000),
  embargo: v.nullable(time),
});

export type Edition = v.Output<typeof editionSchema>;
export type EditionName = v.Output<typeof nameSchema>;
export type RoleCount = v.Output<typeof roleSchema>;

/** The canonical bytes of an edition. */
export function encodeEdition(edition: Omit<Edition, 'format'>): Uint8Array {
  return writeDocument(editionSchema, { format: EDITION_FORMAT, ...edition });
}

/** Throws `malformed`, `not_canonical` or `unsupported_format`. */
export function decodeEdition(encoded: Uint8Array, place = 'edition'): Edition {
  return readDocument(editionSchema, EDITION_FORMAT, encoded, place, MAX_EDITION_BYTES);
}

/** SHA-256 of an edition's bytes: 32 bytes; in base64url its address for ever. */
export function editionDigest(p: Primitives, encoded: Uint8Array): Uint8Array {
  return p.sha256(encoded);
}
