// A problem in the page's language, where the page has words of its own for it.
import type { Problem } from '../../common/problem.js';
import type { Say } from '../locales/texts.js';

/** The codes of problems that pages have words for. */
export const ERROR_CODES = [
  'bad_request',
  'edition_not_found',
  'internal',
  'letter_not_found',
  'letter_withheld',
  'not_found',
  'too_many_requests',
  'unavailable',
  'uri_too_long',
] as const;

/** What is wrong, and what to do next. */
export function errorText(
  say: Say,
  { code, title, detail, values }: Problem,
): Pick<Problem, 'title' | 'detail'> {
  const known = ERROR_CODES.find((one) => one === code);
  if (known === undefined) return { title, detail };
  return { title: say(`error.${known}.title`), detail: say(`error.${known}.detail`, values) };
}
