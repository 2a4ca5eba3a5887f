import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  disclose,
  type Disclosed,
  type DisclosureTerms,
  evaluateEpoch,
  FRESH_MEMORY,
  type TallyMemory,
} from './disclosure.js';

interface End {
  readonly epoch: number;
  readonly count: number;
  readonly closing: boolean;
}

interface History {
  readonly terms: DisclosureTerms;
  readonly ends: readonly End[];
}

/** The memory after each end. */
function run({ terms, ends }: History): TallyMemory[] {
  let memory: TallyMemory = Object.freeze({ ...FRESH_MEMORY });
  return ends.map((end) => (memory = Object.freeze(evaluateEpoch(terms, memory, end))));
}

function told(history: History): Disclosed[] {
  return run(history).map(disclose);
}

/** PROTOCOL.md's paragraph as a question about the whole history instead of a memory: what is shown after end `i`? */
function reference({ terms, ends }: History, i: number): Disclosed {
  const high = ends.map((end) => end.count >= terms.threshold);
  const announced = ends.findIndex((end, k) => high[k] === true && (end.closing || high[k - 1] === true));
  if (announced < 0 || announced > i) return { tally: 'collecting' };
  let changed = announced;
  for (let k = announced + 1; k <= i; k++) {
    const moved = Math.abs(ends[k]!.count - ends[changed]!.count);
    if (moved >= terms.minimumCell) changed = k;
  }
  const multiples = Array.from({ length: 100 }, (_, k) => k * terms.countStep);
  const below = multiples.filter((multiple) => multiple <= ends[changed]!.count).pop()!;
  const count = high[changed] === true && below < terms.threshold ? terms.threshold : below;
  return { tally: 'reached', count, announcedAt: ends[announced]!.epoch };
}

const terms: fc.Arbitrary<DisclosureTerms> = fc
  .record({
    minimumCell: fc.integer({ min: 1, max: 8 }),
    above: fc.nat({ max: 20 }),
    countStep: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ minimumCell, above, countStep }) => ({
    minimumCell,
    threshold: Math.max(2, minimumCell + above),
    countStep,
  }));

/** Counts that hover around the threshold; epoch ends may have been missed; the last may be the close. */
const histories: fc.Arbitrary<History> = terms.chain((given) =>
  fc
    .record({
      steps: fc.array(
        fc.record({
          count: fc.oneof(
            fc.nat({ max: given.threshold + 30 }),
            fc.integer({ min: Math.max(0, given.threshold - 2), max: given.threshold + 2 }),
          ),
          missed: fc.nat({ max: 2 }),
        }),
        { minLength: 1, maxLength: 20 },
      ),
      closes: fc.boolean(),
    })
    .map(({ steps, closes }) => {
      let epoch = 0;
      const ends = steps.map(({ count, missed }, i) => {
        epoch += 1 + missed;
        return { epoch, count, closing: closes && i === steps.length - 1 };
      });
      return { terms: given, ends };
    }),
);

function holdsForEvery(check: (history: History) => void, numRuns = 500): void {
  fc.assert(fc.property(histories, check), { numRuns });
}

