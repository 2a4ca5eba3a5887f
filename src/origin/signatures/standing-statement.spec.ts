import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import type { SignatureRow } from './signature-row.js';
import { supersede, type VerifiedStatement } from './standing-statement.js';

const letter = new Uint8Array(32).fill(3);
const vouchers = { tokens: [new Uint8Array(354)], cell: 1 };

/** A statement of one key, as it would be after verifying. */
const statement: fc.Arbitrary<VerifiedStatement> = fc.record({
  action: fc.constantFrom<SignatureRow['action'][]>('sign', 'withdraw'),
  sequence: fc.integer({ min: 0, max: 3 }),
  choice: fc.integer({ min: 0, max: 5 }).map((n) => new Uint8Array(40).fill(n)),
  nullifier: fc.constant(new Uint8Array(32)),
  key: fc.constant(new Uint8Array(32).fill(9)),
  signature: fc.constant(new Uint8Array(64)),
  statement: fc.constant(new Uint8Array(0)),
  vouchers: fc.constant(vouchers),
});
const statements = fc.array(statement, { minLength: 1, maxLength: 8 });

function afterAll(posted: readonly VerifiedStatement[]): SignatureRow | undefined {
  let standing: SignatureRow | undefined;
  for (const one of posted) standing = supersede(p, letter, standing, one, 1) ?? standing;
  return standing;
}

describe('the statement that stands', () => {
  it('is the same in whatever order, and however often, statements come', () => {
    fc.assert(
      fc.property(
        statements.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          expect(afterAll(shuffled)).toEqual(afterAll(all));
        },
      ),
    );
  });

  it('has the highest sequence, and of these withdraws if one does', () => {
    fc.assert(
      fc.property(statements, (all) => {
        const standing = afterAll(all);
        const highest = Math.max(...all.map((one) => one.sequence));
        const withdrawn = all.some((one) => one.sequence === highest && one.action === 'withdraw');
        expect(standing).toMatchObject({ sequence: highest, action: withdrawn ? 'withdraw' : 'sign' });
      }),
    );
  });

  it('comes to stand only with tokens, and keeps those, its cell and its snapshot', () => {
    fc.assert(
      fc.property(statement, statement, (first, next) => {
        const bare = { ...next, vouchers: undefined };
        expect(supersede(p, letter, undefined, { ...first, vouchers: undefined }, 1)).toBeUndefined();
        const standing = { ...supersede(p, letter, undefined, first, 4)!, firstSnapshot: 6 };
        expect(standing).toMatchObject({ ...vouchers, epoch: 4 });
        const other = { ...next, vouchers: { tokens: [new Uint8Array(354).fill(1)], cell: 0 } };
        for (const later of [bare, other]) {
          const after = supersede(p, letter, standing, later, 5);
          if (after !== undefined) expect(after).toMatchObject({ ...vouchers, firstSnapshot: 6, epoch: 5 });
        }
      }),
    );
  });
});
