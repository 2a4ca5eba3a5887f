import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { toBase64url } from './codec.js';
import { isNamedSet, namedSet, sortByNullifier } from './named-set.js';

const CASES = 20_000;
const MOST = 8;

/** Distinct, and such that the order of the bytes is not that of the text: base64url puts digits after letters. */
const NULLIFIERS = Array.from({ length: MOST }, (_, i) => toBase64url(p.sha256(Uint8Array.of(i))));
const bytesOf = (text: string): string => Buffer.from(text, 'base64url').toString('hex');

const candidatesOf = (conditions: readonly number[]) =>
  conditions.map((condition, i) => ({ nullifier: NULLIFIERS[i]!, condition }));

/** The union of all subsets in which every condition holds: the greatest one, found by trying every subset. */
function bruteForce(conditions: readonly number[]): boolean[] {
  const members = conditions.map(() => false);
  for (let subset = 0; subset < 1 << conditions.length; subset++) {
    const inside = conditions.map((_, i) => ((subset >> i) & 1) === 1);
    const size = inside.filter(Boolean).length;
    if (conditions.every((condition, i) => inside[i] !== true || condition <= size)) {
      inside.forEach((is, i) => (members[i] ||= is));
    }
  }
  return members;
}

/** Mulberry32: the same cases in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('the named set', () => {
  it(`is what trying every subset finds, in ${CASES.toString()} cases`, () => {
    const next = numbers(3);
    const sizes = new Map<string, number>();
    for (let i = 0; i < CASES; i++) {
      const conditions = Array.from({ length: next(MOST + 1) }, () => 1 + next(MOST + 1));
      const expected = bruteForce(conditions);
      const found = namedSet(candidatesOf(conditions)).map(({ nullifier }) => nullifier);
      const inside = conditions.map((_, at) => found.includes(NULLIFIERS[at]!));
      if (inside.join() !== expected.join() || found.length !== expected.filter(Boolean).length) {
        throw new Error(`conditions ${conditions.join()}: ${inside.join()} instead of ${expected.join()}`);
      }
      const kind = found.length === 0 ? 'none' : found.length === conditions.length ? 'all' : 'some';
      sizes.set(kind, (sizes.get(kind) ?? 0) + 1);
    }
    // The cases are worth something only if many of them are of each kind.
    for (const kind of ['none', 'all', 'some']) expect(sizes.get(kind)).toBeGreaterThan(1000);
  });

  it.each([
    [[], []],
    [[1], [1]],
    [[2], []],
    [
      [2, 2],
      [2, 2],
    ],
    [[1, 3], [1]],
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [
      [1, 2, 3, 6, 6],
      [1, 2, 3],
    ],
    [[10, 10, 10], []],
    [
      [3, 3, 4, 4],
      [3, 3, 4, 4],
    ],
    [[3, 3, 5, 5], []],
  ])('of the conditions %j is %j', (conditions, expected) => {
    const found = namedSet(candidatesOf(conditions)).map(({ condition }) => condition);
    expect(found.sort()).toEqual(expected);
  });

  it('is a fixpoint, in the order of the nullifiers’ bytes, whatever the order it is asked in', () => {
    const candidate = fc.record({
      nullifier: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url),
      condition: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(candidate, { maxLength: 40, selector: (one) => one.nullifier }),
        (candidates) => {
          const before = structuredClone(candidates);
          const set = namedSet(candidates);
          expect(isNamedSet(set)).toBe(true);
          expect(namedSet(set)).toEqual(set);
          expect(namedSet(candidates.toReversed())).toEqual(set);
          const order = set.map(({ nullifier }) => bytesOf(nullifier));
          expect(order).toEqual([...order].sort());
          expect(candidates).toEqual(before);
        },
      ),
    );
  });

  it('hands back what it was given, with all that it carries', () => {
    const carrying = candidatesOf([1, 9]).map((one) => ({ ...one, choice: 'sealed' }));
    expect(namedSet(carrying)).toEqual([carrying[0]]);
    expect(namedSet(carrying)[0]).toBe(carrying[0]);
  });

  it('takes a hundred thousand at once', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      nullifier: toBase64url(p.sha256(new TextEncoder().encode(i.toString()))),
      // The first hundred would do with few; nobody after 50,000 has enough company.
      condition: i < 50_000 ? i + 1 : 100_001,
    }));
    const started = performance.now();
    expect(namedSet(many)).toHaveLength(50_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('an organizer’s client', () => {
  it('takes a set only if every condition is at most its size, and nobody stands in it twice', () => {
    expect(isNamedSet([])).toBe(true);
    expect(isNamedSet(candidatesOf([3, 3, 1]))).toBe(true);
    expect(isNamedSet(candidatesOf([3, 4, 1]))).toBe(false);
    const [one] = candidatesOf([2]);
    expect(isNamedSet([one!, one!])).toBe(false);
  });

  it('takes a set that isn’t the greatest one too: records that don’t open have left it', () => {
    expect(isNamedSet(candidatesOf([1, 2, 2]).slice(0, 2))).toBe(true);
  });
});

describe('the order of nullifiers', () => {
  it('is that of their bytes, not of their text', () => {
    const [low, high] = [new Uint8Array(32).fill(0x00), new Uint8Array(32).fill(0xff)].map((bytes) => ({
      nullifier: toBase64url(bytes),
    }));
    const digits = { nullifier: toBase64url(new Uint8Array(32).fill(0xd3)) };
    expect(low!.nullifier.startsWith('A')).toBe(true);
    expect(digits.nullifier < low!.nullifier).toBe(true);
    expect(sortByNullifier([high!, digits, low!])).toEqual([low, digits, high]);
  });
});
