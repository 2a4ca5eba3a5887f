// Where a letter stands on its way to an edition, as bytes of one size from its opening on. protocol.md#proposal
import { concat, fromUtf8, Reader, toBase64url, uint, utf8 } from '../../protocol/codec.js';
import type { Letter } from '../letters/letters.service.js';
import { encodeProposal } from '../../protocol/proposal.js';

const OUTCOMES = ['none', 'no_snapshot', 'proposed', 'published', 'taken'] as const;
const SIGNATURE_LENGTH = 64;
const DIGEST_LENGTH = 32;
/** 2018-06-25T16:00:00Z */
const TIME_LENGTH = 20;
const MOST = { count: 100_000_000, epoch: 0xffff_ffff };

/** An organizer's signature over an edition, and what of the edition can't be told from the opened names. */
export interface EditionApproval {
  /** SHA-256 of the edition, 32 bytes. */
  readonly digest: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
  readonly struck: number;
  /** The time as it stands in the edition. */
  readonly embargo: string | null;
  /** Whether it carries the table of roles. */
  readonly withRoles: boolean;
}

/** Secret: that there is a proposal, or none, tells more of the count than the public page does. */
export interface ReleaseState {
  /** The first epoch at whose end the snapshot that was asked for may be taken; 0: none was asked for. */
  readonly asked: number;
  /** What became of the last one. `taken`: its choices are not opened yet. */
  readonly outcome: (typeof OUTCOMES)[number];
  /** The epoch at whose end it was taken, or couldn't be; 0: there was none. */
  readonly epoch: number;
  /** From when the proposal lives: seconds since 1970, a whole hour. */
  readonly since: number;
  /** The proposal's canonical bytes; empty if there is none. */
  readonly proposal: Uint8Array;
  /** SHA-256 of the edition that was published of it; zero bytes if none was. */
  readonly edition: Uint8Array;
  /** The true counts of the table of roles that was published last, in its order; undefined if none was. */
  readonly roles: readonly number[] | undefined;
  /** By each organizer, in the manifest's order: her signature over the proposal. */
  readonly proposalApprovals: readonly (Uint8Array | undefined)[];
  /** By each organizer, in the manifest's order. */
  readonly editionApprovals: readonly (EditionApproval | undefined)[];
}

/** A letter that nobody has asked to release. */
export function freshState(letter: Letter): ReleaseState {
  return {
    asked: 0,
    outcome: 'none',
    epoch: 0,
    since: 0,
    proposal: new Uint8Array(0),
    edition: new Uint8Array(DIGEST_LENGTH),
    roles: undefined,
    ...noApprovals(letter),
  };
}

/** A letter that nobody is asking to release, and what was published of it. */
export function settledState(letter: Letter, { roles }: Pick<ReleaseState, 'roles'>): ReleaseState {
  return { ...freshState(letter), roles };
}

/** Nobody approved anything. */
export function noApprovals(letter: Letter): Pick<ReleaseState, 'proposalApprovals' | 'editionApprovals'> {
  const nobody = letter.manifest.organizers.map(() => undefined);
  return { proposalApprovals: nobody, editionApprovals: nobody };
}

/** The signing keys (base64url) of those who approved, in the manifest's order. */
export function approving(letter: Letter, approvals: readonly unknown[]): string[] {
  return letter.manifest.organizers.flatMap(({ signingKey }, i) =>
    approvals[i] === undefined ? [] : [signingKey],
  );
}

// struct {
//     uint32 asked;
//     uint8 outcome;
//     uint32 epoch;
//     uint40 since;
//     uint32 proposal_length;
//     opaque proposal[longest proposal of the letter];   /* zero bytes after its length */
//     opaque edition[32];
//     uint8 has_roles;
//     uint32 roles[workplaces * (roles of the menu + 1)];
//     struct {
//         opaque proposal_signature[64];
//         opaque edition[32];
//         opaque edition_signature[64];
//         uint32 struck;
//         opaque embargo[20];   /* as in the edition; zero bytes: none */
//         uint8 with_roles;
//     } approvals[n];   /* a signature of zero bytes: none */
// } ReleaseState;