describe('what may be disclosed', () => {
  it('is what the protocol’s paragraph says of the whole history', () => {
    holdsForEvery((history) => {
      expect(told(history)).toEqual(history.ends.map((_, i) => reference(history, i)));
    }, 2000);
  });

  it('is the same for every count below the threshold, however close', () => {
    holdsForEvery(({ terms: given, ends }) => {
      const low = ends.map((end) => ({ ...end, count: Math.min(end.count, given.threshold - 1) }));
      const none = ends.map((end) => ({ ...end, count: 0 }));
      expect(told({ terms: given, ends: low })).toEqual(told({ terms: given, ends: none }));
      expect(told({ terms: given, ends: low })).toEqual(ends.map(() => ({ tally: 'collecting' })));
    });
  });

  it('is nothing after one end at the threshold only, unless it is the close', () => {
    holdsForEvery((history) => {
      history.ends.forEach((end, i) => {
        const first = told(history).findIndex((one) => one.tally === 'reached');
        if (first !== i) return;
        expect(end.count).toBeGreaterThanOrEqual(history.terms.threshold);
        const before = history.ends[i - 1];
        expect(end.closing || (before !== undefined && before.count >= history.terms.threshold)).toBe(true);
      });
    });
  });

  it('is nothing while it goes up and down across the threshold', () => {
    holdsForEvery(({ terms: given, ends }) => {
      const swinging = ends.map((end, i) => ({
        ...end,
        closing: false,
        count: i % 2 === 0 ? given.threshold + end.count : given.threshold - 1,
      }));
      expect(told({ terms: given, ends: swinging }).every((one) => one.tally === 'collecting')).toBe(true);
    });
  });

  it('is announced once, for good, at one end', () => {
    holdsForEvery((history) => {
      const answers = told(history);
      const first = answers.findIndex((one) => one.tally === 'reached');
      if (first < 0) return;
      for (const answer of answers.slice(first)) {
        expect(answer).toMatchObject({ tally: 'reached', announcedAt: history.ends[first]!.epoch });
      }
    });
  });

  it('is a multiple of the step, or the threshold; and when it changes, not above the true count', () => {
    holdsForEvery((history) => {
      const { threshold, countStep } = history.terms;
      let shown: number | undefined;
      told(history).forEach((answer, i) => {
        if (answer.tally !== 'reached') return;
        expect(answer.count === threshold || answer.count % countStep === 0).toBe(true);
        if (answer.count !== shown) expect(answer.count).toBeLessThanOrEqual(history.ends[i]!.count);
        shown = answer.count;
      });
    });
  });

  it('is never below the threshold while the true count hasn’t been, since the announcement', () => {
    holdsForEvery((history) => {
      let fell = false;
      told(history).forEach((answer, i) => {
        if (answer.tally !== 'reached') return;
        fell ||= history.ends[i]!.count < history.terms.threshold;
        if (!fell) expect(answer.count).toBeGreaterThanOrEqual(history.terms.threshold);
      });
    });
  });

  it('changes only when the true count moved by minimumCell since it last did', () => {
    holdsForEvery((history) => {
      let shown: number | undefined;
      let trueThen = 0;
      run(history).forEach((memory, i) => {
        const answer = disclose(memory);
        if (answer.tally !== 'reached') return;
        const { count } = history.ends[i]!;
        if (shown !== undefined && answer.count !== shown) {
          expect(Math.abs(count - trueThen)).toBeGreaterThanOrEqual(history.terms.minimumCell);
        }
        shown = answer.count;
        trueThen = memory.trueThen;
      });
    });
  });

  it('depends on no count between two that it changed at', () => {
    holdsForEvery((history) => {
      const memories = run(history);
      const last = memories.at(-1)!;
      if (last.announcedAt === 0) return;
      // Whatever small moves came after the last change, the answer is the same as if there had been none.
      const calm = history.ends.map((end, i) =>
        memories[i]!.announcedAt !== 0 &&
        memories[i]!.trueThen === last.trueThen &&
        end.epoch > last.announcedAt
          ? { ...end, count: last.trueThen }
          : end,
      );
      expect(told({ ...history, ends: calm }).at(-1)).toEqual(disclose(last));
    });
  });
});

describe('a letter of 650', () => {
  const given = { threshold: 650, countStep: 10, minimumCell: 10 };
  const shown = (...counts: number[]): (number | undefined)[] =>
    told({ terms: given, ends: counts.map((count, i) => ({ epoch: i + 1, count, closing: false })) }).map(
      (one) => (one.tally === 'reached' ? one.count : undefined),
    );

  it('says nothing at 649, for any time', () => {
    expect(shown(649, 649, 649)).toEqual([undefined, undefined, undefined]);
  });

  it('is announced at the second end, with that end’s count', () => {
    expect(shown(655, 668)).toEqual([undefined, 660]);
    expect(shown(650, 650)).toEqual([undefined, 650]);
  });

  it('stays announced when people withdraw', () => {
    expect(shown(650, 650, 645, 640, 12)).toEqual([undefined, 650, 650, 640, 10]);
  });

  it('keeps to the threshold where a step lies below it', () => {
    const odd = { threshold: 655, countStep: 10, minimumCell: 10 };
    const ends = [657, 657].map((count, i) => ({ epoch: i + 1, count, closing: false }));
    expect(told({ terms: odd, ends }).at(-1)).toEqual({ tally: 'reached', count: 655, announcedAt: 2 });
  });

  it('is announced at the close alone, too; below it, never', () => {
    const close = (count: number): Disclosed[] =>
      told({ terms: given, ends: [{ epoch: 336, count, closing: true }] });
    expect(close(650)).toEqual([{ tally: 'reached', count: 650, announcedAt: 336 }]);
    expect(close(649)).toEqual([{ tally: 'collecting' }]);
  });
});
