// Sealed choices of all kinds look alike: one length, and by their bytes no test of chances tells one kind from another.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import {
  encodeChoice,
  encodeIdentity,
  encodeShare,
  IDENTITY_LENGTH,
} from '../../src/protocol/choice-documents.js';
import { concat } from '../../src/protocol/codec.js';
import { type ChoiceToSeal, sealChoice, sealedChoiceLength } from '../../src/protocol/sealed-choice.js';
import { makeLetter, makeSigner, type TestLetter, type TestSigner } from '../support/letters.js';

const EACH = 500;
/** Normal deviates: one test in 10^10 of equal things goes beyond, and there are some ten thousand. */
const LIMIT = 6.5;

type Kind = 'anonymous' | 'role' | 'named' | 'named at length';
const KINDS: Kind[] = ['anonymous', 'role', 'named', 'named at length'];
const PAIRS = KINDS.flatMap((a, i) => KINDS.slice(i + 1).map((b): [Kind, Kind] => [a, b]));

let letter: TestLetter;
let signer: TestSigner;
let base: Omit<ChoiceToSeal, 'choice' | 'identity'>;
const sealed = new Map<Kind, Uint8Array[]>();

function what(kind: Kind): Pick<ChoiceToSeal, 'choice' | 'identity'> {
  const secrets = { certificateSignature: p.random(64), holderSecret: p.random(32) };
  switch (kind) {
    case 'anonymous':
      return { choice: { appear: 'anonymous', role: null, condition: null } };
    case 'role':
      return { choice: { appear: 'role', role: 'Engineer', condition: null } };
    case 'named':
      return {
        choice: { appear: 'named', role: null, condition: 10 },
        identity: { address: 'kim@larkspur.example', name: 'Kim', showAddress: false, title: '', ...secrets },
      };
    case 'named at length':
      return {
        choice: { appear: 'named', role: 'Designer', condition: 100 },
        identity: {
          address: `${'k'.repeat(60)}@larkspur.example`,
          name: 'K'.repeat(100),
          showAddress: true,
          title: 'T'.repeat(100),
          ...secrets,
        },
      };
  }
}

beforeAll(async () => {
  letter = await makeLetter();
  signer = await makeSigner(letter);
  base = {
    letterDigest: letter.digest,
    publicKey: signer.publicKey,
    releaseKey: await p.x25519PublicKey(letter.releaseSecret),
    sealingKeys: letter.organizers.map((one) => one.sealingKey),
    approvals: letter.manifest.approvals,
  };
  for (const kind of KINDS) sealed.set(kind, await repeat(() => sealChoice(p, { ...base, ...what(kind) })));
}, 180_000);

async function repeat(make: () => Promise<Uint8Array> | Uint8Array): Promise<Uint8Array[]> {
  const made: Uint8Array[] = [];
  for (let i = 0; i < EACH; i++) made.push(await make());
  return made;
}

const of = (kind: Kind): Uint8Array[] => sealed.get(kind) ?? [];

/** The same documents, and nothing sealed: what the test of chances must tell apart. */
function unsealed(kind: Kind): Uint8Array {
  const { choice, identity } = what(kind);
  const condition = choice.condition ?? 'never';
  return concat(
    encodeChoice({ ...choice, serverShare: p.random(32), commitment: p.random(32) }),
    identity === undefined ? p.random(IDENTITY_LENGTH) : encodeIdentity(identity),
    ...letter.organizers.map(() => encodeShare({ condition, share: p.random(33) })),
  );
}

/** How far two histograms are from being drawn alike: chi-square of homogeneity, as a normal deviate (Wilson and Hilferty). */
function deviate(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [statistic, freedom] = [0, -1];
  const total = (counts: ArrayLike<number>): number => Array.from(counts).reduce((all, one) => all + one, 0);
  const [allA, allB] = [total(a), total(b)];
  for (let i = 0; i < a.length; i++) {
    const [inA, inB] = [a[i] ?? 0, b[i] ?? 0];
    if (inA + inB === 0) continue;
    const expected = ((inA + inB) * allA) / (allA + allB);
    const other = inA + inB - expected;
    statistic += (inA - expected) ** 2 / expected + (inB - other) ** 2 / other;
    freedom += 1;
  }
  if (freedom < 1) return 0;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
}

