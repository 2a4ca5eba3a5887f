// What makes a letter open: every organizer signs it, then every issuer countersigns. protocol.md#opening
import * as v from './schema.js';
import { fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Manifest } from './manifest.js';
import type { Primitives } from './primitives.js';
import { bytes, writeDocument } from './shape.js';
import type { SignedBy } from './signed.js';
import { isSignedBy } from './signed.js';

const openingSchema = v.strictObject({
  format: v.literal('undersigned/opening/v1'),
  letter: bytes(32),
  organizer: bytes(32),
});

const countersigningSchema = v.strictObject({
  format: v.literal('undersigned/countersigning/v1'),
  letter: bytes(32),
  issuer: bytes(32),
});

/** What an organizer signs, with her signing key (32 bytes), to agree to text, terms and keys of a letter. */
export function openingDocument(letter: Uint8Array, organizer: Uint8Array): Uint8Array {
  return writeDocument(openingSchema, {
    format: 'undersigned/opening/v1',
    letter: toBase64url(letter),
    organizer: toBase64url(organizer),
  });
}

/** What an issuer signs, with its identity key (32 bytes), to confirm its keys in a letter that all organizers signed. */
export function countersigningDocument(letter: Uint8Array, issuer: Uint8Array): Uint8Array {
  return writeDocument(countersigningSchema, {
    format: 'undersigned/countersigning/v1',
    letter: toBase64url(letter),
    issuer: toBase64url(issuer),
  });
}

/** Throws `invalid_opening` unless there is exactly one valid signature by each organizer, in the manifest's order. */
export async function verifyOpenings(
  p: Primitives,
  manifest: Manifest,
  letter: Uint8Array,
  openings: readonly SignedBy[],
): Promise<void> {
  const keys = manifest.organizers.map((one) => one.signingKey);
  if (!sameOrder(keys, openings)) {
    throw new ProtocolError(
      'invalid_opening',
      'Not every organizer signed the opening exactly once.',
      'openings',
    );
  }
  for (const [i, opening] of openings.entries()) {
    if (!(await isSignedBy(p, openingDocument(letter, fromBase64url(opening.key)), opening))) {
      throw new ProtocolError(
        'invalid_opening',
        'An organizer’s signature over the opening does not verify.',
        `openings[${i.toString()}]`,
      );
    }
  }
}

/** Throws `invalid_countersigning` unless there is exactly one valid signature by each issuer, in the manifest's order. */
export async function verifyCountersignings(
  p: Primitives,
  manifest: Manifest,
  letter: Uint8Array,
  countersignings: readonly SignedBy[],
): Promise<void> {
  const keys = manifest.issuers.map((one) => one.identityKey);
  if (!sameOrder(keys, countersignings)) {
    throw new ProtocolError(
      'invalid_countersigning',
      'Not every issuer countersigned exactly once.',
      'countersignings',
    );
  }
  for (const [i, signed] of countersignings.entries()) {
    if (!(await isSignedBy(p, countersigningDocument(letter, fromBase64url(signed.key)), signed))) {
      throw new ProtocolError(
        'invalid_countersigning',
        'An issuer’s countersignature does not verify.',
        `countersignings[${i.toString()}]`,
      );
    }
  }
}

function sameOrder(keys: readonly string[], signatures: readonly SignedBy[]): boolean {
  return keys.length === signatures.length && keys.every((key, i) => key === signatures[i]?.key);
}
