// How starting a letter is refused, and how the operator's look-ups of invitations are. protocol.md#invitation
import { ProblemError } from '../../common/problem.js';

/** One answer for no code, an unknown one, and one that is over, revoked or used up. */
export class InvitationRefusedError extends ProblemError {
  constructor() {
    super({
      status: 403,
      code: 'invitation_refused',
      title: 'Starting a letter here takes an invitation code that is good.',
      detail:
        'Check the code’s sixteen characters. It may be mistyped, too old, or used already: then ask the operator of this server for another.',
    });
  }
}

export class TooManyInvitationTriesError extends ProblemError {
  constructor() {
    super({
      status: 429,
      code: 'too_many_invitation_tries',
      title: 'Too many invitation codes were tried.',
      detail: 'Wait ten minutes, then type the code again as the operator gave it to you.',
    });
  }
}

export class InvitationUnknownError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'invitation_unknown',
      title: 'There is no such invitation.',
      detail:
        'It may be used up, over or revoked already. Take the id, 8 characters, from the list of invitations.',
    });
  }
}
