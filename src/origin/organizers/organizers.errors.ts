// How logging in says no. protocol.md#formats
import { ProblemError } from '../../common/problem.js';

export class SessionRequiredError extends ProblemError {
  constructor() {
    super({
      status: 401,
      code: 'session_required',
      title: 'You are not logged in, or not any more.',
      detail: 'Log in with your twelve words, and send the token as "Authorization: Bearer …".',
    });
  }
}

export class LoginRefusedError extends ProblemError {
  constructor() {
    super({
      status: 401,
      code: 'login_refused',
      title: 'This login does not hold.',
      detail:
        'Ask for a new nonce and sign it for this server’s address; a nonce lasts five minutes and logs in once.',
    });
  }
}

export class LoginsExhaustedError extends ProblemError {
  constructor() {
    super({
      status: 503,
      code: 'logins_exhausted',
      title: 'Too many people are logging in.',
      detail: 'Try again in five minutes.',
    });
  }
}
