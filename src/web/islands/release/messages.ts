// What the page and the worker of a release tell each other.
import { RequestError } from '../../../client/http.js';
import type { OpenedNames } from '../../../client/release/editions.js';
import type { CheckedProposal } from '../../../client/release/release.js';
import type { OrganizerKeys } from '../../../protocol/words.js';
import { ProtocolError, type ProtocolErrorCode } from '../../../protocol/errors.js';

/** What the page knows of a proposal that its worker checked. */
export type Checked = Pick<CheckedProposal, 'id' | 'encoded' | 'proposal' | 'shares' | 'reports'> & {
  readonly named: number;
};

export type ToWorker =
  | { readonly begin: Begin }
  /** A proposal's id. */
  | { readonly check: string }
  | { readonly open: string }
  /** What was worked out so far is to be kept. */
  | 'keep'
  | Answered;

/** Her keys open her shares; her token stays with the page, which alone asks the server. */
export interface Begin {
  readonly letter: string;
  readonly baseUrl: string;
  readonly key: string;
  readonly keys: OrganizerKeys;
}

export interface Answered {
  readonly answered: number;
  /** None if nobody answered. */
  readonly response: { readonly status: number; readonly body: ArrayBuffer } | undefined;
}

export type FromWorker =
  | 'ready'
  | 'kept'
  | { readonly ask: number; readonly url: string }
  | Progress
  | { readonly checked: Checked }
  /** Some of the names: all at once would keep the page from answering while it reads them. */
  | { readonly members: OpenedNames['members'] }
  /** The last of what was opened. */
  | { readonly checked: Checked; readonly roles: OpenedNames['roles'] }
  | { readonly failed: Failure };

export interface Progress {
  readonly phase: 'checking' | 'opening';
  readonly done: number;
  readonly all: number;
}

/** An error on its way between threads. */
export interface Failure {
  readonly is: 'protocol' | 'request' | 'other';
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly place: string | undefined;
}

export function toFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof ProtocolError)
    return { is: 'protocol', code: error.code, status: 0, message, place: error.place };
  if (error instanceof RequestError)
    return { is: 'request', code: error.code, status: error.status, message, place: error.place };
  return { is: 'other', code: '', status: 0, message, place: undefined };
}

export function fromFailure({ is, code, status, message, place }: Failure): Error {
  if (is === 'protocol') return new ProtocolError(code as ProtocolErrorCode, message, place);
  if (is === 'request') return new RequestError(status, code, message, place);
  return new Error(message);
}
