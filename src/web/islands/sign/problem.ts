// What went wrong, as a sentence in the page's language: chosen by the error's code, never the server's own words.
import { ClientError } from '../../../client/client-error.js';
import { RequestError } from '../../../client/http.js';
import { ProtocolError } from '../../../protocol/errors.js';
import type { IslandKey } from '../../locales/locales.js';
import type { Values } from '../say.js';

/** Fields that a problem can be about. */
const FIELDS = ['address', 'code', 'role', 'condition', 'name', 'title', 'words', 'pass'] as const;
export type Field = (typeof FIELDS)[number];

export interface Problem {
  readonly key: IslandKey;
  readonly values?: Values;
  readonly field?: Field | undefined;
  /** Nobody answered: trying again may help. */
  readonly isUnreachable?: boolean;
}

/** Codes of every origin: RequestError, ProtocolError, ClientError. A code that isn't here gets the general sentence. */
const TEXTS: Readonly<Record<string, IslandKey>> = {
  unreachable: 'sign.error.unreachable',
  unavailable: 'sign.error.unavailable',
  too_many_requests: 'sign.error.tooManyRequests',
  work_demanded: 'sign.error.workDemanded',
  code_refused: 'sign.error.codeRefused',
  incomplete_code: 'sign.error.incompleteCode',
  wait: 'sign.error.wait',
  letter_closed: 'sign.error.letterClosed',
  letter_unknown: 'sign.error.letterClosed',
  letter_not_found: 'sign.error.letterNotFound',
  letter_withheld: 'sign.error.letterWithheld',
  not_signing_yet: 'sign.error.notSigningYet',
  not_open_yet: 'sign.error.notSigningYet',
  stale_question: 'sign.error.clock',
  cannot_wait: 'sign.error.cannotWait',
  already_begun: 'sign.error.alreadyBegun',
  out_of_order: 'sign.error.outOfOrder',
  letter_mismatch: 'sign.error.letterMismatch',
  invalid_opening: 'sign.error.invalidOpening',
  invalid_countersigning: 'sign.error.invalidCountersigning',
  invalid_blind_signature: 'sign.error.issuerLies',
  invalid_certificate: 'sign.error.issuerLies',
  invalid_receipt: 'sign.error.serverLies',
  invalid_token: 'sign.error.madeUp',
  invalid_words: 'sign.error.invalidWords',
  pass_unreadable: 'sign.error.passUnreadable',
  pass_cut_off: 'sign.error.passCutOff',
  pass_damaged: 'sign.error.passDamaged',
  pass_other_letter: 'sign.error.passOtherLetter',
};

/** By the field whose value wasn't taken. */
const OF_FIELDS: Readonly<Partial<Record<string, IslandKey>>> = {
  role: 'sign.error.role',
  condition: 'sign.error.condition',
  name: 'sign.error.name',
  title: 'sign.error.title',
};

const FIELD_OF: Readonly<Partial<Record<string, Field>>> = {
  code_refused: 'code',
  incomplete_code: 'code',
  invalid_words: 'words',
  pass_unreadable: 'pass',
  pass_cut_off: 'pass',
  pass_damaged: 'pass',
  pass_other_letter: 'pass',
};

/** The sentence for an error, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof RequestError || error instanceof ProtocolError || error instanceof ClientError)) {
    return { key: 'sign.error.general' };
  }
  const { code } = error;
  const place = error instanceof ProtocolError ? error.place : undefined;
  const field = FIELDS.find((one) => one === place);
  const ofField = field && OF_FIELDS[field];
  if (ofField !== undefined) return { key: ofField, field };
  return {
    key: TEXTS[code] ?? 'sign.error.general',
    field: FIELD_OF[code],
    isUnreachable: code === 'unreachable',
  };
}
