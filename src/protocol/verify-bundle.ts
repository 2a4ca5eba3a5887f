// Verifying a bundle, offline, with nothing but the file and the letter's id. protocol.md#bundle
import type { BundleHead } from './bundle.js';
import type { BundleReader } from './bundle-stream.js';
import { readBundle } from './bundle-stream.js';
import { equal, fromBase64url, toBase64url } from './codec.js';
import type { Edition } from './edition.js';
import { decodeEdition, editionDigest } from './edition.js';
import { epochCount, epochEnd } from './epochs.js';
import { ProtocolError } from './errors.js';
import type { Chunks } from './lines.js';
import type { Manifest } from './manifest.js';
import { decodeManifest, letterDigest, letterId } from './manifest.js';
import { verifyCountersignings, verifyOpenings } from './opening.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import { decodeProposal, proposalDigest } from './proposal.js';
import { verifyNames, verifyRoles } from './verify-names.js';
import type { VerifiedRecord } from './verify-records.js';
import { isStep, verifyRecordStream } from './verify-records.js';
import { toSeconds } from './shape.js';
import type { SignedBy } from './signed.js';
import { isSignedBy } from './signed.js';
import { prepareLetter } from './vouching.js';

/** What a valid bundle shows. */
export interface BundleReport {
  /** The letter's id: 32 characters. */
  readonly letter: string;
  readonly manifest: Manifest;
  readonly proposal: Proposal;
  readonly edition: Edition;
  /** The edition's address: SHA-256 of its bytes, base64url. */
  readonly editionDigest: string;
  /** Different employees, each with valid tokens and a valid statement `sign`. */
  readonly count: number;
  /** Labels of the organizers who approved the edition. */
  readonly approvedBy: readonly string[];
}

/** Verifies a bundle's file, of either form, that is in memory already. As `verifyBundleStream`. */
export async function verifyBundle(
  p: Primitives,
  file: Uint8Array,
  id: string,
  onProgress?: (verified: number, all: number) => void,
): Promise<BundleReport> {
  return verifyBundleStream(p, [file], id, onProgress);
}

/**
 * Everything that a bundle claims, of either form, checked in this order; throws the first ProtocolError. `id` is the letter's
 * (32 characters). `onProgress` hears how many records hold. Memory doesn't grow with the number of records that stand in lines.
 */
export async function verifyBundleStream(
  p: Primitives,
  chunks: Chunks,
  id: string,
  onProgress?: (verified: number, all: number) => void,
): Promise<BundleReport> {
  const reader = await readBundle(chunks);
  try {
    return await verifyReader(p, reader, id, onProgress);
  } finally {
    await reader.close();
  }
}

async function verifyReader(
  p: Primitives,
  { head: bundle, records }: BundleReader,
  id: string,
  onProgress?: (verified: number, all: number) => void,
): Promise<BundleReport> {
  const { manifest, digest } = await verifyLetter(p, bundle, id);
  const proposal = decodeProposal(fromBase64url(bundle.proposal));
  const edition = decodeEdition(fromBase64url(bundle.edition));
  verifyReferences(p, bundle, { manifest, digest }, proposal, edition);

  const context = await prepareLetter(p, manifest, digest);
  const named = new Map<string, VerifiedRecord>();
  const names = new Set(edition.names.map(({ nullifier }) => nullifier));
  let verified = 0;
  await verifyRecordStream(p, context, records, proposal, (record) => {
    if (names.has(record.nullifier)) named.set(record.nullifier, record);
    verified += 1;
    if (isStep(verified, bundle.records)) onProgress?.(verified, bundle.records);
  });
  await verifyNames(p, context, { edition, proposal, proofs: bundle.names, records: named });
  verifyRoles(manifest, proposal, edition);
  await verifyApprovals(p, manifest, bundle.proposal, bundle.proposalApprovals, 'proposalApprovals');
  const approvedBy = await verifyApprovals(
    p,
    manifest,
    bundle.edition,
    bundle.editionApprovals,
    'editionApprovals',
  );

  return {
    letter: id,
    manifest,
    proposal,
    edition,
    editionDigest: toBase64url(editionDigest(p, fromBase64url(bundle.edition))),
    count: verified,
    approvedBy,
  };
}

async function verifyLetter(
  p: Primitives,
  bundle: BundleHead,
  id: string,
): Promise<{ manifest: Manifest; digest: Uint8Array }> {
  const encoded = fromBase64url(bundle.manifest);
  const digest = letterDigest(p, encoded);
  if (letterId(digest) !== id) {
    throw new ProtocolError(
      'letter_mismatch',
      'The text and terms in this bundle are not those of the letter that was asked for.',
      'manifest',
    );
  }
  const manifest = decodeManifest(encoded);
  await verifyOpenings(p, manifest, digest, bundle.openings);
  await verifyCountersignings(p, manifest, digest, bundle.countersignings);
  return { manifest, digest };
}

function verifyReferences(
  p: Primitives,
  bundle: BundleHead,
  { manifest, digest }: { manifest: Manifest; digest: Uint8Array },
  proposal: Proposal,
  edition: Edition,
): void {
  const letter = toBase64url(digest);
  if (proposal.letter !== letter || edition.letter !== letter) {
    throw new ProtocolError(
      'letter_mismatch',
      'The proposal or the edition is of another letter.',
      'proposal',
    );
  }
  if (!equal(fromBase64url(edition.proposal), proposalDigest(p, fromBase64url(bundle.proposal)))) {
    throw new ProtocolError('proposal_mismatch', 'The edition is of another proposal.', 'edition');
  }
  if (proposal.epoch > epochCount(manifest)) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The proposal is of an epoch that the letter does not have.',
      'proposal.epoch',
    );
  }
  const signsFrom = manifest.signsFrom === null ? -Infinity : toSeconds(manifest.signsFrom);
  if (epochEnd(manifest, proposal.epoch).getTime() / 1000 <= signsFrom) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The proposal is of an epoch that ended before anybody could sign.',
      'proposal.epoch',
    );
  }
}

/** The labels of those who approved, in the manifest's order. */
async function verifyApprovals(
  p: Primitives,
  manifest: Manifest,
  document: string,
  approvals: readonly SignedBy[],
  place: string,
): Promise<string[]> {
  const organizers = approvals.map(({ key }) =>
    manifest.organizers.findIndex((one) => one.signingKey === key),
  );
  for (const [i, approval] of approvals.entries()) {
    const isNext = (organizers[i] ?? -1) > (organizers[i - 1] ?? -1);
    if (!isNext || !(await isSignedBy(p, fromBase64url(document), approval))) {
      throw new ProtocolError(
        'invalid_approval',
        'An approval is not a valid signature of an organizer, stands twice, or in another order than the manifest’s.',
        `${place}[${i.toString()}]`,
      );
    }
  }
  if (approvals.length < manifest.approvals) {
    throw new ProtocolError('too_few_approvals', 'Fewer organizers approved than the letter demands.', place);
  }
  return manifest.organizers.filter((_, i) => organizers.includes(i)).map((one) => one.label);
}
