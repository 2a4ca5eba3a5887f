import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeLetter } from '../../../test/support/letters.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { sealedChoiceLength } from '../../protocol/sealed-choice.js';
import { decodeStatement } from '../../protocol/statement.js';
import {
  decodeSignatureRow,
  encodeSignatureRow,
  recordOf,
  signatureRowLength,
  statementOf,
  type RowTerms,
  type SignatureRow,
} from './signature-row.js';

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => new Uint8Array(array));
const epoch = fc.integer({ min: 0, max: 0xffff_ffff });

/** A letter's terms and one of its rows. */
const termsAndRow = fc
  .record({ issuersRequired: fc.integer({ min: 1, max: 5 }), organizers: fc.integer({ min: 2, max: 12 }) })
  .chain(({ issuersRequired, organizers }) => {
    const terms = { issuersRequired, organizers: Array.from({ length: organizers }) } as unknown as RowTerms;
    const row: fc.Arbitrary<SignatureRow> = fc.record({
      tokens: fc.tuple(...Array.from({ length: issuersRequired }, () => bytes(354))),
      key: bytes(32),
      action: fc.constantFrom('sign', 'withdraw'),
      sequence: fc.integer({ min: 0, max: 255 }),
      signature: bytes(64),
      choice: bytes(sealedChoiceLength(organizers)),
      epoch,
      firstSnapshot: epoch,
      cell: fc.integer({ min: 0, max: 0xffff }),
    });
    return fc.tuple(fc.constant(terms), row);
  });

describe('a signature’s row', () => {
  it('is read as it was written, and has the size that the terms say', () => {
    fc.assert(
      fc.property(termsAndRow, ([terms, row]) => {
        const encoded = encodeSignatureRow(terms, row);
        expect(encoded).toHaveLength(signatureRowLength(terms));
        expect(decodeSignatureRow(terms, encoded)).toEqual(row);
      }),
      { numRuns: 30 },
    );
  });

  it('fits into a slot at its largest', () => {
    const terms = { issuersRequired: 5, organizers: Array.from({ length: 12 }) } as unknown as RowTerms;
    expect(signatureRowLength(terms)).toBeLessThanOrEqual(7900);
  });

  it('refuses a part of another length, a number that does not fit, and bytes too many or too few', () => {
    fc.assert(
      fc.property(termsAndRow, ([terms, row]) => {
        const encoded = encodeSignatureRow(terms, row);
        const longer = (part: Uint8Array): Uint8Array => new Uint8Array(part.length + 1);
        for (const broken of [
          { tokens: [...row.tokens, new Uint8Array(354)] },
          { tokens: row.tokens.map(longer) },
          { key: longer(row.key) },
          { signature: longer(row.signature) },
          { choice: longer(row.choice) },
          { sequence: 256 },
          { cell: 0x1_0000 },
        ]) {
          expect(() => encodeSignatureRow(terms, { ...row, ...broken })).toThrow();
        }
        expect(() => decodeSignatureRow(terms, longer(encoded))).toThrow();
        expect(() => decodeSignatureRow(terms, encoded.subarray(1))).toThrow();
      }),
      { numRuns: 10 },
    );
  });

  it('refuses an action that there is not', async () => {
    const { manifest } = await makeLetter();
    const encoded = new Uint8Array(signatureRowLength(manifest));
    expect(decodeSignatureRow(manifest, encoded).action).toBe('sign');
    encoded[354 + 32] = 2;
    expect(() => decodeSignatureRow(manifest, encoded)).toThrow();
  });

  it('shows in a record all that proves it, and neither choice nor epoch', async () => {
    const { manifest, digest } = await makeLetter();
    const row: SignatureRow = {
      tokens: [p.random(354)],
      key: p.random(32),
      action: 'withdraw',
      sequence: 7,
      signature: p.random(64),
      choice: p.random(sealedChoiceLength(manifest.organizers.length)),
      epoch: 3,
      firstSnapshot: 2,
      cell: 0,
    };
    const record = recordOf(p, digest, row);
    expect(Object.keys(record).sort()).toEqual(['key', 'signature', 'statement', 'tokens']);
    expect(fromBase64url(record.statement)).toEqual(statementOf(p, digest, row));
    expect(decodeStatement(fromBase64url(record.statement))).toMatchObject({
      letter: toBase64url(digest),
      action: 'withdraw',
      sequence: 7,
      sealed: toBase64url(p.sha256(row.choice)),
    });
  });
});
