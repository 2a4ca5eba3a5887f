// The bundle as lines: one form only, the same verdict as in JSON, however it arrives, and never more of it in memory than
// is being looked at.
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import type { Bundle } from '../../src/protocol/bundle.js';
import { encodeBundle, MAX_JSON_RECORDS, MAX_RECORDS } from '../../src/protocol/bundle.js';
import {
  encodeBundleFile,
  encodeBundleLines,
  MAX_RECORD_BYTES,
  readBundle,
} from '../../src/protocol/bundle-stream.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import type { Primitives } from '../../src/protocol/primitives.js';
import type { BundleRecord } from '../../src/protocol/record.js';
import { recordLeaf, recordSchema } from '../../src/protocol/record.js';
import { read } from '../../src/protocol/shape.js';
import { verifyBundle, verifyBundleStream } from '../../src/protocol/verify-bundle.js';
import { RECORDS_AT_ONCE } from '../../src/protocol/verify-records.js';
import { asLines, makeBundle, makeRecord, type TestBundle } from '../support/bundles.js';
import { makeLetter, makeSigners, type TestLetter } from '../support/letters.js';
import { refusedWith } from '../support/refused.js';

/** More than are under way at once. */
const SIGNERS = RECORDS_AT_ONCE + 6;

let letter: TestLetter;
let bundle: TestBundle;
let parts: Omit<Bundle, 'format' | 'records'>;
let records: BundleRecord[];
let file: Buffer;
let lines: Buffer[];

beforeAll(async () => {
  letter = await makeLetter();
  const signers = await makeSigners(letter, SIGNERS);
  bundle = await makeBundle({
    letter,
    records: await Promise.all(signers.map((signer) => makeRecord(letter, signer))),
  });
  const { format: _, records: all, ...rest } = bundle.bundle;
  [records, parts] = [all, rest];
  file = Buffer.from(asLines(bundle.bundle));
  lines = linesOf(file);
});

describe('a bundle as lines', () => {
  it('has a first line with all but its records, and then each of them, in canonical JSON', async () => {
    const written = await collect(encodeBundleLines(parts, records, SIGNERS));
    expect(written).toEqual(file);
    expect(lines).toHaveLength(SIGNERS + 1);
    expect(lines[0]).toEqual(Buffer.from(canonicalBytes({ ...bundle.bundle, records: SIGNERS })));
    expect(lines[5]).toEqual(Buffer.from(recordLeaf(records[4]!)));
    expect(file.at(-1)).toBe(0x0a);
  });

  it('says what the JSON form says', async () => {
    const report = await verifyBundle(p, file, letter.id);
    expect(report).toEqual(await verifyBundle(p, bundle.file, letter.id));
    expect(report.count).toBe(SIGNERS);
  });

  it('verifies however it is cut into chunks', async () => {
    const cuts = fc.array(fc.integer({ min: 0, max: file.length }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const chunks = cutAt(file, places);
        expect((await verifyBundleStream(p, chunks, letter.id)).count).toBe(SIGNERS);
      }),
      { numRuns: 12 },
    );
    const bytes = Array.from(file, (byte) => Uint8Array.of(byte));
    expect((await verifyBundleStream(p, bytes, letter.id)).count).toBe(SIGNERS);
    const json = cutAt(Buffer.from(bundle.file), [1, 2, 500, 501]);
    expect((await verifyBundleStream(p, json, letter.id)).count).toBe(SIGNERS);
  });

  it('tells how far it is', async () => {
    const progress: [number, number][] = [];
    await verifyBundle(p, file, letter.id, (...at) => progress.push(at));
    expect(progress).toEqual([
      [64, SIGNERS],
      [128, SIGNERS],
      [SIGNERS, SIGNERS],
    ]);
  });
});

describe('writing', () => {
  it('takes the form that the number of records demands', () => {
    const few = Array.from({ length: MAX_JSON_RECORDS }, () => records[0]!);
    const many = [...few, records[0]!];
    const first = (of: BundleRecord[]): number =>
      encodeBundleFile(p, { ...parts, records: of }, letter.digest).indexOf(0x0a);
    expect(first(few)).toBe(-1);
    expect(first(many)).toBeGreaterThan(0);
    expect(
      linesOf(Buffer.from(encodeBundleFile(p, { ...parts, records: many }, letter.digest))),
    ).toHaveLength(MAX_JSON_RECORDS + 2);
  });

  it('refuses more than the form holds, or another number than announced', async () => {
    const many = Array.from({ length: MAX_JSON_RECORDS + 1 }, () => records[0]!);
    const json = { ...parts, records: many };
    expect(await refusedWith(() => encodeBundle(p, json, letter.digest))).toBe('too_large at records');
    const all = collect(encodeBundleLines(parts, [], MAX_RECORDS + 1));
    expect(await refusedWith(() => all)).toBe('too_large at records');
    for (const count of [SIGNERS - 1, SIGNERS + 1]) {
      const written = collect(encodeBundleLines(parts, records, count));
      expect(await refusedWith(() => written)).toBe('count_mismatch at records');
    }
  });

  it('hands on chunks, not lines', async () => {
    const chunks: number[] = [];
    const many = Array.from({ length: 500 }, () => records[0]!);
    for await (const chunk of encodeBundleLines(parts, many, 500)) chunks.push(chunk.length);
    expect(chunks.length).toBeLessThan(10);
    expect(Math.max(...chunks)).toBeLessThan(80_000);
  });
});

