// All that an organizer may know of her letter's release at one moment, asked of the server. protocol.md#editions
import * as v from '../../protocol/schema.js';
import { ACTIONS } from '../../protocol/action.js';
import { bytes, read, time } from '../../protocol/shape.js';
import { getJson, RequestError } from '../http.js';
import { type ClientLetter, fetchTally, type Tally } from '../letter.js';
import type { Organizer } from '../organizer.js';
import { completeDrafts, type EditionDraft } from './editions.js';
import { type EmbargoLink, fetchUnderEmbargo } from './embargo-links.js';

const keys = v.array(bytes(32));
const stateAnswer = v.object({
  state: v.literal('open', 'closed', 'lapsed', 'cancelled', 'withheld'),
  editions: v.array(bytes(32)),
});
const actionsAnswer = v.object({
  actions: v.array(v.object({ action: v.literal(...ACTIONS), agreedBy: keys })),
  closesAt: v.nullable(time),
  ended: v.boolean,
});
const proposalsAnswer = v.object({
  snapshotAt: v.nullable(time),
  noSnapshot: v.boolean,
  proposals: v.array(v.object({ proposal: bytes(32), epoch: v.number, dies: time, approvedBy: keys })),
});
const draftsAnswer = v.object({
  approvedBy: keys,
  editions: v.array(v.object({ digest: bytes(32), approvedBy: keys })),
});

/** A proposal that can be signed, and what was made of it. Keys are organizers' signing keys, base64url. */
export interface OpenProposal {
  readonly id: string;
  readonly epoch: number;
  readonly dies: string;
  readonly approvedBy: readonly string[];
  readonly drafts: readonly EditionDraft[];
}

/** A published edition that isn't for everybody yet. */
export interface EmbargoedEdition {
  readonly edition: string;
  readonly embargo: string;
}

export interface ReleaseView {
  readonly state: ClientLetter['state'];
  readonly tally: Tally;
  /** When the snapshot will be taken that somebody asked for. */
  readonly snapshotAt: string | null;
  /** The last one couldn't be taken: fewer than the threshold could be shown. */
  readonly noSnapshot: boolean;
  readonly proposal: OpenProposal | undefined;
  /** Addresses of what everybody may read, oldest first. */
  readonly editions: readonly string[];
  readonly embargoed: readonly EmbargoedEdition[];
  readonly links: readonly EmbargoLink[];
  readonly actions: v.Output<typeof actionsAnswer>['actions'];
  /** The epoch end at which the letter closes early, where that is decided. */
  readonly closesAt: string | null;
  /** Its keys are destroyed: nothing more can be released. */
  readonly ended: boolean;
}

/** What is known from `before` and can't have changed isn't asked for again. Throws as `fetchDrafts`. */
export async function fetchRelease(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id'>,
  before?: ReleaseView,
): Promise<ReleaseView> {
  const path = `/letters/${letter.id}`;
  const acting = getJson(organizer.http, `${path}/actions`).then((answer) =>
    read(actionsAnswer, answer, 'answer'),
  );
  const [answer, acted, tally, under, rounds] = await Promise.all([
    getJson(organizer.http, path),
    acting,
    fetchTally(organizer.http, letter.id),
    fetchUnderEmbargo(organizer, letter),
    // Of one that has ended there are none to ask for.
    acting.then(async ({ ended }) =>
      ended ? NO_ROUNDS : fetchRounds(organizer, path, before?.proposal?.drafts ?? []),
    ),
  ]);
  const { state, editions } = read(stateAnswer, answer, 'answer');
  return {
    state,
    tally,
    ...rounds,
    editions,
    embargoed: under.editions,
    links: under.links,
    ...acted,
  };
}

type Rounds = Pick<ReleaseView, 'snapshotAt' | 'noSnapshot' | 'proposal'>;

const NO_ROUNDS: Rounds = { snapshotAt: null, noSnapshot: false, proposal: undefined };

async function fetchRounds(
  organizer: Organizer,
  path: string,
  known: readonly EditionDraft[],
): Promise<Rounds> {
  try {
    const answer = read(proposalsAnswer, await getJson(organizer.http, `${path}/proposals`), 'answer');
    const { snapshotAt, noSnapshot } = answer;
    const [listed] = answer.proposals;
    if (listed === undefined) return { snapshotAt, noSnapshot, proposal: undefined };
    const { proposal: id, epoch, dies } = listed;
    const found = read(draftsAnswer, await getJson(organizer.http, `${path}/proposals/${id}`), 'answer');
    const drafts = await completeDrafts(organizer, `${path}/proposals/${id}`, found.editions, known);
    return {
      snapshotAt,
      noSnapshot,
      proposal: { id, epoch, dies, approvedBy: found.approvedBy, drafts },
    };
  } catch (error) {
    const code = error instanceof RequestError ? error.code : undefined;
    // Its keys are destroyed; or the proposal went while it was asked for.
    if (code !== 'release_over' && code !== 'proposal_not_found') throw error;
    return NO_ROUNDS;
  }
}
