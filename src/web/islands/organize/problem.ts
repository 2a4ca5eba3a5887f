// What went wrong, as a sentence in the page's language: chosen by the error's code, never the server's own words.
import { RequestError } from '../../../client/http.js';
import { ProtocolError } from '../../../protocol/errors.js';
import type { IslandKey } from '../../locales/locales.js';
import type { Values } from '../say.js';

export interface Problem {
  readonly key: IslandKey;
  readonly values?: Values | undefined;
  /** The id of the field that it is about. */
  readonly field?: string | undefined;
}

const TEXTS: Readonly<Record<string, IslandKey>> = {
  unreachable: 'sign.error.unreachable',
  unavailable: 'sign.error.unavailable',
  too_many_requests: 'sign.error.tooManyRequests',
  invalid_words: 'sign.error.invalidWords',
  login_refused: 'organize.error.login',
  logins_exhausted: 'sign.error.unavailable',
  invitation_refused: 'organize.error.invitation',
  too_many_invitation_tries: 'organize.error.invitationTries',
  invite_refused: 'organize.error.invite',
  already_joined: 'organize.error.alreadyJoined',
  label_taken: 'organize.error.labelTaken',
  removal_refused: 'organize.error.removal',
  draft_full: 'organize.error.draftFull',
  draft_not_found: 'organize.error.draftNotFound',
  draft_changed: 'organize.error.draftChanged',
  draft_sealed: 'organize.error.draftSealed',
  draft_refused: 'organize.error.draftRefused',
  all_must_agree: 'organize.error.allMustAgree',
  opening_too_late: 'organize.error.openingTooLate',
  issuer_unreachable: 'organize.error.issuer',
  issuer_misbehaved: 'organize.error.issuer',
  letter_mismatch: 'organize.error.mismatch',
  invalid_manifest: 'organize.error.mismatch',
  letter_not_found: 'sign.error.letterNotFound',
  letter_withheld: 'sign.error.letterWithheld',
  too_large: 'organize.error.tooLarge',
};

const FIELDS: Readonly<Record<string, string>> = {
  invalid_words: 'organize-words',
  invitation_refused: 'organize-invitation',
  too_many_invitation_tries: 'organize-invitation',
  label_taken: 'organize-label',
};

/** Where a refused draft is wrong, as the server names the place, without what stands before all of them. */
export function placeOf(error: unknown): string | undefined {
  if (!(error instanceof RequestError) || error.code !== 'draft_refused') return undefined;
  // Of a text: without line and column.
  return error.place?.replace(/^content\.?/, '').replace(/(?::\d+){2}$/, '');
}

/** The sentence for an error, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof RequestError || error instanceof ProtocolError))
    return { key: 'sign.error.general' };
  const isLabel = error.place === 'label' && error.code === 'malformed';
  if (isLabel) return { key: 'organize.error.label', field: 'organize-label' };
  return { key: TEXTS[error.code] ?? 'sign.error.general', field: FIELDS[error.code] };
}
