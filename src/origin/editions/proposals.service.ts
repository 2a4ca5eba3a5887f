// Proposing, reading a proposal, signing it: by organizers of the letter, and before the announcement not at all.
// protocol.md#proposal
import { Injectable } from '@nestjs/common';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { endedEpochs, epochCount, epochEnd } from '../../protocol/epochs.js';
import type { BundleRecord } from '../../protocol/record.js';
import { toTime } from '../../protocol/shape.js';
import { requireSignature } from '../../protocol/signed.js';
import { TallyService } from '../tally/tally.service.js';
import { NoSnapshotError, NotReachedError, ProposalAliveError } from './editions.errors.js';
import { addressOf, isAlive, requireAlive, requireShown } from './proposal-life.js';
import type { DraftView, ProposalsView, ProposalView } from './proposals.dto.js';
import { freshState, noApprovals, type ReleaseState } from './release-state.js';
import { ReleaseStore } from './release-store.service.js';
import { deathOf, wholeHour } from './release-times.js';
import { RoundsService, type Round } from './rounds.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

/** `key` is always the organizer's signing key, `proposal` a proposal's digest, both in base64url. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly tally: TallyService,
    private readonly releases: ReleaseStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  /**
   * Asks for a snapshot at the next epoch end; after the close, proposes the close's own. Asked again, answers the same.
   * Throws `not_reached` before the announcement, `proposal_alive`, `no_snapshot`, or what `byOrganizer` does.
   */
  async propose(id: string, key: string): Promise<{ snapshotAt: string }> {
    return this.rounds.byOrganizer('propose', id, key, async (round) => {
      const { manager, letter } = round;
      const { tally } = await this.tally.disclosed(letter.id, manager);
      if (tally === 'collecting') throw new NotReachedError();
      const epoch = await (letter.state === 'open' ? this.ask(round) : this.proposeLast(round));
      return { snapshotAt: toTime(epochEnd(letter.manifest, epoch)) };
    });
  }

  /** What is under way. */
  async list(id: string, key: string): Promise<ProposalsView> {
    return this.rounds.byOrganizer('list proposals', id, key, async ({ letter, state, now }) => {
      const keys = letter.manifest.organizers.map((one) => one.signingKey);
      const alive = {
        proposal: addressOf(state),
        epoch: state.epoch,
        dies: toTime(deathOf(state.since)),
        approvedBy: approving(keys, state.proposalApprovals),
      };
      return {
        snapshotAt: state.asked === 0 ? null : toTime(epochEnd(letter.manifest, state.asked)),
        noSnapshot: state.outcome === 'no_snapshot',
        proposals: isAlive(state, now) ? [alive] : [],
      };
    });
  }

  /** One proposal, who signed it, and the editions of it that somebody signed. Throws `proposal_not_found`. */
  async get(id: string, key: string, proposal: string): Promise<ProposalView> {
    return this.rounds.byOrganizer('read a proposal', id, key, async (round) => {
      requireShown(round, proposal);
      const { letter, state } = round;
      const isPublished = state.outcome === 'published';
      return {
        proposal: toBase64url(state.proposal),
        dies: isPublished ? null : toTime(deathOf(state.since)),
        approvedBy: approving(
          letter.manifest.organizers.map((one) => one.signingKey),
          state.proposalApprovals,
        ),
        editions: isPublished ? [] : await this.drafts(round),
        published: isPublished ? toBase64url(state.edition) : null,
      };
    });
  }

  /** The records that the proposal is of, so that every organizer checks count and root herself. Throws `proposal_not_found`. */
  async records(id: string, key: string, proposal: string): Promise<BundleRecord[]> {
    return this.rounds.byOrganizer('read a snapshot', id, key, async (round) => {
      requireAlive(round, proposal);
      return this.snapshots.records(round.manager, round.letter, round.state.epoch);
    });
  }

  /**
   * Keeps an organizer's signature (64 bytes, base64url) over the proposal's bytes. Answers who has signed it.
   * Throws `malformed`, `invalid_approval` or `proposal_not_found`.
   */
  async approve(id: string, key: string, proposal: string, given: string): Promise<{ approvedBy: string[] }> {
    const signature = fromBase64url(given, 64, 'signature');
    return this.rounds.byOrganizer('approve a proposal', id, key, async (round, organizer) => {
      requireAlive(round, proposal);
      const { letter, state } = round;
      await requireSignature(p, fromBase64url(key), state.proposal, signature, {
        code: 'invalid_approval',
        message: 'The proposal is not signed by your key.',
        place: 'signature',
      });
      const proposalApprovals = state.proposalApprovals.with(organizer, signature);
      await round.save({ proposalApprovals });
      const keys = letter.manifest.organizers.map((one) => one.signingKey);
      return { approvedBy: approving(keys, proposalApprovals) };
    });
  }

  /** Forgets a snapshot whose seven days are over; of the close's own, which is the last, only who approved what. */
  async expire(id: string): Promise<void> {
    await this.rounds.step('let a proposal die', id, async (round) => {
      const { manager, letter, state, now } = round;
      if (state.epoch === 0 || now < deathOf(state.since)) return;
      if (letter.state === 'open') await this.forget(round, freshState(letter));
      else if (state.outcome === 'proposed' && hasApprovals(state)) {
        await this.releases.clearDrafts(manager, letter);
        await round.save(noApprovals(letter));
      }
    });
  }

  /** The epoch at whose end the snapshot will be taken. */
  private async ask(round: Round): Promise<number> {
    const { letter, state, now } = round;
    if (isAlive(state, now)) throw new ProposalAliveError();
    if (state.asked > 0) return state.asked;
    const asked = Math.min(endedEpochs(letter.manifest, now) + 1, epochCount(letter.manifest));
    await this.forget(round, { ...freshState(letter), asked });
    return asked;
  }

  private async forget({ manager, letter, save }: Round, state: ReleaseState): Promise<void> {
    await this.snapshots.drop(manager, letter);
    await this.releases.clearDrafts(manager, letter);
    await save(state);
  }

  /** The epoch whose end was the close. A proposal that died, or was published, lives anew: it is the last. */
  private async proposeLast({ manager, letter, state, now, save }: Round): Promise<number> {
    if (state.outcome === 'no_snapshot') throw new NoSnapshotError();
    if (!isAlive(state, now)) {
      const { edition } = freshState(letter);
      await this.releases.clearDrafts(manager, letter);
      await save({ outcome: 'proposed', since: wholeHour(now), edition, ...noApprovals(letter) });
    }
    return state.epoch;
  }

  private async drafts({ manager, letter, state }: Round): Promise<DraftView[]> {
    const views = new Map<string, DraftView>();
    for (const [i, approval] of state.editionApprovals.entries()) {
      const organizer = letter.manifest.organizers[i]?.signingKey;
      if (approval === undefined || organizer === undefined) continue;
      const digest = toBase64url(approval.digest);
      const known = views.get(digest);
      const edition =
        known?.edition ?? toBase64url(await this.releases.draft(manager, letter, approval.digest));
      views.set(digest, { digest, edition, approvedBy: [...(known?.approvedBy ?? []), organizer] });
    }
    return [...views.values()];
  }
}

function hasApprovals({ proposalApprovals, editionApprovals }: ReleaseState): boolean {
  return [...proposalApprovals, ...editionApprovals].some((one) => one !== undefined);
}

function approving(keys: readonly string[], approvals: ReleaseState['proposalApprovals']): string[] {
  return keys.filter((_, i) => approvals[i] !== undefined);
}
