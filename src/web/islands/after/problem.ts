// What went wrong after a release, as a sentence in the page's language: chosen by the error's code and place.
import { ClientError } from '../../../client/client-error.js';
import { RequestError } from '../../../client/http.js';
import { ProtocolError } from '../../../protocol/errors.js';
import type { IslandKey } from '../../locales/locales.js';
import type { Problem } from '../organize/problem.js';

const TEXTS: Readonly<Record<string, Problem>> = {
  unreachable: { key: 'sign.error.unreachable' },
  unavailable: { key: 'sign.error.unavailable' },
  issuer_unreachable: { key: 'sign.error.unavailable' },
  too_many_requests: { key: 'sign.error.tooManyRequests' },
  work_demanded: { key: 'sign.error.workDemanded' },
  letter_not_found: { key: 'sign.error.letterNotFound' },
  letter_withheld: { key: 'sign.error.letterWithheld' },
  letter_mismatch: { key: 'sign.error.letterMismatch' },
  invalid_opening: { key: 'sign.error.invalidOpening' },
  invalid_countersigning: { key: 'sign.error.invalidCountersigning' },
  not_released: { key: 'after.form.notReleased' },
  too_many_entries: { key: 'after.error.full' },
  entry_not_found: { key: 'after.error.gone' },
  entry_changed: { key: 'after.error.changed' },
  wait: { key: 'cosign.error.wait' },
  code_refused: { key: 'cosign.error.code', field: 'cosign-code' },
  domain_refused: { key: 'cosign.error.mailbox', field: 'cosign-address' },
  no_mailbox: { key: 'cosign.error.mailbox', field: 'cosign-address' },
  own_workplace: { key: 'cosign.error.workplace', field: 'cosign-address' },
};

/** By the field whose value wasn't taken. */
const PLACES: Readonly<Record<string, IslandKey>> = {
  text: 'after.error.text',
  day: 'after.error.day',
  link: 'after.error.link',
};

/** The sentence for an error, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof RequestError || error instanceof ProtocolError || error instanceof ClientError)) {
    return { key: 'after.error.general' };
  }
  const place = error instanceof ClientError ? undefined : error.place;
  if (place === 'name') return { key: 'cosign.error.name', field: 'cosign-name' };
  const ofPlace = place === undefined ? undefined : PLACES[place];
  if (ofPlace !== undefined) return { key: ofPlace, field: `after-${place ?? ''}` };
  return TEXTS[error.code] ?? { key: 'after.error.general' };
}
