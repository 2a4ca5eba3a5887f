// What organizers agree to release: one snapshot, by its count, its root, its cells and who is to be named. protocol.md#proposal
import * as v from './schema.js';
import { compare, toBase64url } from './codec.js';
import type { Primitives } from './primitives.js';
import { bytes, id, integer, list, readDocument, writeDocument } from './shape.js';

const PROPOSAL_FORMAT = 'undersigned/proposal/v1';

/** A bound of the format. protocol.md#limits */
export const MAX_PROPOSAL_BYTES = 1 << 20;

const proposalSchema = v.strictObject({
  format: v.literal(PROPOSAL_FORMAT),
  letter: bytes(32),
  epoch: integer(1, 0xffff_ffff),
  count: integer(0, 100_000_000),
  root: bytes(32),
  cells: list(
    v.strictObject({
      workplace: id,
      issuers: list(integer(0, 63), 1, 5),
      count: integer(0, 100_000_000),
      waiting: v.boolean,
    }),
    1,
    4096,
  ),
  named: bytes(32),
});

/** `root` is the Merkle root over the records, `cells` every cell of the manifest in its order, `named` a `namedDigest`. */
export type Proposal = v.Output<typeof proposalSchema>;

/** The canonical bytes of a proposal. */
export function encodeProposal(proposal: Omit<Proposal, 'format'>): Uint8Array {
  return writeDocument(proposalSchema, { format: PROPOSAL_FORMAT, ...proposal });
}

/** Throws `malformed`, `not_canonical` or `unsupported_format`. */
export function decodeProposal(encoded: Uint8Array, place = 'proposal'): Proposal {
  return readDocument(proposalSchema, PROPOSAL_FORMAT, encoded, place, MAX_PROPOSAL_BYTES);
}

/** SHA-256 of a proposal's bytes: 32 bytes, its address among the organizers. */
export function proposalDigest(p: Primitives, encoded: Uint8Array): Uint8Array {
  return p.sha256(encoded);
}

/** SHA-256 of the sorted nullifiers (32 bytes each) of those to be named, concatenated, in base64url. */
export function namedDigest(p: Primitives, nullifiers: readonly Uint8Array[]): string {
  return toBase64url(p.sha256(...[...nullifiers].sort(compare)));
}
