// Everything that keeps a draft from becoming a letter, all at once and by place, before a server is asked: the manifest's
// rules, and what this kind of server adds. The server decides. protocol.md#manifest
import * as v from '../../protocol/schema.js';
import { roleFits } from '../../protocol/choice-documents.js';
import { refusedCharacter } from '../../protocol/letter-characters.js';
import { LETTER_TEXT_RULES, LetterTextError } from '../../protocol/letter-refusal.js';
import { checkLetterLine, readLetterText } from '../../protocol/letter-text.js';
import { manifestDefaults } from '../../protocol/manifest-defaults.js';
import { manifestSchema, MAX_ORGANIZERS } from '../../protocol/manifest.js';
import { toSeconds } from '../../protocol/shape.js';
import { isZone } from '../zoned-time.js';
import type { DraftFields, DraftText } from './draft-fields.js';

/** Each is a sentence: `organize.problem.…`. */
export const DRAFT_PROBLEM_CODES = [
  'missing',
  'too_long',
  'wrong',
  'same_language',
  'no_workplace',
  'no_domain',
  'domain_shared',
  'threshold_cell',
  'not_after_opening',
  'not_whole_epochs',
  'too_many_epochs',
  'over',
  'too_late',
  'too_early',
  'not_between',
  'release_before',
  'too_small',
  'role_long',
  'role_twice',
  'not_ascending',
  'too_many_approvals',
  'few_organizers',
  'many_organizers',
] as const;
/** A rule of letters' texts that is broken: `organize.problem.text_…`. */
export const TEXT_PROBLEM_CODES = LETTER_TEXT_RULES.map((rule) => `text_${rule}` as const);
export type DraftProblemCode = (typeof DRAFT_PROBLEM_CODES)[number] | (typeof TEXT_PROBLEM_CODES)[number];

