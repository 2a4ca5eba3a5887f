// How posting a signature says no: each depends on the letter's public terms and state only. protocol.md#signing
import { ProblemError } from '../../common/problem.js';
import { ProtocolError } from '../../protocol/errors.js';

export class NotOpenYetError extends ProblemError {
  constructor(opensAt: string) {
    super({
      status: 409,
      code: 'not_open_yet',
      title: 'This letter is not open yet.',
      detail: `It opens at ${opensAt}. Keep your pass and sign then.`,
    });
  }
}

export class NotSigningYetError extends ProblemError {
  constructor(signsFrom: string) {
    super({
      status: 409,
      code: 'not_signing_yet',
      title: 'This letter takes signatures later than it gives codes.',
      detail: `It takes them from ${signsFrom} on. Keep your pass and sign then.`,
    });
  }
}

export class LetterClosedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'letter_closed',
      title: 'This letter is closed.',
      detail:
        'Nothing about it can be signed or withdrawn any more. What was recorded before stays as it was.',
    });
  }
}

export class StaleQuestionError extends ProblemError {
  constructor() {
    super({
      status: 400,
      code: 'stale_question',
      title: 'This question was not signed now, or not for this letter.',
      detail: 'Check the clock of your device, then ask again.',
      place: 'document',
    });
  }
}

/** A statement without tokens where no row stands: told in the words of an invalid token, so that it tells nothing else. */
export function unvouched(): ProtocolError {
  return new ProtocolError('invalid_token', 'A token is not valid for this key and letter.', 'tokens[0]');
}
