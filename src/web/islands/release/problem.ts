// What went wrong with a release, as a sentence in the page's language: chosen by the error's code, never the server's own words.
import { RequestError } from '../../../client/http.js';
import { ProtocolError } from '../../../protocol/errors.js';
import type { IslandKey } from '../../locales/locales.js';
import type { Problem } from '../organize/problem.js';

const TEXTS: Readonly<Record<string, IslandKey>> = {
  unreachable: 'release.error.unreachable',
  unavailable: 'sign.error.unavailable',
  too_many_requests: 'sign.error.tooManyRequests',
  invalid_words: 'sign.error.invalidWords',
  login_refused: 'organize.error.login',
  logins_exhausted: 'sign.error.unavailable',
  letter_not_found: 'sign.error.letterNotFound',
  letter_withheld: 'release.over.withheld',
  not_an_organizer: 'release.notYours.what',
  letter_mismatch: 'organize.error.mismatch',
  invalid_opening: 'sign.error.invalidOpening',
  invalid_countersigning: 'sign.error.invalidCountersigning',
  not_reached: 'release.error.notReached',
  proposal_alive: 'release.error.alive',
  no_snapshot: 'release.error.noSnapshot',
  proposal_not_found: 'release.error.gone',
  proposal_not_approved: 'release.error.notApproved',
  not_opened: 'release.error.notOpened',
  shares_incomplete: 'release.error.shares',
  share_refused: 'release.error.shares',
  not_named: 'release.error.gone',
  other_edition_published: 'release.error.other',
  proposal_mismatch: 'release.error.published',
  release_over: 'release.error.over',
  edition_not_found: 'release.error.gone',
  no_embargo: 'release.error.noEmbargo',
  too_many_links: 'release.error.links',
  link_not_found: 'release.error.linkGone',
  action_refused: 'release.error.action',
  action_stale: 'release.error.clock',
};

/** The sentence for an error, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  const isKnown = error instanceof RequestError || error instanceof ProtocolError;
  const field = isKnown && error.code === 'invalid_words' ? 'organize-words' : undefined;
  return { key: (isKnown ? TEXTS[error.code] : undefined) ?? 'release.error.general', field };
}

/** What a check found, by its code and its place: why nothing of this proposal may be signed. */
export function refusalText({ code, place = '' }: ProtocolError): IslandKey {
  if (code === 'proposal_mismatch') {
    if (place === 'conditions') return 'release.wrong.conditions';
    if (place === 'named') return 'release.wrong.named';
    return place === 'names' ? 'release.wrong.names' : 'release.wrong.proposal';
  }
  return REFUSALS[code] ?? (place.startsWith('records') ? 'release.wrong.records' : 'release.wrong.other');
}

const REFUSALS: Readonly<Record<string, IslandKey>> = {
  invalid_token: 'release.wrong.records',
  wrong_issuers: 'release.wrong.records',
  invalid_statement: 'release.wrong.records',
  invalid_signature: 'release.wrong.records',
  duplicate_record: 'release.wrong.records',
  unsorted_records: 'release.wrong.records',
  root_mismatch: 'release.wrong.records',
  letter_mismatch: 'release.wrong.records',
  count_mismatch: 'release.wrong.count',
  cell_mismatch: 'release.wrong.count',
  below_threshold: 'release.wrong.count',
  invalid_role_table: 'release.wrong.roles',
};
