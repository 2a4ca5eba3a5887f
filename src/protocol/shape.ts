// The building blocks of every format's schema, and the one way from unknown JSON to a typed document. protocol.md#encoding
import * as v from './schema.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { hasControl, hasSpaceAround, isBlank } from './characters.js';
import { isBase64url, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';

const TIME = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z$/;
const DAY_SECONDS = 86_400;
const FIELD = /^[A-Za-z]{1,40}$/;

/** Of all documents but those that hold lists: the longest has some 700. protocol.md#limits */
const MAX_DOCUMENT_BYTES = 4096;

/** `length` bytes as unpadded base64url. */
export function bytes(length: number) {
  return v.pipe(
    v.string,
    v.check((text) => isBase64url(text, length), `must be ${length.toString()} bytes in unpadded base64url`),
  );
}

/** Between 1 and `limit` bytes as unpadded base64url. */
export function bytesUpTo(limit: number) {
  return v.pipe(
    v.string,
    v.check(
      ({ length }) => length <= Math.ceil((limit * 4) / 3),
      `must be at most ${limit.toString()} bytes`,
    ),
    v.check((text) => text !== '' && isBase64url(text), 'must be unpadded base64url'),
  );
}

/** A time in UTC, ISO 8601 to the second: `2018-06-25T16:00:00Z`. */
export const time = v.pipe(
  v.string,
  v.check((text) => !Number.isNaN(toSeconds(text)), 'must be a UTC time such as 2018-06-25T16:00:00Z'),
);

/** One line of text, at most `limit` UTF-8 bytes, without control or direction-changing characters. */
export function line(limit: number) {
  return v.pipe(
    v.string,
    v.check(
      (text) => text !== '' && !hasSpaceAround(text),
      'must not be empty, nor begin or end with a space',
    ),
    v.check(
      (text) => !hasControl(text) && !text.includes('\n'),
      'must be one line without control characters',
    ),
    v.check((text) => fits(text, limit), `must be at most ${limit.toString()} bytes`),
  );
}

/** Several lines of text, at most `limit` UTF-8 bytes, `\n` between lines. */
export function text(limit: number) {
  return v.pipe(
    v.string,
    v.check((value) => !isBlank(value), 'must not be empty'),
    v.check(
      (value) => !hasControl(value),
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

/** What a workplace is called by in documents: 1 to 32 characters. */
export const id = v.pipe(
  v.string,
  v.check(
    (text) => /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(text),
    'must be lower-case letters, digits and hyphens',
  ),
);

/** A whole number within bounds. */
export function integer(least: number, most: number) {
  return v.pipe(
    v.number,
    v.check(
      (value) => Number.isSafeInteger(value) && value >= least && value <= most,
      `must be a whole number from ${least.toString()} to ${most.toString()}`,
    ),
  );
}

/** A list of at least `least` and at most `most` items. */
export function list<T>(item: v.Schema<T>, least: number, most: number) {
  return v.pipe(
    v.array(item),
    v.check(
      (items) => items.length >= least && items.length <= most,
      `must have ${least.toString()} to ${most.toString()} entries`,
    ),
  );
}

/** One of several forms of object, told apart by the text in `field`; what is none of them is refused as the first would. */
export function variant<S extends Readonly<Record<string, v.Schema>>>(
  field: string,
  forms: S,
): v.Schema<v.Output<S[keyof S]>> {
  return (value) => {
    const is = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : '';
    const form = typeof is === 'string' && Object.hasOwn(forms, is) ? forms[is] : Object.values(forms)[0];
    return form?.(value) as v.Output<S[keyof S]>;
  };
}

/** This one text, or what the schema says. */
export function either<const L extends string, T>(text: L, schema: v.Schema<T>): v.Schema<L | T> {
  return (value) => (value === text ? text : schema(value));
}

/** The typed value of unknown JSON. Throws `malformed` with the place and what was expected there, never the value. */
export function read<T>(schema: v.Schema<T>, value: unknown, place?: string): T {
  try {
    return schema(value);
  } catch (error) {
    if (!(error instanceof v.Unfit)) throw error;
    const at = placeOf(place, error.path);
    throw new ProtocolError('malformed', `${at ?? 'The value'} ${error.message}.`, at);
  }
}

/**
 * A place in an input, as all errors name it: `records[0].tokens[1]`. A field that isn't written as a format's are is somebody
 * else's text, and stands as `?`.
 */
function placeOf(place: string | undefined, path: readonly (string | number)[]): string | undefined {
  let at = place ?? '';
  for (const key of path) {
    if (typeof key === 'number') at += `[${key.toString()}]`;
    else if (FIELD.test(key)) at += at === '' ? key : `.${key}`;
    else return `${at === '' ? '' : `${at}.`}?`;
  }
  return at === '' ? undefined : at;
}

/**
 * The typed document that these canonical bytes are, of which there are at most `most`.
 * Throws `too_large`, `malformed`, `not_canonical`, or `unsupported_format` when `format` names something else.
 */
export function readDocument<T>(
  schema: v.Schema<T>,
  format: string,
  document: Uint8Array,
  place?: string,
  most = MAX_DOCUMENT_BYTES,
): T {
  if (document.length > most) throw new ProtocolError('too_large', 'This is too long a document.', place);
  const value = parseCanonical(document, place);
  if (typeof value === 'object' && value !== null && 'format' in value && value.format !== format) {
    throw new ProtocolError('unsupported_format', `This is not a document of the format ${format}.`, place);
  }
  return read(schema, value, place);
}

/** The canonical bytes of a document, after checking it against its own schema, so that nothing is written that can't be read. */
export function writeDocument<T>(schema: v.Schema<T>, document: T): Uint8Array {
  return canonicalBytes(read(schema, document));
}

/** A time as it stands in documents; parts of a second are dropped. */
export function toTime(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 19)}Z`;
}

/** Seconds since 1970 of a time in a document; NaN if it is none. Reckoned here: what a Date reads is the engine's affair. */
export function toSeconds(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (TIME.exec(text) ?? [])
    .slice(1)
    .map(Number);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!isDay || hour > 23 || minute > 59 || second > 59) return NaN;
  return daysUntil(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01, in the Gregorian calendar, also before there was one. */
function daysUntil(year: number, month: number, day: number): number {
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  let days = past * 365 + leapDays + day - 719_163;
  for (let before = 1; before < month; before++) days += daysIn(year, before);
  return days;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function fits(value: string, limit: number): boolean {
  return value.isWellFormed() && utf8(value).length <= limit;
}
