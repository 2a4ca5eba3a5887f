// Asking for a snapshot, and what became of it: by organizers of the letter, and before the announcement not at all.
// protocol.md#proposal
import { Injectable } from '@nestjs/common';
import { endedEpochs, epochCount, epochEnd } from '../../protocol/epochs.js';
import { toTime } from '../../protocol/shape.js';
import { TallyService } from '../tally/tally.service.js';
import { untouched } from './choice-row.js';
import { ChoiceOpeningService } from './choice-opening.service.js';
import { ChoiceStore } from './choice-store.service.js';
import { NoSnapshotError, NotReachedError, ProposalAliveError } from './editions.errors.js';
import { naming } from './named-rows.js';
import { addressOf, isAlive, isUnopened } from './proposal-life.js';
import type { ProposalsView } from './proposals.dto.js';
import { approving, freshState, noApprovals, settledState, type ReleaseState } from './release-state.js';
import { deathOf, wholeHour } from './release-times.js';
import { RoundsService, type Round } from './rounds.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

/** `key` is always the organizer's signing key, `proposal` a proposal's digest, both in base64url. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly tally: TallyService,
    private readonly snapshots: SnapshotStore,
    private readonly choices: ChoiceStore,
    private readonly opening: ChoiceOpeningService,
  ) {}

  /**
   * Asks for a snapshot at the next epoch end; after the close, proposes the close's own. Asked again, answers the same.
   * Throws `not_reached` before the announcement, `proposal_alive`, `no_snapshot`, or what `byOrganizer` does.
   */
  async propose(id: string, key: string): Promise<{ snapshotAt: string }> {
    return this.opened('propose', id, key, async (round) => {
      const { manager, letter } = round;
      const { tally } = await this.tally.disclosed(letter.id, manager);
      if (tally === 'collecting') throw new NotReachedError();
      const epoch = await (letter.state === 'open' ? this.ask(round) : this.proposeLast(round));
      return { snapshotAt: toTime(epochEnd(letter.manifest, epoch)) };
    });
  }

  /** What is under way. */
  async list(id: string, key: string): Promise<ProposalsView> {
    return this.opened('list proposals', id, key, async ({ letter, state, now }) => {
      const alive = {
        proposal: addressOf(state),
        epoch: state.epoch,
        dies: toTime(deathOf(state.since)),
        approvedBy: approving(letter, state.proposalApprovals),
      };
      return {
        snapshotAt: state.asked === 0 ? null : toTime(epochEnd(letter.manifest, state.asked)),
        noSnapshot: state.outcome === 'no_snapshot',
        proposals: isAlive(state, now) ? [alive] : [],
      };
    });
  }

  /** Forgets a snapshot whose seven days are over; of the close's own, which is the last, only who approved what. */
  async expire(id: string): Promise<void> {
    await this.rounds.step('let a proposal die', id, async (round) => {
      const { letter, state, now } = round;
      if (state.epoch === 0 || now < deathOf(state.since)) return;
      if (letter.state === 'open') await this.forget(round, settledState(letter, state));
      else if (state.outcome === 'proposed' && hasApprovals(state)) await this.startAnew(round, {});
    });
  }

  /** A step by an organizer, in which no snapshot waits for being opened. */
  private async opened<T>(
    name: string,
    id: string,
    key: string,
    step: (round: Round) => Promise<T>,
  ): Promise<T> {
    const done = await this.rounds.byOrganizer(name, id, key, async (round) =>
      isUnopened(round.state) ? undefined : { answer: await step(round) },
    );
    if (done !== undefined) return done.answer;
    await this.opening.settle(id);
    return this.opened(name, id, key, step);
  }

  /** The epoch at whose end the snapshot will be taken. */
  private async ask(round: Round): Promise<number> {
    const { letter, state, now } = round;
    if (isAlive(state, now)) throw new ProposalAliveError();
    if (state.asked > 0) return state.asked;
    const asked = Math.min(endedEpochs(letter.manifest, now) + 1, epochCount(letter.manifest));
    await this.forget(round, { ...settledState(letter, state), asked });
    return asked;
  }

  private async forget({ manager, letter, save }: Round, state: ReleaseState): Promise<void> {
    await this.snapshots.drop(manager, letter);
    await save(state);
  }

  /** The epoch whose end was the close. A proposal that died, or was published, lives anew: it is the last. */
  private async proposeLast(round: Round): Promise<number> {
    const { letter, state, now } = round;
    if (state.outcome === 'no_snapshot') throw new NoSnapshotError();
    if (!isAlive(state, now)) {
      const { edition } = freshState(letter);
      await this.startAnew(round, { outcome: 'proposed', since: wholeHour(now), edition });
    }
    return state.epoch;
  }

  /** The same snapshot, of which nobody has posted or approved anything. */
  private async startAnew(
    { manager, letter, state, save }: Round,
    changes: Partial<ReleaseState>,
  ): Promise<void> {
    const known = await this.choices.read(manager, letter);
    const rows = known.map((row) => ({ ...row, ...untouched(letter.manifest) }));
    await this.choices.rewrite(manager, letter, rows);
    await save({ ...changes, proposal: naming(state.proposal, rows), ...noApprovals(letter) });
  }
}

function hasApprovals({ proposalApprovals, editionApprovals }: ReleaseState): boolean {
  return [...proposalApprovals, ...editionApprovals].some((one) => one !== undefined);
}