export function encodeReleaseState(letter: Letter, state: ReleaseState): Uint8Array {
  const padding = longestProposal(letter) - state.proposal.length;
  if (padding < 0) throw new Error('A proposal is longer than its letter’s can be.');
  const roles = state.roles ?? Array.from({ length: roleCells(letter) }, () => 0);
  if (roles.length !== roleCells(letter)) throw new Error('A table of roles is not that of its letter.');
  return concat(
    uint(state.asked, 4),
    uint(OUTCOMES.indexOf(state.outcome), 1),
    uint(state.epoch, 4),
    uint(state.since, 5),
    uint(state.proposal.length, 4),
    state.proposal,
    new Uint8Array(padding),
    state.edition,
    uint(state.roles === undefined ? 0 : 1, 1),
    ...roles.map((count) => uint(count, 4)),
    ...letter.manifest.organizers.flatMap((_, i) => [
      state.proposalApprovals[i] ?? new Uint8Array(SIGNATURE_LENGTH),
      ...approvalParts(state.editionApprovals[i]),
    ]),
  );
}

/** Throws on bytes that `encodeReleaseState` doesn't make for this letter. */
export function decodeReleaseState(letter: Letter, encoded: Uint8Array): ReleaseState {
  const reader = new Reader(encoded, 'state');
  const asked = reader.uint(4);
  const outcome = OUTCOMES[reader.uint(1)];
  if (outcome === undefined) throw new Error('A release is in a state that this version does not know.');
  const epoch = reader.uint(4);
  const since = reader.uint(5);
  const length = reader.uint(4);
  const proposal = reader.take(longestProposal(letter)).slice(0, length);
  const edition = reader.take(DIGEST_LENGTH);
  const hasRoles = reader.uint(1) === 1;
  const roles = Array.from({ length: roleCells(letter) }, () => reader.uint(4));
  const approvals = letter.manifest.organizers.map(() => ({
    ofProposal: reader.take(SIGNATURE_LENGTH),
    digest: reader.take(DIGEST_LENGTH),
    signature: reader.take(SIGNATURE_LENGTH),
    struck: reader.uint(4),
    embargo: reader.take(TIME_LENGTH),
    withRoles: reader.uint(1) === 1,
  }));
  reader.end();
  return {
    asked,
    outcome,
    epoch,
    since,
    proposal,
    edition,
    roles: hasRoles ? roles : undefined,
    proposalApprovals: approvals.map(({ ofProposal }) => (isNothing(ofProposal) ? undefined : ofProposal)),
    editionApprovals: approvals.map(({ digest, signature, struck, embargo, withRoles }) =>
      isNothing(signature)
        ? undefined
        : { digest, signature, struck, embargo: isNothing(embargo) ? null : fromUtf8(embargo), withRoles },
    ),
  };
}

function approvalParts(approval: EditionApproval | undefined): Uint8Array[] {
  return [
    approval?.digest ?? new Uint8Array(DIGEST_LENGTH),
    approval?.signature ?? new Uint8Array(SIGNATURE_LENGTH),
    uint(approval?.struck ?? 0, 4),
    approval?.embargo == null ? new Uint8Array(TIME_LENGTH) : utf8(approval.embargo),
    uint(approval?.withRoles === true ? 1 : 0, 1),
  ];
}

/** Bytes of the proposal with the largest numbers that its format allows: no proposal of the letter is longer. */
function longestProposal({ digest, context }: Letter): number {
  const zero = toBase64url(new Uint8Array(DIGEST_LENGTH));
  return encodeProposal({
    letter: toBase64url(digest),
    ...MOST,
    root: zero,
    cells: context.cells.map(({ workplace, issuers }) => ({
      workplace,
      issuers: [...issuers],
      count: MOST.count,
      waiting: false,
    })),
    named: zero,
  }).length;
}

/** How many groups the table of roles has: every role of the menu, and none, at every workplace. */
function roleCells({ manifest }: Letter): number {
  return manifest.workplaces.length * (manifest.roles.length + 1);
}

function isNothing(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
