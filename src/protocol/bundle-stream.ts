// The bundle as lines (NDJSON), for more records than one JSON document should hold; and reading whichever of both forms comes.
// protocol.md#bundle
import type { Bundle, BundleHead } from './bundle.js';
import {
  BUNDLE_FORMAT,
  encodeBundle,
  MAX_JSON_BYTES,
  MAX_JSON_RECORDS,
  MAX_RECORDS,
  parseBundle,
  readHead,
  requireFewRecords,
  sortRecords,
  tooManyBytes,
} from './bundle.js';
import { canonicalBytes } from './canonical-json.js';
import { concat } from './codec.js';
import { ProtocolError } from './errors.js';
import { requireBounds } from './json-bounds.js';
import type { Chunks } from './lines.js';
import { LineReader } from './lines.js';
import { kindOf, NoBundleError } from './no-bundle.js';
import type { Primitives } from './primitives.js';
import type { BundleRecord } from './record.js';
import { decodeRecord, recordLeaf, recordSchema } from './record.js';
import { read } from './shape.js';

/** Bounds of the format. protocol.md#limits */
const MAX_HEAD_BYTES = 160 << 20;
export const MAX_RECORD_BYTES = 4096;

/** How much is gathered before it is handed on. */
const CHUNK_BYTES = 1 << 16;

const LINE_FEED = Uint8Array.of(0x0a);

/** A record of a bundle, and its canonical bytes, which are a leaf of the tree. */
export interface ReadRecord {
  readonly record: BundleRecord;
  /** Valid until the next one is read. */
  readonly leaf: Uint8Array;
}

/** A bundle while it is being read. */
export interface BundleReader {
  readonly head: BundleHead;
  /** Once. Throws `malformed` or `not_canonical` at the record that is not one, or where lines are missing or too many. */
  readonly records: AsyncIterable<ReadRecord>;
  /** Lets go of the file, read to its end or not. */
  close(): Promise<void>;
}

/** The bundle's file in the form that its number of records demands. The records may come in any order. Throws `too_large`. */
export function encodeBundleFile(
  p: Primitives,
  bundle: Omit<Bundle, 'format'>,
  letter: Uint8Array,
): Uint8Array {
  const { records, ...parts } = bundle;
  if (records.length <= MAX_JSON_RECORDS) return encodeBundle(p, bundle, letter);
  const lines = [headLine(parts, records.length), ...sortRecords(p, letter, records).map(recordLine)];
  return concat(...lines);
}

/**
 * The bundle as lines, whatever their number, in chunks of some 64 KiB: `count` records, which come sorted by nullifier.
 * Throws `too_large`, or `count_mismatch` if they are more or fewer; whoever wants to know whether it holds verifies it.
 */
export async function* encodeBundleLines(
  parts: Omit<Bundle, 'format' | 'records'>,
  records: AsyncIterable<BundleRecord> | Iterable<BundleRecord>,
  count: number,
): AsyncGenerator<Uint8Array> {
  let held = [headLine(parts, count)];
  let [bytes, written] = [0, 0];
  for await (const record of records) {
    const line = recordLine(record);
    held.push(line);
    bytes += line.length;
    written += 1;
    if (bytes < CHUNK_BYTES) continue;
    yield concat(...held);
    [held, bytes] = [[], 0];
  }
  if (written !== count) {
    throw new ProtocolError('count_mismatch', 'These are not as many records as were announced.', 'records');
  }
  if (held.length > 0) yield concat(...held);
}

/**
 * Reads a bundle in either form: it is lines if its first line is an object whose `records` is a number. Of lines never
 * more than one is held, so that memory doesn't grow with their number. Throws `too_large`, `malformed`, `not_canonical`
 * or `unsupported_format`.
 */
export async function readBundle(chunks: Chunks): Promise<BundleReader> {
  const lines = new LineReader(chunks);
  try {
    const first = await lines.next(MAX_HEAD_BYTES, tooManyBytes);
    const kind = first === undefined ? 'empty' : kindOf(first.bytes);
    if (first === undefined || kind !== undefined) throw new NoBundleError(kind ?? 'other');
    const read = first.isEnded ? await readLines(first.bytes, lines) : readJsonForm(first.bytes);
    return { ...read, close: () => lines.close() };
  } catch (error) {
    await lines.close();
    throw error;
  }
}

function readJsonForm(file: Uint8Array): Omit<BundleReader, 'close'> {
  if (file.length > MAX_JSON_BYTES) throw tooManyBytes();
  if (requireBounds(file)) throw new NoBundleError('cut_off');
  const value = parseBundle(file);
  const { records } = value;
  if (Array.isArray(records)) {
    requireFewRecords(records);
    return { head: readHead(value, records.length), records: recordsOf(records) };
  }
  readHead(value, records ?? 0);
  throw new NoBundleError('cut_off', 'records');
}

async function* recordsOf(values: readonly unknown[]): AsyncGenerator<ReadRecord> {
  for (const [i, value] of values.entries()) {
    const leaf = canonicalBytes(value);
    // Every record within the form's bounds is shorter, so that both forms refuse the same ones.
    if (leaf.length > MAX_RECORD_BYTES) throw tooLong(place(i));
    yield { record: read(recordSchema, value, place(i)), leaf };
  }
}

async function readLines(first: Uint8Array, lines: LineReader): Promise<Omit<BundleReader, 'close'>> {
  if (isBrace(first)) {
    throw new ProtocolError(
      'not_canonical',
      'This JSON is spread over lines: a bundle must stay byte for byte as it was published.',
    );
  }
  const value = parseBundle(first);
  if (Array.isArray(value['records'])) {
    const isAll = (await lines.next(0, goesOn)) === undefined;
    throw isAll
      ? new ProtocolError('not_canonical', 'This bundle is one JSON document, and ends in a line feed.')
      : goesOn();
  }
  const head = readHead(value);
  return { head, records: recordLines(lines, head.records) };
}

async function* recordLines(lines: LineReader, count: number): AsyncGenerator<ReadRecord> {
  for (let i = 0; i < count; i++) {
    const at = place(i);
    const line = await lines.next(MAX_RECORD_BYTES, () => tooLong(at));
    if (line?.isEnded !== true) {
      throw new NoBundleError('cut_off', at);
    }
    yield { record: decodeRecord(line.bytes, at), leaf: line.bytes };
  }
  if ((await lines.next(0, goesOn)) !== undefined) throw goesOn();
}

function headLine(parts: Omit<Bundle, 'format' | 'records'>, count: number): Uint8Array {
  if (count > MAX_RECORDS) {
    throw new ProtocolError('too_large', 'A bundle has at most 1,000,000 records.', 'records');
  }
  return concat(canonicalBytes({ ...parts, format: BUNDLE_FORMAT, records: count }), LINE_FEED);
}

function recordLine(record: BundleRecord): Uint8Array {
  return concat(recordLeaf(record), LINE_FEED);
}

function isBrace(line: Uint8Array): boolean {
  return line.length < 8 && /^[\t\r ]*\{[\t\r ]*$/.test(String.fromCharCode(...line));
}

function tooLong(at: string): ProtocolError {
  return new ProtocolError('malformed', 'This is longer than any record.', at);
}

function goesOn(): ProtocolError {
  return new ProtocolError('malformed', 'The file goes on after its end.');
}

function place(i: number): string {
  return `records[${i.toString()}]`;
}
