import { describe, expect, it } from '@jest/globals';
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
    const shares = await splitSecret(secret, count, needed);
    expect(shares).toHaveLength(count);
    for (const share of shares) expect(share).toHaveLength(33);
    for (const some of choose(shares, needed)) expect(await combineShares(some)).toEqual(secret);
    expect(await combineShares(shares)).toEqual(secret);
    expect(await combineShares(shares.toReversed())).toEqual(secret);
  });

  it('comes back from no fewer', async () => {
    const secret = p.random(32);
    const shares = await splitSecret(secret, 5, 3);
    for (const some of choose(shares, 2)) expect(await combineShares(some)).not.toEqual(secret);
    expect(await combineShares(shares.slice(0, 1))).toBeUndefined();
    expect(await combineShares([])).toBeUndefined();
  });

  it('is no secret of one share twice, or of shares of different lengths', async () => {
    const [share, other] = await splitSecret(p.random(32), 2, 2);
    expect(await combineShares([share!, share!])).toBeUndefined();
    expect(await combineShares([share!, other!.subarray(1)])).toBeUndefined();
  });

  it('is split another way each time', async () => {
    const secret = p.random(32);
    const shares = (await Promise.all([splitSecret(secret, 3, 2), splitSecret(secret, 3, 2)])).flat();
    expect(new Set(shares.map(toHex)).size).toBe(6);
  });

  it('takes and gives plain arrays, also of a pooled Buffer', async () => {
    const secret = Buffer.from('0123456789abcdef0123456789abcdef');
    const shares = await splitSecret(secret, 3, 2);
    const combined = await combineShares(shares.map((share) => Buffer.from(share)));
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
    expect(await refusal(() => splitSecret(p.random(32), count, needed))).toBe('malformed');
  });
});
