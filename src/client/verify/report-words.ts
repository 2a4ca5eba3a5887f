// Lines of a verifier's report, put together of the words of whoever says it: the same on a page and on the command line.
import type { FileKind } from '../../protocol/no-bundle.js';
import type { Refusal, Report, ReportedRoles, ReportedWorkplace } from './bundle-report.js';

/** What a valid bundle proves, and what it doesn't: each is a sentence, `verify.proven.…` and `verify.notProven.…`. */
export const PROVEN = ['text', 'signatures', 'count'] as const;
export const NOT_PROVEN = ['employees', 'persons', 'roles', 'organizers'] as const;

/** Why bundles are refused, as far as there are words for it; whatever else gets the general sentence. */
export const REFUSAL_CODES = [
  ...(['malformed', 'not_canonical', 'unsupported_format', 'too_large', 'invalid_manifest'] as const),
  ...(['letter_mismatch', 'invalid_opening', 'invalid_countersigning', 'invalid_certificate'] as const),
  ...(['invalid_token', 'wrong_issuers', 'invalid_statement', 'duplicate_record'] as const),
  ...(['unsorted_records', 'count_mismatch', 'cell_mismatch', 'below_threshold', 'root_mismatch'] as const),
  ...(['proposal_mismatch', 'invalid_approval', 'too_few_approvals', 'invalid_name'] as const),
  ...(['invalid_role_table', 'invalid_signature'] as const),
] as const;

/** The words that are needed for a refusal, by the keys that they have in the pages' texts. */
export type RefusalWord =
  | `verify.${Refusal['verdict']}`
  | `verify.${Refusal['verdict']}Next`
  | `verify.kind.${FileKind}`
  | `verify.code.${(typeof REFUSAL_CODES)[number] | 'other'}`;

/** The words that are needed, by the keys that they have in the pages' texts. */
export type ReportWord =
  | 'verify.workplace'
  | 'verify.share'
  | 'verify.checkedBy'
  | `verify.method.${ReportedWorkplace['issuers'][number]['method']}`
  | 'verify.waiting'
  | 'verify.nameChecked'
  | 'verify.nameCertified'
  | 'verify.rolesOf'
  | 'verify.role'
  | 'verify.roleHidden'
  | 'verify.noRole';

export type SayReport = (key: ReportWord, values?: Readonly<Record<string, string | number>>) => string;

/** A refusal: what it means, why, and what to do: the same on a page, in the file of its own and on the command line. */
export function refusalInWords(
  say: (key: RefusalWord) => string,
  { verdict, code, file }: Refusal,
): { readonly what: string; readonly why: string; readonly next: string } {
  // Whoever chose a wrong file isn't told of the form of a part.
  const kind = file ?? (verdict === 'unusable' && code === 'malformed' ? 'other' : undefined);
  const known = REFUSAL_CODES.find((one) => one === code) ?? 'other';
  return {
    what: say(`verify.${verdict}`),
    why: say(kind === undefined ? `verify.code.${known}` : `verify.kind.${kind}`),
    next: say(`verify.${verdict}Next`),
  };
}

/** A workplace: its count, its share, who checked its mailboxes, and how. */
export function workplaceInWords(say: SayReport, workplace: ReportedWorkplace): string {
  const { name, count, share, headcount, issuers, waiting } = workplace;
  const by = issuers.map((issuer) =>
    say('verify.checkedBy', { method: say(`verify.method.${issuer.method}`), issuer: issuer.name }),
  );
  return say('verify.workplace', {
    name,
    count,
    share: share === null || headcount === null ? '' : say('verify.share', { share, headcount }),
    by: by.join('; '),
    waiting: waiting ? say('verify.waiting') : '',
  });
}

/** A published name, and what proves it. */
export function nameInWords(
  say: SayReport,
  { name: own, title, address }: Report['names']['shown'][number],
): string {
  const name = title === null ? own : `${own}, ${title}`;
  return address === null
    ? say('verify.nameChecked', { name })
    : say('verify.nameCertified', { name, address });
}

/** The roles of a workplace. */
export function rolesInWords(say: SayReport, { workplace, groups }: ReportedRoles): string {
  const each = groups.map(({ role: given, count }) => {
    const role = given ?? say('verify.noRole');
    return count === null ? say('verify.roleHidden', { role }) : say('verify.role', { role, count });
  });
  return say('verify.rolesOf', { workplace, roles: each.join(', ') });
}
