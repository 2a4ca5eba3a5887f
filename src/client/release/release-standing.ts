// Where a release stands, and what this organizer and the others still have to do. protocol.md#editions
import type { Manifest } from '../../protocol/manifest.js';
import { nextEpochEnd } from './release-times.js';
import type { OpenProposal, ReleaseView } from './release-view.js';

/**
 * - `before`: its opening time is still to come.
 * - `collecting`: nothing can be released yet, and nobody has anything to do.
 * - `closing`: its time is over, and the last epoch end, which says what became of it, comes in a moment.
 * - `over`: the letter lapsed, was cancelled or taken down, or its keys are destroyed.
 * - `short`: closed, and too few could be shown: nothing more can be released.
 * - `propose`: somebody has to propose, the first time or again; `proposeLast`: after the close, until `releaseBy`.
 * - `snapshot`: proposed; the snapshot is taken `at` an epoch end.
 * - `check`: she has to check and sign the proposal; `left` others too. `othersCheck`: she has.
 * - `open`: enough signed; the names are to be opened, and an edition made. `read`: she has opened them.
 * - `review`: others made an edition, she has to agree or make another. `othersReview`: she agreed; `left` others have to.
 * - `differ`: there are several editions; they have to settle on one.
 */
export type Step =
  | 'before'
  | 'collecting'
  | 'closing'
  | 'over'
  | 'short'
  | 'propose'
  | 'proposeLast'
  | 'snapshot'
  | 'check'
  | 'othersCheck'
  | 'open'
  | 'read'
  | 'review'
  | 'othersReview'
  | 'differ';

export interface Standing {
  readonly step: Step;
  /** How many organizers besides her it still takes in this round. */
  readonly left: number;
  /** Labels of the others who did it already. */
  readonly by: readonly string[];
  /** For `differ`: whether she has agreed to one of the editions. */
  readonly isMine: boolean;
  /** For `snapshot`. */
  readonly at: string | null;
  /** Whether something was published before. */
  readonly isAgain: boolean;
  /** When the first of the embargoes ends that run, if any does. */
  readonly embargo: string | null;
  readonly proposal: OpenProposal | undefined;
  /** Until when the proposal has to be published, if there is one. */
  readonly until: Until | undefined;
}

/** `dies`: its time is over, and it can be proposed again. `close`: the close's snapshot takes its place. `keys`: for good. */
export interface Until {
  readonly at: string;
  readonly why: 'dies' | 'close' | 'keys';
}

/** What no server says: the time, and what this browser has done. */
export interface Here {
  readonly now: Date;
  /** The proposal whose names are open here. */
  readonly opened: string | undefined;
}

type Terms = Pick<
  Manifest,
  'organizers' | 'approvals' | 'opensAt' | 'closesAt' | 'releaseBy' | 'epochSeconds'
>;
type At = (step: Step, approvedBy?: readonly string[], left?: number, isMine?: boolean) => Standing;

/** `me` is her signing key, base64url. */
export function standingIn(terms: Terms, view: ReleaseView, me: string, here: Here): Standing {
  const { proposal, snapshotAt, state } = view;
  const [embargo = null] = view.embargoed.map((one) => one.embargo).sort();
  const at: At = (step, approvedBy = [], left = 0, isMine = false) => ({
    step,
    left,
    by: labelsOf(
      terms,
      approvedBy.filter((key) => key !== me),
    ),
    isMine,
    at: snapshotAt,
    isAgain: view.editions.length + view.embargoed.length > 0,
    embargo,
    proposal,
    until: proposal && untilOf(terms, view, proposal),
  });
  if (isOver(view)) return at('over');
  // As long as the server shows one, whatever this device's clock says.
  if (proposal !== undefined) return atProposal(terms, proposal, me, here, at);
  if (state === 'open' && here.now < new Date(terms.opensAt)) return at('before');
  if (isClosing(terms, view, here.now)) return at('closing');
  if (view.tally.tally === 'collecting') return at('collecting');
  if (snapshotAt !== null) return at('snapshot');
  if (state !== 'closed') return at('propose');
  return at(view.noSnapshot ? 'short' : 'proposeLast');
}

