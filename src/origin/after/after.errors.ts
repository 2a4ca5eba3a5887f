// How what comes after a release says no. protocol.md#editions
import { ProblemError } from '../../common/problem.js';

export class NotReleasedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'not_released',
      title: 'Nothing of this letter is released yet.',
      detail:
        'This is for letters with an edition that everybody may read. Publish one, or wait for its embargo to end.',
    });
  }
}

export class EntryRefusedError extends ProblemError {
  constructor(place: string, detail: string) {
    super({ status: 422, code: 'entry_refused', title: 'This can’t be added as it is.', detail, place });
  }
}

export class EntryNotFoundError extends ProblemError {
  constructor() {
    super({
      status: 404,
      code: 'entry_not_found',
      title: 'There is no such entry.',
      detail: 'Another organizer may have removed it. Load the letter again.',
    });
  }
}

export class EntryChangedError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'entry_changed',
      title: 'This entry has changed since it was looked at.',
      detail: 'Load the entries again, look at it as it is now, and accept that.',
    });
  }
}

export class TooManyEntriesError extends ProblemError {
  constructor() {
    super({
      status: 409,
      code: 'too_many_entries',
      title: 'There are as many entries as there may be.',
      detail: 'Remove an entry that nobody needs any more, then add this one.',
    });
  }
}
