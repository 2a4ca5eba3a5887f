// From what enough organizers agreed on to the bundle and its summary. protocol.md#bundle
import { nodePrimitives as p } from '../../common/node-primitives.js';
import type { NameProof } from '../../protocol/bundle.js';
import { encodeBundleFile } from '../../protocol/bundle-stream.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { equal, toBase64url } from '../../protocol/codec.js';
import { epochEnd } from '../../protocol/epochs.js';
import type { BundleRecord } from '../../protocol/record.js';
import { toTime } from '../../protocol/shape.js';
import type { SignedBy } from '../../protocol/signed.js';
import type { BundleReport } from '../../protocol/verify-bundle.js';
import type { Letter } from '../letters/letters.service.js';
import type { EditionView } from './editions.dto.js';
import type { ReleaseState } from './release-state.js';

/** Everything that a bundle is made of. */
export interface BundleMaterial {
  readonly letter: Letter;
  readonly state: ReleaseState;
  /** The edition's digest (32 bytes) and canonical bytes. */
  readonly digest: Uint8Array;
  readonly edition: Uint8Array;
  readonly records: readonly BundleRecord[];
  /** Of the edition's names that show their address, in their order. */
  readonly proofs: readonly NameProof[];
}

/** Who signed the proposal, in the manifest's order. */
export function proposalApprovals(letter: Letter, state: ReleaseState): SignedBy[] {
  return letter.manifest.organizers.flatMap(({ signingKey }, i) => {
    const signature = state.proposalApprovals[i];
    return signature === undefined ? [] : [{ key: signingKey, signature: toBase64url(signature) }];
  });
}

/** Who signed the edition of this digest (32 bytes), in the manifest's order. */
export function editionApprovals(letter: Letter, state: ReleaseState, digest: Uint8Array): SignedBy[] {
  return letter.manifest.organizers.flatMap(({ signingKey }, i) => {
    const approval = state.editionApprovals[i];
    const isHers = approval !== undefined && equal(approval.digest, digest);
    return isHers ? [{ key: signingKey, signature: toBase64url(approval.signature) }] : [];
  });
}

/** The bundle's exact bytes. */
export function bundleOf({ letter, state, digest, edition, records, proofs }: BundleMaterial): Uint8Array {
  return encodeBundleFile(
    p,
    {
      manifest: toBase64url(letter.manifestBytes),
      openings: [...letter.openings],
      countersignings: [...letter.countersignings],
      records: [...records],
      names: [...proofs],
      proposal: toBase64url(state.proposal),
      proposalApprovals: proposalApprovals(letter, state),
      edition: toBase64url(edition),
      editionApprovals: editionApprovals(letter, state, digest),
      log: null,
    },
    letter.digest,
  );
}

/** What is shown of an edition without its records. */
export function viewOf(report: BundleReport): EditionView {
  const { manifest, proposal, edition, approvedBy } = report;
  return {
    edition: report.editionDigest,
    letter: report.letter,
    epoch: proposal.epoch,
    asOf: toTime(epochEnd(manifest, proposal.epoch)),
    count: report.count,
    cells: proposal.cells,
    names: edition.names,
    roles: edition.roles,
    struck: edition.struck,
    embargo: edition.embargo,
    approvedBy: manifest.organizers
      .filter(({ label }) => approvedBy.includes(label))
      .map(({ label, signingKey }) => ({ label, key: signingKey })),
  };
}

/** The bytes of a view, as they are stored. */
export function encodeView(view: EditionView): Uint8Array {
  return canonicalBytes(view);
}