/** The labels of these keys, in the manifest's order. */
export function labelsOf({ organizers }: Pick<Terms, 'organizers'>, keys: readonly string[]): string[] {
  return organizers.filter(({ signingKey }) => keys.includes(signingKey)).map(({ label }) => label);
}

/** Which of the things that organizers do together she may ask for or agree to now, and who has. */
export interface Acting {
  readonly action: 'close' | 'cancel' | 'final';
  /** Labels of the others who have said so. */
  readonly by: readonly string[];
  /** Labels of the others who haven't. */
  readonly missing: readonly string[];
  /** Whether she has said so herself. */
  readonly isMine: boolean;
  /** How many it still takes, she included if she hasn't. */
  readonly left: number;
}

/** What is possible `now`, in the order of its gravity; `me` is her signing key, base64url. protocol.md#states */
export function actingIn(terms: Terms, view: ReleaseView, me: string, now: Date): Acting[] {
  return possibleIn(terms, view, now).map((action) => {
    const agreedBy = view.actions.find((one) => one.action === action)?.agreedBy ?? [];
    const others = terms.organizers.filter(({ signingKey }) => signingKey !== me);
    const who = (hasAgreed: boolean): string[] =>
      others
        .filter(({ signingKey }) => agreedBy.includes(signingKey) === hasAgreed)
        .map(({ label }) => label);
    return {
      action,
      by: who(true),
      missing: who(false),
      isMine: agreedBy.includes(me),
      left: Math.max(0, terms.approvals - agreedBy.length),
    };
  });
}

function possibleIn(terms: Terms, view: ReleaseView, now: Date): Acting['action'][] {
  if (isOver(view) || isClosing(terms, view, now)) return [];
  if (view.state === 'closed') return ['final'];
  // In its last epoch it closes anyway.
  const next = nextEpochEnd(terms, view, now);
  const isEarly = next !== undefined && next < terms.closesAt && now >= new Date(terms.opensAt);
  return view.closesAt === null && isEarly ? ['close', 'cancel'] : ['cancel'];
}

function isOver({ state, ended }: ReleaseView): boolean {
  return ended || (state !== 'open' && state !== 'closed');
}

/** Its last epoch has ended, or closed it, and the server hasn't told what became of it yet. */
function isClosing({ closesAt }: Terms, view: ReleaseView, now: Date): boolean {
  if (view.state === 'closed') return view.tally.tally === 'collecting';
  return view.state === 'open' && now >= new Date(view.closesAt ?? closesAt);
}

function untilOf({ closesAt, releaseBy }: Terms, view: ReleaseView, { dies }: OpenProposal): Until {
  const end = view.state === 'open' ? (view.closesAt ?? closesAt) : releaseBy;
  if (dies < end) return { at: dies, why: 'dies' };
  return { at: end, why: view.state === 'open' ? 'close' : 'keys' };
}

function atProposal(
  { approvals }: Terms,
  { id, approvedBy, drafts }: OpenProposal,
  me: string,
  { opened }: Here,
  at: At,
): Standing {
  if (approvedBy.length < approvals) {
    const isMine = approvedBy.includes(me);
    const left = approvals - approvedBy.length - (isMine ? 0 : 1);
    return at(isMine ? 'othersCheck' : 'check', approvedBy, left);
  }
  const mine = drafts.find((draft) => draft.approvedBy.includes(me));
  const [first] = drafts;
  if (first === undefined) return at(opened === id ? 'read' : 'open', approvedBy, approvals - 1);
  const missing = approvals - Math.max(...drafts.map((draft) => draft.approvedBy.length));
  if (drafts.length > 1) {
    const all = drafts.flatMap((draft) => draft.approvedBy);
    return at('differ', all, missing - 1, mine !== undefined);
  }
  return mine === undefined
    ? at('review', first.approvedBy, missing - 1)
    : at('othersReview', first.approvedBy, missing, true);
}