export interface DraftProblem {
  /** As the server names places: `letter.title`, `workplaces[0].domains[1]`. */
  readonly place: string;
  readonly code: DraftProblemCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface DraftCircumstances {
  readonly organizers: number;
  readonly now: Date;
  /** Whether the server takes letters that are fit for demos only. */
  readonly smallLetters?: boolean;
}

const DAY_SECONDS = 86_400;
const LONGEST_SECONDS = 731 * DAY_SECONDS;
const MOST_AHEAD_SECONDS = 366 * DAY_SECONDS;
const LATE_SECONDS = 7 * DAY_SECONDS;
const MOST_EPOCHS = 100_000;
const LEAST_CELL = 10;
const LEAST_EPOCH_SECONDS = 600;
/** How many characters are told before and after a place, and what stands for it. */
const AROUND = 12;
const PLACE = '▸';

const { entries } = manifestSchema;
const textEntries = entries.letter.entries;

/** All problems, in the order of the editor’s chapters; none if the server would seal it. `content` may lack anything. protocol.md#manifest */
export function problemsIn(content: DraftFields, around: DraftCircumstances): DraftProblem[] {
  const terms = { ...manifestDefaults(content.closesAt, around.organizers), ...content };
  return [
    ...textProblems('letter', content.letter ?? {}),
    ...terms.translations.flatMap((text, i) => textProblems(`translations[${i}]`, text)),
    ...languageProblems(content),
    ...optional('occasion', terms.occasion),
    ...optional('pressContact', terms.pressContact),
    ...optional('supersedes', terms.supersedes),
    ...workplaceProblems(content),
    ...numberProblems(terms, around),
    ...timeProblems(terms, around.now),
    ...menuProblems(terms),
    ...organizerProblems(terms.approvals, around.organizers),
  ];
}

function textProblems(place: string, text: DraftText): DraftProblem[] {
  return (['addressee', 'title', 'summary', 'body', 'language'] as const).flatMap((name): DraftProblem[] => {
    const value = text[name] ?? '';
    const at = `${place}.${name}`;
    if (value.trim() === '') return [{ place: at, code: 'missing' }];
    // Where a character is the reason, it is shown; but for a second line, which is seen.
    const isTold = name === 'body' || (name !== 'language' && !value.includes('\n'));
    if (v.is(textEntries[name], value))
      return name === 'language' ? [] : brokenRule(at, value, name === 'body');
    const limit = { title: 200, addressee: 200, summary: 140, body: 200_000, language: 0 }[name];
    // Something that would be taken if it weren't so long: limits are in bytes, but for the summary.
    const isLong = name !== 'language' && v.is(textEntries[name], shortened(value));
    if (isLong) return [{ place: at, code: 'too_long', values: { limit } }];
    const broken = isTold ? brokenRule(at, value, name === 'body') : [];
    return broken.length > 0 ? broken : [{ place: at, code: 'wrong' }];
  });
}

/** What no letter's text may hold, with its line (0 where there is but one), its index, and the words around it. */
function brokenRule(place: string, value: string, isText = false): DraftProblem[] {
  try {
    if (isText) readLetterText(value);
    else checkLetterLine(value, place);
    return [];
  } catch (error) {
    if (!(error instanceof LetterTextError)) throw error;
    const { rule, line, column } = error;
    const lines = value.split('\n');
    const points = Array.from(lines[line - 1] ?? '');
    const before = points.slice(0, column - 1);
    const at = [...lines.slice(0, line - 1), before.join('')].join('\n').length;
    const around = [...before.slice(-AROUND), PLACE, ...points.slice(column - 1, column - 1 + AROUND)];
    const shown = around.filter((one) => one === ' ' || refusedCharacter(one) === undefined);
    const near = shown.join('').trim();
    const point = `U+${(value.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return [{ place, code: `text_${rule}`, values: { line: isText ? line : 0, at, near, point } }];
  }
}

function shortened(value: string): string {
  return Array.from(value.trim()).slice(0, 30).join('').trim();
}

function languageProblems({ letter, translations = [] }: DraftFields): DraftProblem[] {
  const seen = new Set([letter?.language?.toLowerCase() ?? '']);
  return translations.flatMap(({ language = '' }, i): DraftProblem[] => {
    const isTaken = language !== '' && seen.has(language.toLowerCase());
    seen.add(language.toLowerCase());
    return isTaken ? [{ place: `translations[${i}].language`, code: 'same_language' }] : [];
  });
}

function optional(place: 'occasion' | 'pressContact' | 'supersedes', value: unknown): DraftProblem[] {
  if (v.is(entries[place], value)) return typeof value === 'string' ? brokenRule(place, value) : [];
  const isLong = typeof value === 'string' && value.length > 100;
  return [isLong ? { place, code: 'too_long', values: { limit: 500 } } : { place, code: 'wrong' }];
}

function workplaceProblems({ workplaces = [] }: DraftFields): DraftProblem[] {
  if (workplaces.length === 0) return [{ place: 'workplaces', code: 'no_workplace' }];
  const item = entries.workplaces;
  if (workplaces.length > 64) return [{ place: 'workplaces', code: 'wrong' }];
  const ids = workplaces.map(({ id }) => id);
  const seen = new Set<string>();
  return workplaces.flatMap((one, i) => {
    const place = `workplaces[${i}]`;
    const found: DraftProblem[] = [];
    const { name = '', domains = [], headcount = null } = one;
    if (name.trim() === '') found.push({ place: `${place}.name`, code: 'missing' });
    else if (!v.is(textEntries.title, name))
      found.push({ place: `${place}.name`, code: 'too_long', values: { limit: 200 } });
    else found.push(...brokenRule(`${place}.name`, name));
    if (domains.length === 0) found.push({ place: `${place}.domains`, code: 'no_domain' });
    domains.forEach((domain, j) => {
      const at = `${place}.domains[${j}]`;
      const sample = { id: 'a', name: 'A', domains: [domain], mailbox: { dots: 'kept' }, headcount: null };
      if (!v.is(item, [sample])) found.push({ place: at, code: 'wrong', values: { domain } });
      else if (seen.has(domain)) found.push({ place: at, code: 'domain_shared', values: { domain } });
      seen.add(domain);
    });
    const rest = { id: one.id, name: 'A', domains: ['a.example'], mailbox: { dots: 'kept' }, headcount };
    const isKnown = v.is(item, [rest]) && ids.indexOf(one.id) === i;
    if (!isKnown || domains.length > 50)
      found.push({ place: domains.length > 50 ? `${place}.domains` : `${place}.headcount`, code: 'wrong' });
    return found;
  });
}

type Terms = DraftFields;

function numberProblems(terms: Terms, { smallLetters = false }: DraftCircumstances): DraftProblem[] {
  const found: DraftProblem[] = [];
  const { threshold, minimumCell = 0, epochSeconds = 0 } = terms;
  if (threshold === undefined) found.push({ place: 'threshold', code: 'missing' });
  else if (!v.is(entries.threshold, threshold) || threshold > 2 ** 18)
    found.push({ place: 'threshold', code: 'wrong' });
  else if (threshold < minimumCell)
    found.push({ place: 'threshold', code: 'threshold_cell', values: { minimumCell } });
  for (const name of ['minimumCell', 'countStep', 'epochSeconds'] as const)
    if (!v.is(entries[name], terms[name])) found.push({ place: name, code: 'wrong' });
  if (!smallLetters && minimumCell < LEAST_CELL)
    found.push({ place: 'minimumCell', code: 'too_small', values: { least: LEAST_CELL } });
  if (!smallLetters && epochSeconds < LEAST_EPOCH_SECONDS)
    found.push({ place: 'epochSeconds', code: 'too_small', values: { least: LEAST_EPOCH_SECONDS / 60 } });
  return found;
}

function timeProblems(terms: Terms, now: Date): DraftProblem[] {
  const found: DraftProblem[] = [];
  const { opensAt = '', closesAt = '', signsFrom = null, releaseBy = '', epochSeconds = 1 } = terms;
  const add = (place: string, code: DraftProblemCode): void => {
    if (!found.some((one) => one.place === place)) found.push({ place, code });
  };
  if (!isZone(terms.timeZone ?? '') || !v.is(entries.timeZone, terms.timeZone)) add('timeZone', 'wrong');
  for (const [name, value] of [
    ['opensAt', opensAt],
    ['closesAt', closesAt],
  ] as const)
    if (!v.is(entries.opensAt, value)) add(name, 'missing');
  if (found.some(({ place }) => place !== 'timeZone')) return found;
  const [opens, closes, release] = [opensAt, closesAt, releaseBy].map(toSeconds) as [number, number, number];
  const seconds = now.getTime() / 1000;
  if (closes <= opens) add('closesAt', 'not_after_opening');
  if (closes <= seconds) add('closesAt', 'over');
  if ((closes - opens) % epochSeconds !== 0) add('closesAt', 'not_whole_epochs');
  if (closes - opens > LONGEST_SECONDS) add('closesAt', 'too_late');
  if ((closes - opens) / epochSeconds > MOST_EPOCHS) add('closesAt', 'too_many_epochs');
  if (opens - seconds > MOST_AHEAD_SECONDS) add('opensAt', 'too_late');
  if (opens < seconds - LATE_SECONDS) add('opensAt', 'too_early');
  if (!v.is(entries.releaseBy, releaseBy) || release <= closes) add('releaseBy', 'release_before');
  if (signsFrom !== null) {
    const signs = toSeconds(signsFrom);
    if (!v.is(entries.opensAt, signsFrom) || signs < opens || signs >= closes)
      add('signsFrom', 'not_between');
    else if ((signs - opens) % epochSeconds !== 0) add('signsFrom', 'not_whole_epochs');
  }
  return found;
}

function menuProblems({ roles = [], nameConditions = [] }: Terms): DraftProblem[] {
  const found = roles.flatMap((role, i): DraftProblem[] => {
    if (!v.is(entries.roles, [role]) || !roleFits(role))
      return [{ place: 'roles', code: 'role_long', values: { role } }];
    const [broken] = brokenRule('roles', role);
    if (broken !== undefined) return [broken];
    return roles.indexOf(role) === i ? [] : [{ place: 'roles', code: 'role_twice', values: { role } }];
  });
  if (!v.is(entries.roles, roles) && found.length === 0) found.push({ place: 'roles', code: 'wrong' });
  const ascends = nameConditions.every((one, i) => i === 0 || one > (nameConditions[i - 1] ?? one));
  if (!v.is(entries.nameConditions, nameConditions)) found.push({ place: 'nameConditions', code: 'wrong' });
  else if (!ascends) found.push({ place: 'nameConditions', code: 'not_ascending' });
  return found;
}

function organizerProblems(approvals: number, organizers: number): DraftProblem[] {
  if (organizers < 2) return [{ place: 'organizers', code: 'few_organizers' }];
  if (organizers > MAX_ORGANIZERS) return [{ place: 'organizers', code: 'many_organizers' }];
  if (!v.is(entries.approvals, approvals)) return [{ place: 'approvals', code: 'wrong' }];
  return approvals > organizers
    ? [{ place: 'approvals', code: 'too_many_approvals', values: { organizers } }]
    : [];
}