/** All bytes together: 256 counts. */
function allBytes(samples: readonly Uint8Array[]): Uint32Array {
  const counts = new Uint32Array(256);
  for (const sample of samples) for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts;
}

/** The byte at one place, its high and its low half apart: 16 counts each, enough of each for 500 samples. */
function halves(samples: readonly Uint8Array[], at: number): [Uint32Array, Uint32Array] {
  const [high, low] = [new Uint32Array(16), new Uint32Array(16)];
  for (const sample of samples) {
    const byte = sample[at] ?? 0;
    high[byte >> 4] = (high[byte >> 4] ?? 0) + 1;
    low[byte & 15] = (low[byte & 15] ?? 0) + 1;
  }
  return [high, low];
}

/** The largest deviate over all bytes, and over every place by itself. */
function difference(a: readonly Uint8Array[], b: readonly Uint8Array[]): { all: number; place: number } {
  let place = -Infinity;
  for (let at = 0; at < (a[0]?.length ?? 0); at++) {
    const [one, other] = [halves(a, at), halves(b, at)];
    place = Math.max(place, deviate(one[0], other[0]), deviate(one[1], other[1]));
  }
  return { all: deviate(allBytes(a), allBytes(b)), place };
}

describe('sealed choices', () => {
  it('are of one length', () => {
    const lengths = new Set(KINDS.flatMap((kind) => of(kind).map(({ length }) => length)));
    expect([...lengths]).toEqual([sealedChoiceLength(letter.organizers.length)]);
    expect(KINDS.map((kind) => of(kind).length)).toEqual([EACH, EACH, EACH, EACH]);
  });

  it.each(PAIRS)('of %s and of %s can’t be told apart by their bytes', (a, b) => {
    const { all, place } = difference(of(a), of(b));
    expect(all).toBeLessThan(LIMIT);
    expect(place).toBeLessThan(LIMIT);
  });

  it('never repeat a block of 16 bytes, within a choice or between two', () => {
    const seen = new Set<string>();
    let blocks = 0;
    for (const sample of KINDS.flatMap((kind) => of(kind))) {
      for (let at = 0; at + 16 <= sample.length; at += 16) {
        seen.add(Buffer.from(sample.subarray(at, at + 16)).toString('latin1'));
        blocks += 1;
      }
    }
    expect(seen.size).toBe(blocks);
  });
});

describe('the test of chances', () => {
  it.each(PAIRS)('tells %s from %s where they aren’t sealed', async (a, b) => {
    const [one, other] = [await repeat(() => unsealed(a)), await repeat(() => unsealed(b))];
    expect(new Set([...one, ...other].map(({ length }) => length)).size).toBe(1);
    const { all, place } = difference(one, other);
    expect(all).toBeGreaterThan(LIMIT);
    expect(place).toBeGreaterThan(LIMIT);
  });

  it('sees a single bit of a sealed choice that depends on its kind', () => {
    const marked = of('named').map((sample) => {
      const copy = Uint8Array.from(sample);
      copy[1000] = (copy[1000] ?? 0) | 0x10;
      return copy;
    });
    expect(difference(of('anonymous'), marked).place).toBeGreaterThan(LIMIT);
  });

  it('sees nothing in two halves of one kind', () => {
    const [one, other] = [of('named').slice(0, EACH / 2), of('named').slice(EACH / 2)];
    const { all, place } = difference(one, other);
    expect(all).toBeLessThan(LIMIT);
    expect(place).toBeLessThan(LIMIT);
  });
});
