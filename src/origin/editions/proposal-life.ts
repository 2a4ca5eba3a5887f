// When there is a proposal, and which. protocol.md#proposal
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase64url } from '../../protocol/codec.js';
import { proposalDigest } from '../../protocol/proposal.js';
import { ProposalNotFoundError } from './editions.errors.js';
import type { ReleaseState } from './release-state.js';
import { deathOf } from './release-times.js';

/** Whether a snapshot is there of which nobody knows yet whom it names. */
export function isUnopened(state: ReleaseState): boolean {
  return state.outcome === 'taken';
}

/** Whether there is a proposal that can still be signed. */
export function isAlive(state: ReleaseState, now: Date): boolean {
  return state.outcome === 'proposed' && now < deathOf(state.since);
}

/** SHA-256 of the proposal, base64url: its address among the organizers. */
export function addressOf(state: ReleaseState): string {
  return toBase64url(proposalDigest(p, state.proposal));
}

/** Throws `proposal_not_found` unless this is the proposal that can be signed. */
export function requireAlive({ state, now }: { state: ReleaseState; now: Date }, proposal: string): void {
  if (!isAlive(state, now) || addressOf(state) !== proposal) throw new ProposalNotFoundError();
}

/** Throws `proposal_not_found` unless this is the proposal that can be signed, or the one last published. */
export function requireShown({ state, now }: { state: ReleaseState; now: Date }, proposal: string): void {
  const isShown = state.outcome === 'published' || isAlive(state, now);
  if (!isShown || addressOf(state) !== proposal) throw new ProposalNotFoundError();
}
