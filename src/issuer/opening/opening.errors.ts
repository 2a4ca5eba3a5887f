// How the issuer says no to an origin, each with what to do next. protocol.md#opening
import { ProblemError } from '../../common/problem.js';

/** Whoever asks for keys and countersignings isn't the origin that this issuer serves. */
export class OriginUnknownError extends ProblemError {
  constructor() {
    super({
      status: 401,
      code: 'origin_unknown',
      title: 'This issuer does not know you.',
      detail: 'Give origin and issuer the same ISSUER_TOKEN.',
    });
  }
}

/** The draft has keys already, but for other workplaces. */
export class DraftDiffersError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'draft_differs',
      title: 'This draft has keys for other workplaces.',
      detail: 'Ask for the same workplaces in the same order, or seal the letter as a new draft.',
    });
  }
}

/** There are no keys for the draft (any more), or another letter has them. */
export class DraftUnknownError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'draft_unknown',
      title: 'This issuer has no keys for the draft.',
      detail:
        'Keys live seven days until every organizer has signed. Copy the letter to a new draft and seal that.',
    });
  }
}

/** The manifest says of this issuer what isn't so. */
export class KeysDifferError extends ProblemError {
  constructor(place: string) {
    super({
      status: 422,
      code: 'keys_differ',
      title: 'The letter does not name this issuer as it is.',
      detail:
        'Name, address and keys must be those that this issuer gave for the draft. Copy the letter to a new draft and seal that.',
      place,
    });
  }
}

/** A workplace's domain is one where anybody can have a mailbox. */
export class PublicProviderError extends ProblemError {
  constructor(place: string) {
    super({
      status: 422,
      code: 'public_provider',
      title: 'A public mail provider is no workplace.',
      detail: 'Anybody can have a mailbox there. Name domains that only the employer gives mailboxes in.',
      place,
    });
  }
}

/** The letter is over before it opens, opens too far ahead, or stays open for too long. */
export class TimesRefusedError extends ProblemError {
  constructor(place: string, detail: string) {
    super({
      status: 422,
      code: 'times_refused',
      title: 'This issuer does not vouch at these times.',
      detail,
      place,
    });
  }
}

/** More slots than this issuer seals anew at every epoch end. */
export class LetterTooLargeError extends ProblemError {
  constructor() {
    super({
      status: 422,
      code: 'letter_too_large',
      title: 'The letter is too large for this issuer.',
      detail: 'Lower the threshold, or name fewer workplaces.',
      place: 'threshold',
    });
  }
}

/** This issuer never countersigned the letter. */
export class LetterUnknownError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'letter_unknown',
      title: 'This issuer does not know the letter.',
      detail: 'Check the letter’s digest: this issuer never countersigned it.',
    });
  }
}
