// How a code says no. protocol.md#issuing
import { ProblemError } from '../../common/problem.js';

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
