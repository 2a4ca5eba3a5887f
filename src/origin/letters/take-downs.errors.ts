// What the operator can't do to a letter. protocol.md#take-down
import { ProblemError } from '../../common/problem.js';

export class AlreadyWithheldError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'already_withheld',
      title: 'This letter is down already.',
      detail: 'Restore it first, if it is to be taken down for another reason.',
    });
  }
}

export class NotWithheldError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'not_withheld',
      title: 'This letter is not down.',
      detail: 'There is nothing to restore.',
    });
  }
}

export class RestoreTooLateError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'restore_too_late',
      title: 'This letter can’t be opened again.',
      detail: 'Its keys died while it was down, at the end of the time for releasing it. It stays down.',
    });
  }
}
