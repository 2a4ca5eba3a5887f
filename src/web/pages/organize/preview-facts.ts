// A letter's facts of an unfinished draft: what is written as it must be stands, and in place of all else what will be said
// if nothing is. protocol.md#manifest
import * as v from '../../../protocol/schema.js';
import { MANIFEST_FORMAT, type Manifest, manifestSchema, SEALING_SUITE } from '../../../protocol/manifest.js';
import { manifestDefaults, WORKPLACE_DEFAULTS } from '../../../protocol/manifest-defaults.js';
import { integer, toTime } from '../../../protocol/shape.js';
import type { LetterFacts } from '../letter/letter-facts.service.js';

/** Has the form of a letter's id, and is none. */
const NO_LETTER = 'a'.repeat(32);
const DAY_MS = 86_400_000;
const MOST_BODY = 200_000;
const MOST_TEXTS = 21;
const MOST_WORKPLACES = 64;

const { entries } = manifestSchema;
const textEntries = entries.letter.entries;
const domain = v.pipe(v.string, v.upTo(253));
const headcount = integer(1, 10_000_000);

export interface PreviewTerms {
  readonly origin: string;
  /** Who will check the mailboxes, as far as this server knows. */
  readonly issuer: string;
  readonly now: Date;
  /** Their labels. */
  readonly organizers: readonly string[];
  /** What stands where nothing is written yet. */
  readonly missing: { readonly title: string; readonly addressee: string };
}

/** Of whatever JSON: never throws. */
export function previewFacts(content: Readonly<Record<string, unknown>>, terms: PreviewTerms): LetterFacts {
  const { origin, now, issuer } = terms;
  const opensAt = valid(entries.opensAt, content['opensAt']) ?? toTime(now);
  const closesAt =
    valid(entries.closesAt, content['closesAt']) ?? toTime(new Date(Date.parse(opensAt) + 14 * DAY_MS));
  const defaults = manifestDefaults(closesAt, terms.organizers.length);
  const said = Object.fromEntries(
    Object.entries(defaults).map(([name, usual]) => [
      name,
      valid<unknown>(entries[name as keyof typeof defaults], content[name]) ?? usual,
    ]),
  ) as typeof defaults;
  const letter = textOf(content['letter'], terms);
  const named = listOf(content['workplaces'], MOST_WORKPLACES).map(workplaceOf);
  const workplaces = named.length === 0 ? [workplaceOf(undefined)] : named;
  const manifest: Manifest = {
    ...said,
    format: MANIFEST_FORMAT,
    origin,
    letter,
    translations: listOf(content['translations'], MOST_TEXTS - 1).map((one) => textOf(one, terms)),
    workplaces,
    issuers: [{ workplace: '', method: 'email-code', name: issuer, url: origin, key: '', identityKey: '' }],
    issuersRequired: 1,
    threshold: valid(entries.threshold, content['threshold']) ?? said.minimumCell,
    opensAt,
    closesAt,
    organizers: terms.organizers.map((label) => ({ label, signingKey: '', sealingKey: '' })),
    receiptKey: '',
    releaseKey: '',
    sealing: SEALING_SUITE,
  };
  return {
    id: NO_LETTER,
    manifest,
    phase: 'open',
    closesAt,
    closesEarly: false,
    tally: { tally: 'collecting' },
    editions: [],
    url: `${origin}/l/${NO_LETTER}`,
  };
}

function textOf(value: unknown, { missing }: PreviewTerms): Manifest['letter'] {
  const given = fieldsOf(value);
  const body = given['body'];
  return {
    title: valid(textEntries.title, given['title']) ?? missing.title,
    addressee: valid(textEntries.addressee, given['addressee']) ?? missing.addressee,
    summary: '',
    body: typeof body === 'string' ? body.slice(0, MOST_BODY) : '',
    language: valid(textEntries.language, given['language']) ?? 'en',
  };
}

function workplaceOf(value: unknown): Manifest['workplaces'][number] {
  const given = fieldsOf(value);
  return {
    ...WORKPLACE_DEFAULTS,
    id: '',
    name: valid(textEntries.title, given['name']) ?? '…',
    domains: listOf(given['domains'], 50).flatMap((one) => valid(domain, one) ?? []),
    headcount: valid(headcount, given['headcount']) ?? null,
  };
}

function valid<T>(schema: v.Schema<T>, value: unknown): T | undefined {
  return v.attempt(schema, value)?.value;
}

function listOf(value: unknown, most: number): unknown[] {
  return Array.isArray(value) ? (value as unknown[]).slice(0, most) : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