describe('anything but that one form is refused', () => {
  const said = (chunks: readonly Uint8Array[]): Promise<string> =>
    refusedWith(() => verifyBundleStream(p, [Buffer.concat(chunks)], letter.id));
  const ended = (these: readonly (Buffer | string)[]): Buffer[] =>
    these.map((line) => Buffer.concat([Buffer.from(line), Buffer.of(0x0a)]));

  it('a last line without its end', async () => {
    expect(await said([file.subarray(0, -1)])).toBe(`malformed at records[${SIGNERS - 1}]`);
    expect(await said([file.subarray(0, lines[0]!.length)])).toBe('malformed at records');
  });

  it('a file that ends too early, wherever', async () => {
    for (const length of [0, 1, 100, lines[0]!.length - 1]) {
      expect(await said([file.subarray(0, length)])).toBe('malformed');
    }
    const start = lines[0]!.length + 1;
    expect(await said([file.subarray(0, start)])).toBe('malformed at records[0]');
    expect(await said([file.subarray(0, start + 10)])).toBe('malformed at records[0]');
    expect(await said(ended(lines.slice(0, -1)))).toBe(`malformed at records[${SIGNERS - 1}]`);
  });

  it('a file that goes on', async () => {
    for (const more of ['\n', ' ', '{}\n', `${lines[1]!.toString()}\n`]) {
      expect(await said([file, Buffer.from(more)])).toBe('malformed');
    }
    expect(await said([Buffer.from(bundle.file), Buffer.from('\n')])).toBe('not_canonical');
    expect(await said([Buffer.from(bundle.file), Buffer.from('\n\n')])).toBe('malformed');
    expect(await said([Buffer.from(bundle.file), ...ended(lines.slice(1))])).toBe('malformed');
  });

  it('other ends of lines, empty lines, a byte order mark, spread-out JSON', async () => {
    expect(await said([Buffer.from(file.toString().replaceAll('\n', '\r\n'))])).toBe('not_canonical');
    expect(await said(ended([...lines.slice(0, 3), `${lines[3]!.toString()}\r`]))).toBe(
      'not_canonical at records[2]',
    );
    expect(await said(ended([...lines.slice(0, 3), '', ...lines.slice(3)]))).toBe('malformed at records[2]');
    expect(await said([Buffer.from('\n'), file])).toBe('malformed');
    expect(await said([Buffer.from('\ufeff'), file])).toBe('malformed');
    expect(await said([Buffer.from(JSON.stringify(bundle.bundle, null, 2))])).toBe('not_canonical');
  });

  it('a line in another form than its own', async () => {
    const spaced = lines[7]!.toString().replace('","signature', '", "signature');
    expect(await said(ended(lines.with(7, Buffer.from(spaced))))).toBe('not_canonical at records[6]');
    const twice = lines[7]!.toString().replace('{"key"', '{"key":"","key"');
    expect(await said(ended(lines.with(7, Buffer.from(twice))))).toBe('not_canonical at records[6]');
    expect(await said(ended(lines.with(7, Buffer.from('7'))))).toBe('malformed at records[6]');
    const long = Buffer.from(JSON.stringify('A'.repeat(MAX_RECORD_BYTES)));
    expect(await said(ended(lines.with(7, long)))).toBe('malformed at records[6]');
    const more = Buffer.from(canonicalBytes({ ...records[6], more: 1 }));
    expect(await said(ended(lines.with(7, more)))).toBe('malformed at records[6].more');
  });

  it('a number of records that isn’t theirs, or none at all', async () => {
    const head = (count: unknown): Buffer =>
      Buffer.from(canonicalBytes({ ...bundle.bundle, records: count }));
    const rest = lines.slice(1);
    expect(await said(ended([head(SIGNERS - 1), ...rest]))).toBe('malformed');
    expect(await said(ended([head(SIGNERS + 1), ...rest]))).toBe(`malformed at records[${SIGNERS}]`);
    expect(await said(ended([head(MAX_RECORDS + 1), ...rest]))).toBe('too_large at records');
    for (const count of [-1, 1.5, '70', null, {}]) {
      expect(await said(ended([head(count), ...rest]))).toBe('malformed at records');
    }
    expect(await said(ended([lines[0]!.subarray(1), ...rest]))).toBe('malformed');
    expect(await said(ended(['[1]', ...rest]))).toBe('malformed');
    expect(await said(ended([lines[0]!.toString().replace('bundle/v1', 'bundle/v2'), ...rest]))).toBe(
      'unsupported_format',
    );
  });

  it('more records in the JSON form than belong there', async () => {
    const many = { ...bundle.bundle, records: Array.from({ length: MAX_JSON_RECORDS + 1 }, () => 0) };
    expect(await said([canonicalBytes(many)])).toBe('too_large at records');
  });

  it('no record of the schema is longer than the longest line', () => {
    const text = (bytes: number): string => 'A'.repeat(Math.ceil((bytes * 4) / 3));
    const longest = {
      tokens: Array.from({ length: 5 }, () => text(354)),
      key: text(32),
      statement: text(1024),
      signature: text(64),
    };
    expect(recordLeaf(read(recordSchema, longest)).length).toBeLessThanOrEqual(MAX_RECORD_BYTES);
  });
});

