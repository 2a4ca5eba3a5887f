import { describe, expect, it } from '@jest/globals';
import { combine, split } from 'shamir-secret-sharing';
import { refusal } from '../../test/support/fails-with.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { toHex } from './codec.js';
import { combineShares, splitSecret } from './shamir.js';

/** All ways to take `size` of `items`. */
function choose<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => choose(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

describe('a split secret', () => {
  it.each([
    [2, 2],
    [3, 2],
    [3, 3],
    [5, 3],
    [12, 2],
    [12, 12],
  ])('among %i comes back from any %i, and from more', async (count, needed) => {
    const secret = p.random(32);
    const shares = splitSecret(p, secret, count, needed);
    expect(shares).toHaveLength(count);
    for (const share of shares) expect(share).toHaveLength(33);
    for (const some of choose(shares, needed)) expect(combineShares(some)).toEqual(secret);
    expect(combineShares(shares)).toEqual(secret);
    expect(combineShares(shares.toReversed())).toEqual(secret);
  });

  it('comes back from what another implementation split, and by it from what this did', async () => {
    const plain = (all: readonly Uint8Array[]): Uint8Array[] => all.map((one) => new Uint8Array(one));
    for (let round = 0; round < 50; round++) {
      const secret = new Uint8Array(p.random(32));
      for (const some of choose(plain(splitSecret(p, secret, 5, 3)), 3))
        expect(await combine(some)).toEqual(secret);
      for (const some of choose(await split(secret, 5, 3), 3)) expect(combineShares(some)).toEqual(secret);
    }
  });

  it('comes back from no fewer', async () => {
    const secret = p.random(32);
    const shares = splitSecret(p, secret, 5, 3);
    for (const some of choose(shares, 2)) expect(combineShares(some)).not.toEqual(secret);
    expect(combineShares(shares.slice(0, 1))).toBeUndefined();
    expect(combineShares([])).toBeUndefined();
  });

  it('is no secret of one share twice, or of shares of different lengths', async () => {
    const [share, other] = splitSecret(p, p.random(32), 2, 2);
    expect(combineShares([share!, share!])).toBeUndefined();
    expect(combineShares([share!, other!.subarray(1)])).toBeUndefined();
  });

  it('is split another way each time', async () => {
    const secret = p.random(32);
    const shares = [...splitSecret(p, secret, 3, 2), ...splitSecret(p, secret, 3, 2)];
    expect(new Set(shares.map(toHex)).size).toBe(6);
  });

  it('takes and gives plain arrays, also of a pooled Buffer', async () => {
    const secret = Buffer.from('0123456789abcdef0123456789abcdef');
    const shares = splitSecret(p, secret, 3, 2);
    const combined = combineShares(shares.map((share) => Buffer.from(share)));
    expect(combined).toEqual(new Uint8Array(secret));
  });

  it.each([
    [1, 1],
    [2, 1],
    [2, 3],
    [13, 2],
    [3, 0],
    [3, 2.5],
    [Number.NaN, 2],
  ])('is not split among %d for %d', async (count, needed) => {
    expect(await refusal(() => splitSecret(p, p.random(32), count, needed))).toBe('malformed');
  });
});
