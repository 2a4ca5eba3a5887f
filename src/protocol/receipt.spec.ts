import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeLetter, signDocument, type TestLetter } from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { fromBase64url, toBase64url } from './codec.js';
import { encodeReceipt, isBroken, type Receipt, verifyReceipt } from './receipt.js';

const digest = (fill: number): string => toBase64url(new Uint8Array(32).fill(fill));
const given = { letter: digest(1), nullifier: digest(2), statement: digest(3), sequence: 4, epoch: 7 };

describe('a receipt', () => {
  let letter: TestLetter;

  beforeAll(async () => {
    letter = await makeLetter();
  });

  it('is the origin’s word once the letter’s receipt key signed it', async () => {
    const encoded = encodeReceipt(given);
    const { signature } = await signDocument(letter.receiptSeed, encoded);
    const receipt = await verifyReceipt(p, letter.manifest.receiptKey, encoded, fromBase64url(signature));
    expect(receipt).toEqual({ format: 'undersigned/receipt/v1', ...given });
  });

  it('isn’t when somebody else signed it, or something else was signed', async () => {
    const encoded = encodeReceipt(given);
    const by = async (seed: Uint8Array, document: Uint8Array): Promise<Uint8Array> =>
      fromBase64url((await signDocument(seed, document)).signature);
    const key = letter.manifest.receiptKey;
    const organizer = await by(letter.organizers[0]!.signingSeed, encoded);
    const later = await by(letter.receiptSeed, encodeReceipt({ ...given, epoch: 8 }));
    for (const signature of [organizer, later, new Uint8Array(64)]) {
      expect(await refusedWith(() => verifyReceipt(p, key, encoded, signature))).toBe('invalid_receipt');
    }
  });

  it.each([{ epoch: 0 }, { epoch: 2 ** 32 }, { sequence: 256 }, { nullifier: 'QQ' }])(
    'isn’t written with %p',
    async (change) => {
      const place = Object.keys(change)[0] ?? '';
      expect(await refusedWith(() => encodeReceipt({ ...given, ...change }))).toBe(`malformed at ${place}`);
    },
  );
});

describe('a snapshot breaks a receipt', () => {
  const receipt: Receipt = { format: 'undersigned/receipt/v1', ...given };

  // Of the receipt's epoch 7: what the snapshot shows, and whether that is a lie about `sign` and about `withdraw`.
  const table: [
    epoch: number,
    present: boolean,
    waiting: boolean,
    outranked: boolean,
    sign: boolean,
    withdraw: boolean,
  ][] = [
    [6, false, false, false, false, false],
    [6, true, false, false, false, false],
    [7, false, false, false, true, false],
    [7, false, true, false, false, false],
    [7, true, false, false, false, true],
    [7, true, true, false, false, true],
    [7, false, false, true, false, false],
    [7, true, false, true, false, false],
    [7, true, true, true, false, false],
    [7, false, true, true, false, false],
    [8, false, false, false, true, false],
    [8, false, true, false, false, false],
    [8, true, false, false, false, true],
    [8, true, true, false, false, true],
    [8, false, false, true, false, false],
    [8, true, false, true, false, false],
    [6, false, true, false, false, false],
    [6, true, true, true, false, false],
  ];

  it.each(table)(
    'of epoch %i, present %p, waiting %p, outranked %p: sign %p, withdraw %p',
    (epoch, present, waiting, outranked, sign, withdraw) => {
      const shown = { epoch, present, waiting, outranked };
      expect(isBroken(receipt, 'sign', shown)).toBe(sign);
      expect(isBroken(receipt, 'withdraw', shown)).toBe(withdraw);
    },
  );

  it('never for both of what one key may have said', () => {
    for (const [epoch, present, waiting, outranked] of table) {
      const shown = { epoch, present, waiting, outranked };
      expect(isBroken(receipt, 'sign', shown) && isBroken(receipt, 'withdraw', shown)).toBe(false);
    }
  });
});
