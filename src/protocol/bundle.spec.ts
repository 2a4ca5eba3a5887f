import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { makeBundle, makeRecord, type TestBundle, type TestRecord } from '../../test/support/bundles.js';
import { makeLetter, makeSigners, type TestLetter } from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import {
  type Bundle,
  decodeBundle,
  encodeBundle,
  MAX_JSON_BYTES,
  recordNullifier,
  sortRecords,
} from './bundle.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { toBase64url, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';
import { decodeRecord, makeRecord as recordOf, recordBytes, recordLeaf, recordSchema } from './record.js';
import { read } from './shape.js';

let letter: TestLetter;
let made: TestRecord[];
let bundle: TestBundle;

beforeAll(async () => {
  letter = await makeLetter();
  made = await Promise.all((await makeSigners(letter, 6)).map((signer) => makeRecord(letter, signer)));
  bundle = await makeBundle({ letter, records: made });
});

describe('a record', () => {
  it('keeps its parts, exactly', () => {
    const { record, statement, signature } = made[0]!;
    const parts = recordBytes(record);
    expect(parts.statement).toEqual(statement);
    expect(parts.signature).toEqual(signature);
    expect(recordOf(parts)).toEqual(record);
  });

  it('is a leaf in its canonical form', () => {
    const { record } = made[0]!;
    const turned = Object.fromEntries(Object.entries(record).reverse()) as unknown as typeof record;
    expect(recordLeaf(turned)).toEqual(recordLeaf(record));
    expect(Buffer.from(recordLeaf(record)).toString()).toBe(
      `{"key":"${record.key}","signature":"${record.signature}","statement":"${record.statement}","tokens":["${record.tokens[0]!}"]}`,
    );
  });

  it('is read in its canonical form alone, quickly or slowly, with the same answer', async () => {
    const texts = made.map(({ record }) => Buffer.from(recordLeaf(record)).toString());
    const two = { ...made[0]!.record, tokens: [made[0]!.record.tokens[0]!, made[1]!.record.tokens[0]!] };
    texts.push(Buffer.from(recordLeaf(two)).toString());
    const characters = fc.constantFrom(...'AQgwB-_=+"{}[],: \\\n'.split(''), '');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), characters, async (text, place, character) => {
        const at = place % (text.length + 1);
        for (const changed of [
          text,
          text.slice(0, at) + character + text.slice(at + 1),
          text.slice(0, at) + character + text.slice(at),
        ]) {
          const bytes = utf8(changed);
          const slowly = await answer(() => read(recordSchema, parseCanonical(bytes, 'line'), 'line'));
          expect(await answer(() => decodeRecord(bytes, 'line'))).toEqual(slowly);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has a nullifier that anybody can compute', () => {
    const { record, nullifier } = made[0]!;
    const nonce = createHash('sha256').update(record.key, 'base64url').digest();
    const expected = createHash('sha256')
      .update('undersigned/nullifier/v1')
      .update(letter.digest)
      .update(nonce);
    expect(recordNullifier(p, letter.digest, record)).toBe(expected.digest('base64url'));
    expect(recordNullifier(p, letter.digest, record)).toBe(toBase64url(nullifier));
  });
});

describe('a bundle', () => {
  it('is one file, whatever the order in which its records came', () => {
    const { format: _, ...parts } = bundle.bundle;
    fc.assert(
      fc.property(fc.shuffledSubarray(bundle.bundle.records, { minLength: 6 }), (records) => {
        expect(Buffer.from(encodeBundle(p, { ...parts, records }, letter.digest))).toEqual(
          Buffer.from(bundle.file),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('has its records in the order of their nullifiers', () => {
    const nullifiers = decodeBundle(bundle.file).records.map((record) => {
      const text = recordNullifier(p, letter.digest, record);
      return Buffer.from(text, 'base64url').toString('hex');
    });
    expect(nullifiers).toEqual([...nullifiers].sort());
    expect(nullifiers).not.toEqual(made.map((one) => Buffer.from(one.nullifier).toString('hex')));
    expect(sortRecords(p, letter.digest, [])).toEqual([]);
  });

  it('is bounded before it is read', async () => {
    // As long as it says, and never touched.
    const huge = { length: MAX_JSON_BYTES + 1 } as Uint8Array;
    expect(await refusedWith(() => decodeBundle(huge))).toBe('too_large');
  });

  const forms: [string, (bundle: Bundle) => void][] = [
    ['manifest', (b) => (b.manifest = '')],
    ['manifest', (b) => (b.manifest = `${b.manifest}=`)],
    ['openings', (b) => (b.openings = Array.from({ length: 13 }, () => b.openings[0]!))],
    ['openings[0].key', (b) => (b.openings[0]!.key = b.openings[0]!.key.slice(1))],
    ['openings[1].signature', (b) => (b.openings[1]!.signature = '')],
    ['records[2].tokens', (b) => (b.records[2]!.tokens = [])],
    [
      'records[2].tokens',
      (b) => (b.records[2]!.tokens = Array.from({ length: 6 }, () => b.records[2]!.tokens[0]!)),
    ],
    ['records[0].tokens[0]', (b) => (b.records[0]!.tokens = [`${b.records[0]!.tokens[0]!}AAAA`])],
    ['records[5].key', (b) => (b.records[5]!.key = 'QQ')],
    ['records[5].statement', (b) => (b.records[5]!.statement = '')],
    ['records[5].statement', (b) => (b.records[5]!.statement = 'A'.repeat(1368))],
    ['records[5].signature', (b) => (b.records[5]!.signature += 'AAAA')],
    ['records[5].more', (b) => Object.assign(b.records[5]!, { more: 1 })],
    ['names[0]', (b) => (b.names = [null as unknown as Bundle['names'][0]])],
    ['proposal', (b) => (b.proposal = '%')],
    ['edition', (b) => (b.edition = 'A')],
    ['log', (b) => ((b as { log: unknown }).log = {})],
  ];

  it.each(forms)('in another form is refused at %s', async (place, change) => {
    const copy = structuredClone(bundle.bundle);
    change(copy);
    expect(await refusedWith(() => decodeBundle(canonicalBytes(copy)))).toBe(`malformed at ${place}`);
  });
});

/** What comes of it, or its refusal in full. */
async function answer(action: () => unknown): Promise<unknown> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return [error.code, error.message, error.place];
  }
}
