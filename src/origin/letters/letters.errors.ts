// How drafts and letters say no, each with what to do next. protocol.md#opening, protocol.md#states
import { ProblemError } from '../../common/problem.js';

export class LetterNotFoundError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'letter_not_found',
      title: 'There is no such letter here.',
      detail: 'Check the link: the letter’s id has 32 characters.',
    });
  }
}

/** RFC 7725. */
export class LetterWithheldError extends ProblemError {
  constructor(on: string | null, reason: string | null) {
    super({
      status: 451,
      code: 'letter_withheld',
      title: 'The operator of this server took this letter down.',
      detail: [on === null ? 'Taken down' : `Taken down on ${on}`, reason ?? 'no reason was given'].join(
        ': ',
      ),
      values: { on: on ?? '', reason: reason ?? '' },
    });
  }
}

export class LetterChangedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'letter_changed',
      title: 'The letter took another turn in the meantime.',
      detail: 'Load the letter again and decide anew.',
    });
  }
}

export class NotAnOrganizerError extends ProblemError {
  constructor() {
    super({
      status: 403,
      code: 'not_an_organizer',
      title: 'Only organizers of this letter may do that.',
      detail: 'Log in with the twelve words that you organize this letter with.',
    });
  }
}

/** The same for a draft that never was and for one of other people. */
export class DraftNotFoundError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'draft_not_found',
      title: 'There is no such draft for you.',
      detail:
        'Check the link, and log in with the twelve words that you joined with. Drafts that are left alone are deleted.',
    });
  }
}

export class InviteRefusedError extends ProblemError {
  constructor() {
    super({
      status: 403,
      code: 'invite_refused',
      title: 'This invite opens no draft.',
      detail: 'Ask the organizer who invited you for the whole link again.',
    });
  }
}

export class AlreadyJoinedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'already_joined',
      title: 'You are one of the organizers already.',
      detail: 'Open the draft; a second organizer needs twelve words of her own.',
    });
  }
}

export class LabelTakenError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'label_taken',
      title: 'Another organizer has this label.',
      detail: 'Choose another label; upper and lower case count as the same.',
      place: 'label',
    });
  }
}

export class RemovalRefusedError extends ProblemError {
  constructor() {
    super({
      status: 403,
      code: 'removal_refused',
      title: 'Only whoever started the draft removes others.',
      detail: 'Ask her, or copy the draft to a new one. You can always leave it yourself.',
    });
  }
}

export class DraftFullError extends ProblemError {
  constructor(limit: number) {
    super({
      status: 409,
      code: 'draft_full',
      title: 'This draft has as many organizers as a letter may have.',
      detail: `A letter has at most ${limit.toString()} organizers.`,
    });
  }
}

export class DraftChangedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'draft_changed',
      title: 'Another organizer changed the draft in the meantime.',
      detail:
        'Nothing was saved. Load the draft, put your changes into it, and send it with its new revision.',
      place: 'revision',
    });
  }
}

export class DraftSealedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'draft_sealed',
      title: 'The draft is sealed and can’t be changed any more.',
      detail: 'Copy it to a new draft. A sealed draft that not everybody signs dies by itself.',
    });
  }
}

export class DraftNotSealedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'draft_not_sealed',
      title: 'There is nothing to sign yet.',
      detail: 'Seal the draft first; then every organizer signs what it has become.',
    });
  }
}

/** The draft can't become a letter as it is; `place` says where. */
export class DraftRefusedError extends ProblemError {
  constructor(place: string, detail: string) {
    super({
      status: 422,
      code: 'draft_refused',
      title: 'The draft can’t become a letter like this.',
      detail,
      place,
    });
  }
}

export class AllMustAgreeError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'all_must_agree',
      title: 'With these approvals, all organizers must agree to every release.',
      detail:
        'If one loses her words, nothing can ever be released: nobody can be added or replaced. Ask for fewer approvals, or seal with "allMustAgree": true.',
      place: 'allMustAgree',
    });
  }
}

export class OpeningTooLateError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'opening_too_late',
      title: 'This letter would be over before it opens.',
      detail: 'Its closing time has passed. Copy it to a new draft with another closing time and seal that.',
    });
  }
}

export class IssuerUnreachableError extends ProblemError {
  constructor() {
    super({
      status: 503,
      code: 'issuer_unreachable',
      title: 'The issuer does not answer.',
      detail:
        'Nothing has changed. Send the same again in a few minutes; if that doesn’t help, tell the operator.',
    });
  }
}

export class IssuerMisbehavedError extends ProblemError {
  constructor() {
    super({
      status: 502,
      code: 'issuer_misbehaved',
      title: 'The issuer’s answer is not what was asked for.',
      detail: 'Nothing has changed. Tell the operator of this server; its issuer may run another version.',
    });
  }
}

/** An action that this letter's state doesn't allow. */
export class ActionRefusedError extends ProblemError {
  constructor(detail: string) {
    super({
      status: 409,
      code: 'action_refused',
      title: 'The letter’s state does not allow this.',
      detail,
    });
  }
}

export class ActionStaleError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'action_stale',
      title: 'This was signed at another time than now.',
      detail: 'Check the clock of your device, and sign it again.',
      place: 'document',
    });
  }
}
