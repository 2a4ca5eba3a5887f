// What organizers choose for their letter: kept loosely while they write, held to every rule when they seal. protocol.md#manifest
import * as v from '../../protocol/schema.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { ProtocolError } from '../../protocol/errors.js';
import {
  MANIFEST_FORMAT,
  manifestSchema,
  MAX_MANIFEST_BYTES,
  SEALING_SUITE,
  type IssuerEntry,
  type Manifest,
} from '../../protocol/manifest.js';
import { manifestDefaults, WORKPLACE_DEFAULTS } from '../../protocol/manifest-defaults.js';
import { read } from '../../protocol/shape.js';
import type { DraftOrganizer } from './draft.entity.js';

const words = (limit: number) => v.pipe(v.string, v.upTo(limit), v.check(isStorable, 'must be plain text'));
const number = v.pipe(v.number, v.check(Number.isSafeInteger, 'must be a whole number'));
const some = <T>(item: v.Schema<T>) =>
  v.pipe(
    v.array(item),
    v.check(({ length }) => length <= 100, 'has too many entries'),
  );

const letterText = v.partial({
  title: words(1000),
  addressee: words(1000),
  summary: words(1000),
  body: words(200_000),
  language: words(50),
});

const workplace = v.partial({
  id: words(50),
  name: words(1000),
  domains: some(words(300)),
  mailbox: v.strictObject({ dots: v.literal('kept', 'ignored') }),
  headcount: v.nullable(number),
});

const contentSchema = v.partial({
  letter: letterText,
  translations: some(letterText),
  occasion: v.nullable(words(1000)),
  timeZone: words(100),
  pressContact: v.nullable(words(1000)),
  supersedes: v.nullable(words(50)),
  workplaces: some(workplace),
  threshold: number,
  opensAt: words(30),
  signsFrom: v.nullable(words(30)),
  closesAt: words(30),
  releaseBy: words(30),
  epochSeconds: number,
  countStep: number,
  minimumCell: number,
  signing: v.literal('now', 'later'),
  roles: some(words(200)),
  nameConditions: some(number),
  approvals: number,
});

/** A letter in the making: the manifest's fields of the same names, each of which may be missing or unfinished. */
export type DraftContent = v.Output<typeof contentSchema>;

/** What the manifest has besides the content. */
export interface ManifestParts {
  readonly origin: string;
  readonly organizers: readonly DraftOrganizer[];
  readonly issuers: readonly IssuerEntry[];
  readonly receiptKey: string;
  readonly releaseKey: string;
}

/** Content that may be saved. Throws `malformed` or `too_large`. */
export function readContent(value: unknown): DraftContent {
  const content = read(contentSchema, value, 'content');
  if (canonicalBytes(content).length > MAX_MANIFEST_BYTES) {
    throw new ProtocolError(
      'too_large',
      'The draft is over 512 KiB: shorten the letter or its translations.',
      'content',
    );
  }
  return content;
}

/** The manifest of finished content, with defaults where nothing was said. Throws `malformed`; rules are checked elsewhere. */
export function manifestOf(content: DraftContent, parts: ManifestParts): Manifest {
  const { origin, organizers, issuers, receiptKey, releaseKey } = parts;
  return read(
    manifestSchema,
    {
      ...manifestDefaults(content.closesAt, organizers.length),
      ...content,
      workplaces: (content.workplaces ?? []).map((one) => ({ ...WORKPLACE_DEFAULTS, ...one })),
      format: MANIFEST_FORMAT,
      origin,
      issuers: [...issuers],
      issuersRequired: 1,
      organizers: [...organizers],
      receiptKey,
      releaseKey,
      sealing: SEALING_SUITE,
    },
    'content',
  );
}

/** jsonb holds neither U+0000 nor half a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
