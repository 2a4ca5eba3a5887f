// The building blocks of every format's schema, and the one way from unknown JSON to a typed document. protocol.md#encoding
import * as v from 'valibot';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { isBase64url, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** `length` bytes as unpadded base64url. */
export function bytes(length: number) {
  return v.pipe(
    v.string(),
    v.check((text) => isBase64url(text, length), `must be ${length.toString()} bytes in unpadded base64url`),
  );
}

/** Between 1 and `limit` bytes as unpadded base64url. */
export function bytesUpTo(limit: number) {
  return v.pipe(
    v.string(),
    v.maxLength(Math.ceil((limit * 4) / 3), `must be at most ${limit.toString()} bytes`),
    v.check((text) => text !== '' && isBase64url(text), 'must be unpadded base64url'),
  );
}

/** A time in UTC, ISO 8601 to the second: `2018-06-25T16:00:00Z`. */
export const time = v.pipe(
  v.string(),
  v.check(
    (text) => TIME.test(text) && toTime(new Date(text)) === text,
    'must be a UTC time such as 2018-06-25T16:00:00Z',
  ),
);

/** One line of text, at most `limit` UTF-8 bytes, without control or direction-changing characters. */
export function line(limit: number) {
  return v.pipe(
    v.string(),
    v.check(
      (text) => text.trim() !== '' && text.trim() === text,
      'must not be empty, nor begin or end with a space',
    ),
    v.check(
      (text) => !CONTROL.test(text) && !text.includes('\n'),
      'must be one line without control characters',
    ),
    v.check((text) => fits(text, limit), `must be at most ${limit.toString()} bytes`),
  );
}

/** Several lines of text, at most `limit` UTF-8 bytes, `\n` between lines. */
export function text(limit: number) {
  return v.pipe(
    v.string(),
    v.check((value) => value.trim() !== '', 'must not be empty'),
    v.check(
      (value) => !CONTROL.test(value),
      'must not hold control characters (lines end in a line feed alone)',
    ),
    v.check((value) => fits(value, limit), `must be at most ${limit.toString()} bytes`),
  );
}

/** A label in printable ASCII, 1 to `limit` characters. */
export function label(limit: number) {
  return v.pipe(
    line(limit),
    v.check((value) => /^[\x20-\x7e]+$/.test(value), 'must be plain ASCII'),
  );
}

/** A whole number within bounds. */
export function integer(least: number, most: number) {
  return v.pipe(
    v.number(),
    v.check(
      (value) => Number.isSafeInteger(value) && value >= least && value <= most,
      `must be a whole number from ${least.toString()} to ${most.toString()}`,
    ),
  );
}

/** A list of at least `least` and at most `most` items. */
export function list<const S extends v.GenericSchema>(item: S, least: number, most: number) {
  return v.pipe(
    v.array(item),
    v.check(
      (items) => items.length >= least && items.length <= most,
      `must have ${least.toString()} to ${most.toString()} entries`,
    ),
  );
}

/** The typed value of unknown JSON. Throws `malformed` with the place and what was expected there, never the value. */
export function read<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  place?: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  const at = [place, path].filter(Boolean).join('.');
  const isMissing = issue.kind === 'schema' && issue.received === 'undefined';
  const said =
    issue.kind === 'validation' ? issue.message : isMissing ? 'is missing' : sentence(issue.expected);
  throw new ProtocolError(
    'malformed',
    `${at === '' ? 'The value' : at} ${said}.`,
    at === '' ? undefined : at,
  );
}

/**
 * The typed document that these canonical bytes are.
 * Throws `malformed`, `not_canonical`, or `unsupported_format` when `format` names something else.
 */
export function readDocument<const S extends v.GenericSchema>(
  schema: S,
  format: string,
  document: Uint8Array,
  place?: string,
): v.InferOutput<S> {
  const value = parseCanonical(document, place);
  if (typeof value === 'object' && value !== null && 'format' in value && value.format !== format) {
    throw new ProtocolError('unsupported_format', `This is not a document of the format ${format}.`, place);
  }
  return read(schema, value, place);
}

/** The canonical bytes of a document, after checking it against its own schema, so that nothing is written that can't be read. */
export function writeDocument<const S extends v.GenericSchema>(
  schema: S,
  document: v.InferInput<S>,
): Uint8Array {
  return canonicalBytes(read(schema, document));
}

/** A time as it stands in documents; parts of a second are dropped. */
export function toTime(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 19)}Z`;
}

/** Seconds since 1970 of a time in a document. */
export function toSeconds(value: string): number {
  return Date.parse(value) / 1000;
}

function fits(value: string, limit: number): boolean {
  return value.isWellFormed() && utf8(value).length <= limit;
}

function sentence(expected: string | null): string {
  return expected === null || expected === 'never'
    ? 'is not a field of this format'
    : `must be of the form ${expected}`;
}
