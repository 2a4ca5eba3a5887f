// Where a release stands, and what this organizer and the others still have to do. protocol.md#editions
import type { Manifest } from '../../protocol/manifest.js';
import type { OpenProposal, ReleaseView } from './release-view.js';

/**
 * - `collecting`: nothing can be released yet, and nobody has anything to do.
 * - `over`: the letter lapsed or was cancelled, or its keys are destroyed.
 * - `short`: closed, and too few could be shown: nothing more can be released.
 * - `propose`: somebody has to propose, the first time or again.
 * - `snapshot`: proposed; the snapshot is taken `at` an epoch end.
 * - `check`: she has to check and sign the proposal; `left` others too. `othersCheck`: she has.
 * - `open`: enough signed; the names are to be opened, and an edition made. `read`: she has opened them.
 * - `review`: others made an edition, she has to agree or make another. `othersReview`: she agreed; `left` others have to.
 * - `differ`: there are several editions; they have to settle on one.
 */
export type Step =
  | 'collecting'
  | 'over'
  | 'short'
  | 'propose'
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
  /** For `snapshot`. */
  readonly at: string | null;
  /** Whether something was published before. */
  readonly isAgain: boolean;
  readonly proposal: OpenProposal | undefined;
}

/** What this browser has done that no server knows. */
export interface Done {
  /** The proposal whose names are open here. */
  readonly opened: string | undefined;
}

type Terms = Pick<Manifest, 'organizers' | 'approvals'>;

/** `me` is her signing key, base64url. */
export function standingIn(terms: Terms, view: ReleaseView, me: string, done: Done): Standing {
  const { proposal, snapshotAt } = view;
  const isAgain = view.editions.length + view.embargoed.length > 0;
  const at = (step: Step, approvedBy: readonly string[] = [], left = 0): Standing => ({
    step,
    left,
    by: labelsOf(
      terms,
      approvedBy.filter((key) => key !== me),
    ),
    at: snapshotAt,
    isAgain,
    proposal,
  });
  if (isOver(view)) return at('over');
  if (proposal !== undefined) return atProposal(terms, proposal, me, done, at);
  if (view.tally.tally === 'collecting') return at('collecting');
  if (view.state === 'closed' && view.noSnapshot) return at('short');
  return at(snapshotAt === null ? 'propose' : 'snapshot');
}

/** The labels of these keys, in the manifest's order. */
export function labelsOf({ organizers }: Pick<Terms, 'organizers'>, keys: readonly string[]): string[] {
  return organizers.filter(({ signingKey }) => keys.includes(signingKey)).map(({ label }) => label);
}

/** Which of the things that organizers do together she may ask for or agree to now, and who has. */
export interface Acting {
  readonly action: 'close' | 'cancel' | 'final';
  readonly by: readonly string[];
  readonly isMine: boolean;
  /** How many it still takes, she included if she hasn't. */
  readonly left: number;
}

export function actingIn(terms: Terms, view: ReleaseView, me: string, isBegun: boolean): Acting[] {
  const possible: Acting['action'][] =
    view.ended || isOver(view)
      ? []
      : view.state === 'closed'
        ? ['final']
        : [...(view.closesAt === null && isBegun ? (['close'] as const) : []), 'cancel'];
  return possible.map((action) => {
    const agreedBy = view.actions.find((one) => one.action === action)?.agreedBy ?? [];
    return {
      action,
      by: labelsOf(
        terms,
        agreedBy.filter((key) => key !== me),
      ),
      isMine: agreedBy.includes(me),
      left: Math.max(0, terms.approvals - agreedBy.length),
    };
  });
}

function isOver({ state, ended }: ReleaseView): boolean {
  return ended || (state !== 'open' && state !== 'closed');
}

function atProposal(
  { approvals }: Terms,
  { id, approvedBy, drafts }: OpenProposal,
  me: string,
  { opened }: Done,
  at: (step: Step, approvedBy?: readonly string[], left?: number) => Standing,
): Standing {
  if (approvedBy.length < approvals) {
    const isMine = approvedBy.includes(me);
    const left = approvals - approvedBy.length - (isMine ? 0 : 1);
    return at(isMine ? 'othersCheck' : 'check', approvedBy, left);
  }
  const others = approvals - 1;
  const mine = drafts.find((draft) => draft.approvedBy.includes(me));
  const [first] = drafts;
  if (first === undefined) return at(opened === id ? 'read' : 'open', approvedBy, others);
  if (drafts.length > 1)
    return at(
      'differ',
      drafts.flatMap((draft) => draft.approvedBy),
      others,
    );
  const left = approvals - first.approvedBy.length;
  return mine === undefined
    ? at('review', first.approvedBy, left - 1)
    : at('othersReview', first.approvedBy, left);
}
