// How the way to an edition says no, each with what to do next. protocol.md#editions
import { ProblemError } from '../../common/problem.js';

/** Before the announcement always this, whatever the count is. */
export class NotReachedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'not_reached',
      title: 'This letter is still collecting.',
      detail: 'Nothing can be proposed before the letter’s page says that the threshold is reached.',
    });
  }
}

export class ProposalAliveError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'proposal_alive',
      title: 'There is a proposal already.',
      detail: 'Publish it, or wait until it dies: a proposal lives for seven days. Then propose again.',
    });
  }
}

export class NoSnapshotError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'no_snapshot',
      title: 'The letter’s last snapshot can’t be published.',
      detail:
        'Fewer than the threshold could be shown when the letter closed. What was published before stays published.',
    });
  }
}

export class ProposalNotFoundError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'proposal_not_found',
      title: 'There is no such proposal (any more).',
      detail:
        'Load the letter’s proposals again. One that isn’t published within seven days dies; propose anew.',
    });
  }
}

export class ProposalNotApprovedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'proposal_not_approved',
      title: 'Too few organizers have signed the proposal itself.',
      detail:
        'First enough of you check and sign the proposal; only then it is settled what an edition may say.',
    });
  }
}

export class NotOpenedError extends ProblemError {
  constructor(place: string) {
    super({
      status: 409,
      code: 'not_opened',
      title: 'This edition says something else than was opened.',
      detail:
        'Somebody may have changed her mind since. Load the names again, and make the edition of what they say now.',
      place,
    });
  }
}

export class SharesIncompleteError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'shares_incomplete',
      title: 'These are not the shares of everybody whom the proposal names.',
      detail: 'Load the proposal again; post one share of each, and no other. Report those that don’t hold.',
      place: 'shares',
    });
  }
}

export class ShareRefusedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'share_refused',
      title: 'A share is not the one that its signer sealed for you.',
      detail: 'Report signers whose shares don’t open, or miss their hash, instead of posting them.',
      place: 'shares',
    });
  }
}

export class NotNamedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'not_named',
      title: 'The proposal doesn’t name all whom you report.',
      detail: 'Load the proposal again, check it, and report only whom it names.',
      place: 'reports',
    });
  }
}

export class EitherOrError extends ProblemError {
  constructor() {
    super({
      status: 400,
      code: 'either_or',
      title: 'A proposal is either signed, with all shares, or shares are reported.',
      detail: 'Send signature and shares, or reports alone.',
    });
  }
}

export class OtherEditionPublishedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'other_edition_published',
      title: 'Another edition of this proposal is published already.',
      detail: 'Read it on the letter’s page. For another one, propose again.',
    });
  }
}

/** The letter's store key is dead: lapsed, cancelled, called final, or past its release date. */
export class ReleaseOverError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'release_over',
      title: 'Nothing of this letter can be released any more.',
      detail:
        'Its keys are destroyed, and with them everything that was not published. Published editions stay.',
    });
  }
}

/** The same for an edition that never was and for one under embargo. */
export class EditionNotFoundError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'edition_not_found',
      title: 'There is no such edition here.',
      detail:
        'Check the link; an edition’s address has 43 characters. Editions under embargo appear when it is over.',
    });
  }
}

export class NoEmbargoError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'no_embargo',
      title: 'This edition is public.',
      detail: 'Share its own link: everybody may read it.',
    });
  }
}

export class TooManyLinksError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'too_many_links',
      title: 'There are too many private links already.',
      detail: 'Give one link to several people of one newsroom.',
    });
  }
}

export class LinkNotFoundError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'link_not_found',
      title: 'There is no such link (any more).',
      detail: 'Load the letter’s private links again. They are deleted when the embargo is over.',
    });
  }
}

/** What is kept of the snapshot doesn't make a bundle that verifies: not a refusal, but a failure that has to be looked into. */
export class UnverifiableEditionError extends Error {
  override readonly name = 'UnverifiableEditionError';

  constructor(cause: unknown) {
    super('An approved edition does not verify.', { cause });
  }
}