describe('reading', () => {
  it('answers with the first record that doesn’t hold, whatever comes after', async () => {
    const bent = { ...records[3]!, signature: records[4]!.signature };
    const changed = lines.with(4, Buffer.from(recordLeaf(bent)));
    for (const later of ['', '7', lines[2]!.toString()]) {
      const cut = [...changed.slice(0, 6), Buffer.from(later)];
      const bytes = Buffer.from(`${cut.map((line) => line.toString()).join('\n')}\n`);
      expect(await refusedWith(() => verifyBundle(p, bytes, letter.id))).toBe(
        'invalid_statement at records[3].statement',
      );
    }
  });

  it('keeps so many records under way, no more, and reads no further than that', async () => {
    const [counted, busy] = counting(p);
    let given = 0;
    const chunks = (function* () {
      for (const line of lines) {
        // One line a chunk: the first, those under way, and the one that is waited for.
        expect(given).toBeLessThanOrEqual(busy.done + RECORDS_AT_ONCE + 2);
        given += 1;
        yield Buffer.concat([line, Buffer.of(0x0a)]);
      }
    })();
    expect((await verifyBundleStream(counted, chunks, letter.id)).count).toBe(SIGNERS);
    expect(busy.most).toBe(RECORDS_AT_ONCE);
    expect(busy.done).toBe(SIGNERS);
  });

  it.each([
    ['a record', 2, 'malformed at records[1]'],
    ['the first line', 0, 'malformed'],
    ['the letter', undefined, 'letter_mismatch at manifest'],
  ])('lets go of its source when it refuses %s', async (_, at, expected) => {
    let isOpen = true;
    const chunks = (function* () {
      try {
        for (const [i, line] of lines.entries()) {
          yield Buffer.concat([i === at ? Buffer.from('7') : line, Buffer.of(0x0a)]);
        }
      } finally {
        isOpen = false;
      }
    })();
    const id = at === undefined ? 'a'.repeat(32) : letter.id;
    expect(await refusedWith(() => verifyBundleStream(p, chunks, id))).toBe(expected);
    expect(isOpen).toBe(false);
  });

  it('passes on what goes wrong with the source', async () => {
    const chunks = (function* () {
      yield file.subarray(0, lines[0]!.length + 20);
      throw new Error('The disk is gone.');
    })();
    await expect(verifyBundleStream(p, chunks, letter.id)).rejects.toThrow('The disk is gone.');
  });

  it('gives every record with its leaf', async () => {
    const { head, records: read } = await readBundle([file]);
    expect(head).toEqual({ ...bundle.bundle, records: SIGNERS });
    let i = 0;
    for await (const { record, leaf } of read) {
      expect(record).toEqual(records[i]);
      expect(Buffer.from(leaf)).toEqual(lines[++i]);
    }
    expect(i).toBe(SIGNERS);
  });
});

/** Counts the tokens that are being verified. */
function counting(inner: Primitives): [Primitives, { most: number; done: number }] {
  const busy = { now: 0, most: 0, done: 0 };
  const counted: Primitives = {
    ...inner,
    rsaPssVerifier: async (modulus) => {
      const verify = await inner.rsaPssVerifier(modulus);
      return async (message, signature) => {
        busy.most = Math.max(busy.most, ++busy.now);
        await new Promise((resolve) => setTimeout(resolve, 1));
        const valid = await verify(message, signature);
        busy.now -= 1;
        busy.done += 1;
        return valid;
      };
    },
  };
  return [counted, busy];
}

function linesOf(bytes: Buffer): Buffer[] {
  return bytes
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(line));
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end));
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return Buffer.concat(held);
}
