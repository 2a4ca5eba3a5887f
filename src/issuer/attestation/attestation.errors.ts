// How asking for a code, and the code, say no. protocol.md#work, protocol.md#issuing
import { ProblemError } from '../../common/problem.js';

/** The work is missing, wrong, too old or used: one refusal, before anything else of the request is looked at. protocol.md#work */
export class WorkDemandedError extends ProblemError {
  constructor() {
    super({
      status: 400,
      code: 'work_demanded',
      title: 'A little work comes before a code.',
      detail:
        'Your device has to compute for a moment before a code is mailed, and what it sent is missing, too old or already used. Ask for the code again; if that doesn’t help, reload the page.',
    });
  }
}

/**
 * Mistyped, too old, tried too often, changed, for a letter that is over, or for a mailbox that has another token: one
 * refusal, so that no case can be told from another. protocol.md#issuing
 */
export class CodeRefusedError extends ProblemError {
  constructor() {
    super({
      status: 403,
      code: 'code_refused',
      title: "That code didn't work.",
      detail:
        "That code didn't work. It may be mistyped, older than 10 minutes, or this mailbox was already used for this letter; then use your twelve words.",
    });
  }
}

/** The same for a domain that is anybody's, one of the letter's own, and none at all: all are public. protocol.md#organizations */
export class DomainRefusedError extends ProblemError {
  constructor() {
    super({
      status: 422,
      code: 'domain_refused',
      title: 'An organization can’t be shown by this mailbox.',
      detail:
        'Use a mailbox of the organization’s own domain. Public mail providers show no organization, and whoever works at a workplace of this letter signs it instead.',
      place: 'address',
    });
  }
}
