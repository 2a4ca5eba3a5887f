import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RoleCount } from './edition.js';
import {
  isRoleTable,
  mayRepeatRoleTable,
  type RoleRecord,
  roleTable,
  type RoleTerms,
  trueRoleTable,
} from './role-table.js';

const NAMES = ['Engineer', 'Designer', 'Sales', 'Support'];

/** One workplace; with `null`, a group more than roles. */
const termsOf = (groups: number, minimumCell: number, workplaces = 1): RoleTerms => ({
  workplaces: Array.from({ length: workplaces }, (_, i) => ({ id: `w${i.toString()}` })),
  roles: NAMES.slice(0, groups - 1),
  minimumCell,
});

/** As many records as the counts say, for workplace after workplace. */
function recordsOf(terms: RoleTerms, ...counts: readonly (readonly number[])[]): RoleRecord[] {
  return counts.flatMap((some, w) =>
    some.flatMap((count, g) =>
      Array.from({ length: count }, () => ({
        workplace: terms.workplaces[w]!.id,
        role: terms.roles[g] ?? null,
      })),
    ),
  );
}

const shownOf = (terms: RoleTerms, counts: readonly number[]): (number | null)[] =>
  roleTable(terms, recordsOf(terms, counts)).map(({ count }) => count);
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const cellsOf = (...totals: number[]) =>
  totals.map((count, i) => ({ workplace: `w${i.toString()}`, issuers: [i], count, waiting: count === 0 }));

/** All ways to write `total` as so many counts. */
function compositions(total: number, groups: number): number[][] {
  if (groups === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    compositions(total - first, groups - 1).map((rest) => [first, ...rest]),
  ).flat();
}

/** Every small case: groups, least cell, and totals that a workplace can have. */
const SMALL = [
  { groups: 2, minimumCell: 1, most: 12 },
  { groups: 2, minimumCell: 2, most: 14 },
  { groups: 2, minimumCell: 3, most: 16 },
  { groups: 2, minimumCell: 5, most: 24 },
  { groups: 3, minimumCell: 1, most: 10 },
  { groups: 3, minimumCell: 2, most: 14 },
  { groups: 3, minimumCell: 3, most: 18 },
  { groups: 3, minimumCell: 4, most: 22 },
  { groups: 4, minimumCell: 2, most: 12 },
  { groups: 4, minimumCell: 3, most: 16 },
];

const totalsOf = (minimumCell: number, most: number): number[] => [
  0,
  ...Array.from({ length: most - minimumCell + 1 }, (_, i) => minimumCell + i),
];

/** What is published → the true tables that it is published of, for one total. */
function published(terms: RoleTerms, total: number): Map<string, number[][]> {
  const tables = new Map<string, number[][]>();
  for (const counts of compositions(total, terms.roles.length + 1)) {
    const key = JSON.stringify(shownOf(terms, counts));
    tables.set(key, [...(tables.get(key) ?? []), counts]);
  }
  return tables;
}

describe('the table of roles', () => {
  it('counts every workplace with every role, and last those who gave none', () => {
    const terms = termsOf(3, 2, 2);
    const records = recordsOf(terms, [4, 2, 3], [2, 5, 2]);
    expect(roleTable(terms, records)).toEqual([
      { workplace: 'w0', role: 'Engineer', count: 4 },
      { workplace: 'w0', role: 'Designer', count: 2 },
      { workplace: 'w0', role: null, count: 3 },
      { workplace: 'w1', role: 'Engineer', count: 2 },
      { workplace: 'w1', role: 'Designer', count: 5 },
      { workplace: 'w1', role: null, count: 2 },
    ]);
    expect(roleTable(terms, records.toReversed())).toEqual(roleTable(terms, records));
    expect(trueRoleTable(terms, records)).toEqual(roleTable(terms, records));
  });

  it('takes a role that isn’t on the menu as none, and no record of elsewhere', () => {
    const terms = termsOf(2, 1);
    const records = [
      { workplace: 'w0', role: 'Chief' },
      { workplace: 'w0', role: 'Engineer' },
      { workplace: 'w9', role: 'Engineer' },
    ];
    expect(trueRoleTable(terms, records).map(({ count }) => count)).toEqual([1, 1]);
  });

  it('has no rows where there is no menu', () => {
    const terms = termsOf(1, 3);
    expect(roleTable(terms, recordsOf(terms, [9]))).toEqual([]);
    expect(trueRoleTable(terms, recordsOf(terms, [9]))).toEqual([]);
    expect(mayRepeatRoleTable([], [], 3)).toBe(true);
  });

  it.each([
    ['nothing small', [12, 15, 30], [12, 15, 30]],
    ['one small group, and the smallest of the others', [12, 4, 30], [null, null, 30]],
    ['one small group, and all that are the smallest', [12, 4, 12], [null, null, null]],
    ['two small groups, large enough together', [6, 7, 30], [null, null, 30]],
    ['two small groups, too small together', [2, 1, 30], [null, null, null]],
    ['groups of nobody, which would show as such', [0, 0, 30], [null, null, null]],
    ['two small groups that are as large as such can be', [9, 9, 30], [null, null, null]],
    ['everything small', [4, 5, 6], [null, null, null]],
    ['a workplace where nobody counts', [0, 0, 0], [null, null, null]],
  ])('suppresses: %s', (_, counts, shown) => {
    expect(shownOf(termsOf(3, 10), counts)).toEqual(shown);
  });

  it('leaves the larger ones visible', () => {
    expect(shownOf(termsOf(5, 10), [4, 80, 11, 25, 90])).toEqual([null, 80, null, 25, 90]);
    expect(shownOf(termsOf(5, 10), [9, 80, 9, 25, 90])).toEqual([null, 80, null, null, 90]);
  });

  it('looks at each workplace by itself', () => {
    const terms = termsOf(2, 3, 2);
    expect(roleTable(terms, recordsOf(terms, [1, 8], [5, 8])).map(({ count }) => count)).toEqual([
      null,
      null,
      5,
      8,
    ]);
  });
});

describe('what a reader can compute, who knows every rule', () => {
  it.each(SMALL)(
    'never is a suppressed count: $groups groups, least cell $minimumCell, up to $most signatures',
    ({ groups, minimumCell, most }) => {
      const terms = termsOf(groups, minimumCell);
      for (const total of totalsOf(minimumCell, most)) {
        for (const [table, truths] of published(terms, total)) {
          const shown = JSON.parse(table) as (number | null)[];
          shown.forEach((count, g) => {
            const possible = new Set(truths.map((counts) => counts[g]));
            if (count !== null) {
              expect([...possible]).toEqual([count]);
              expect(count).toBeGreaterThanOrEqual(minimumCell);
            } else if (total > 0 && possible.size < 2) {
              // Of a workplace without signatures the cells tell it already.
              throw new Error(`${table} of ${total.toString()} gives away ${JSON.stringify(truths)}`);
            }
          });
          // What isn't shown is known as a sum: it must not be a small group either.
          const rest = total - sum(shown.map((count) => count ?? 0));
          expect(rest === 0 || rest >= minimumCell).toBe(true);
        }
      }
    },
  );

  it('would be one if a single small group were all that is suppressed, or two at their most', () => {
    // The same solver over the naive rule: the counts below the least cell and no others.
    const naive = (counts: readonly number[]): string =>
      JSON.stringify(counts.map((count) => (count < 3 ? null : count)));
    const givenAway = new Set<string>();
    for (const total of totalsOf(3, 12)) {
      const tables = new Map<string, number[][]>();
      for (const counts of compositions(total, 3)) {
        tables.set(naive(counts), [...(tables.get(naive(counts)) ?? []), counts]);
      }
      for (const [table, truths] of tables) {
        const shown = JSON.parse(table) as (number | null)[];
        const known = shown.some((count, g) => count === null && new Set(truths.map((c) => c[g])).size < 2);
        if (known && total > 0) givenAway.add(table);
      }
    }
    expect(givenAway).toContain('[null,3,3]');
    expect(givenAway).toContain('[null,null,3]');
  });

  it('suppresses what the least rule demands, and at most the smallest others', () => {
    const counts = fc.array(fc.nat({ max: 40 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 12 }), (given, minimumCell) => {
        const shown = shownOf(termsOf(given.length, minimumCell), given);
        const others = given.filter((count, i) => shown[i] === null && count >= minimumCell);
        expect(given.every((count, i) => count >= minimumCell || shown[i] === null)).toBe(true);
        expect(shown.every((count, i) => count === null || count === given[i])).toBe(true);
        expect(new Set(others).size).toBeLessThanOrEqual(1);
        expect(shown.every((count) => count === null || count > (others[0] ?? 0))).toBe(true);
        if (given.every((count) => count >= minimumCell)) expect(others).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a published table', () => {
  it.each(SMALL.filter(({ most }) => most <= 16))(
    'is taken if and only if some signatures lead to it: $groups groups, least cell $minimumCell',
    ({ groups, minimumCell, most }) => {
      const terms = termsOf(groups, minimumCell);
      const totals = totalsOf(minimumCell, Math.min(most, groups === 4 ? 9 : 14));
      for (const total of totals) {
        const possible = new Set(published(terms, total).keys());
        const values = [null, ...Array.from({ length: total + 2 }, (_, i) => i)];
        const tables = Array.from({ length: groups }, () => values).reduce<(number | null)[][]>(
          (made, some) => made.flatMap((start) => some.map((one) => [...start, one])),
          [[]],
        );
        const wrong = tables.filter((counts) => {
          const rows = counts.map((count, i) => ({ workplace: 'w0', role: terms.roles[i] ?? null, count }));
          return isRoleTable(terms, cellsOf(total), rows) !== possible.has(JSON.stringify(counts));
        });
        expect(wrong).toEqual([]);
      }
    },
  );

  it('is made of its own records, whatever they are', () => {
    const counts = fc.array(fc.nat({ max: 30 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: 1, max: 10 }), (a, b, minimumCell) => {
        fc.pre([a, b].every((some) => sum(some) === 0 || sum(some) >= minimumCell));
        const terms = termsOf(3, minimumCell, 2);
        const table = roleTable(terms, recordsOf(terms, a, b));
        expect(isRoleTable(terms, cellsOf(sum(a), sum(b)), table)).toBe(true);
        // Where nothing is suppressed, no other number of signatures fits.
        const exact = table.slice(3).every(({ count }) => count !== null);
        expect(exact && isRoleTable(terms, cellsOf(sum(a), sum(b) + 1), table)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('may suppress equals beside small groups that are at their most', () => {
    const terms = termsOf(5, 2);
    const table = roleTable(terms, recordsOf(terms, [1, 3, 1, 3, 4]));
    expect(table.map(({ count }) => count)).toEqual([null, null, null, null, 4]);
    expect(isRoleTable(terms, cellsOf(12), table)).toBe(true);
    expect(isRoleTable(terms, cellsOf(15), table)).toBe(false);
  });

  it('has all rows, in their order, and no others', () => {
    const terms = termsOf(2, 3, 2);
    const table = roleTable(terms, recordsOf(terms, [5, 4], [3, 6]));
    const cells = cellsOf(9, 9);
    const takes = (rows: RoleCount[]): boolean => isRoleTable(terms, cells, rows);
    expect(takes(table)).toBe(true);
    for (const wrong of [
      [],
      table.slice(1),
      table.slice(0, 2),
      table.toReversed(),
      [...table.slice(2), ...table.slice(0, 2)],
      [...table, table[0]!],
      table.map((row) => ({ ...row, workplace: 'w0' })),
      table.map((row) => ({ ...row, role: row.role ?? 'Chief' })),
    ]) {
      expect(takes(wrong)).toBe(false);
    }
  });

  it('adds up over all cells of a workplace', () => {
    const terms = termsOf(2, 3);
    const table = roleTable(terms, recordsOf(terms, [5, 4]));
    const split = [
      { workplace: 'w0', issuers: [0], count: 4, waiting: false },
      { workplace: 'w0', issuers: [1], count: 5, waiting: false },
      { workplace: 'w1', issuers: [2], count: 7, waiting: false },
    ];
    expect(isRoleTable(terms, split, table)).toBe(true);
  });
});

describe('a table beside the one before it', () => {
  const may = (before: number[], now: number[], minimumCell: number): boolean => {
    const terms = termsOf(before.length, minimumCell);
    return mayRepeatRoleTable(
      trueRoleTable(terms, recordsOf(terms, before)),
      trueRoleTable(terms, recordsOf(terms, now)),
      minimumCell,
    );
  };

  it.each([
    ['nothing changed', [12, 15, 30], [12, 15, 30], true],
    ['each changed by none or enough', [12, 15, 30], [22, 15, 45], true],
    ['one changed by too few', [12, 15, 30], [22, 16, 30], false],
    ['one withdrew', [12, 15, 30], [12, 15, 29], false],
    ['many withdrew', [32, 15, 30], [12, 15, 30], true],
    ['a suppressed one changed by too few', [5, 6, 30], [6, 6, 40], false],
    ['those suppressed are the same', [5, 6, 30], [5, 6, 40], true],
    ['a suppressed one shows now', [5, 15, 30], [15, 25, 40], false],
    ['another one has to hide it now', [5, 12, 30], [5, 42, 30], false],
    ['a workplace is new', [0, 0, 0], [12, 15, 30], true],
    ['a workplace is new, with a small group', [0, 0, 0], [12, 15, 3], false],
    ['nobody is left', [12, 15, 30], [0, 0, 0], true],
  ])('may stand: %s', (_, before, now, expected) => {
    expect(may(before, now, 10)).toBe(expected);
  });

  it('may not stand if it tells that suppressed groups are all alike', () => {
    // 3 stays, two come down by 5: who knows that none changes by less finds no other three counts with the sum 9.
    expect(may([3, 8, 8, 9, 20], [3, 3, 3, 9, 5], 5)).toBe(false);
    expect(may([3, 3, 3, 9, 5], [3, 8, 8, 9, 20], 5)).toBe(false);
    expect(may([3, 8, 8, 9, 20], [3, 13, 13, 14, 20], 5)).toBe(true);
  });

  it('may stand if there was none before, and never beside one of another shape', () => {
    const terms = termsOf(2, 3);
    const table = trueRoleTable(terms, recordsOf(terms, [5, 4]));
    expect(mayRepeatRoleTable([], table, 3)).toBe(true);
    expect(mayRepeatRoleTable(table, [], 3)).toBe(false);
    expect(mayRepeatRoleTable(table, table.toReversed(), 3)).toBe(false);
    expect(mayRepeatRoleTable(table, trueRoleTable(termsOf(3, 3), []), 3)).toBe(false);
  });

  it('is judged in every workplace', () => {
    const terms = termsOf(2, 3, 2);
    const tableOf = (...counts: number[][]) => trueRoleTable(terms, recordsOf(terms, ...counts));
    const before = tableOf([5, 4], [6, 7]);
    expect(mayRepeatRoleTable(before, tableOf([8, 4], [6, 11]), 3)).toBe(true);
    expect(mayRepeatRoleTable(before, tableOf([8, 4], [6, 8]), 3)).toBe(false);
  });

  it('shows by no difference a group of fewer than the least cell', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 24 }), { minLength: 3, maxLength: 3 });
    let taken = 0;
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: 2, max: 5 }), (before, now, minimumCell) => {
        if (!may(before, now, minimumCell)) return;
        taken += 1;
        const terms = termsOf(3, minimumCell);
        const [then, today] = [shownOf(terms, before), shownOf(terms, now)];
        then.forEach((count, g) => {
          const other = today[g];
          if (count === null || other === null || other === undefined) return;
          const change = Math.abs(other - count);
          expect(change === 0 || change >= minimumCell).toBe(true);
        });
      }),
      { numRuns: 4000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    { groups: 2, minimumCell: 2, most: 12 },
    { groups: 2, minimumCell: 3, most: 14 },
    { groups: 3, minimumCell: 1, most: 7 },
    { groups: 3, minimumCell: 2, most: 9 },
    { groups: 3, minimumCell: 3, most: 10 },
  ])(
    'gives away no suppressed count of either: $groups groups, least cell $minimumCell, up to $most signatures',
    ({ groups, minimumCell, most }) => {
      const terms = termsOf(groups, minimumCell);
      const tables = totalsOf(minimumCell, most).flatMap((total) => compositions(total, groups));
      const shown = tables.map((counts) => JSON.stringify([sum(counts), shownOf(terms, counts)]));
      const seen = new Map<string, { values: Set<number>[]; hidden: boolean[] }>();
      tables.forEach((before, i) => {
        tables.forEach((now, j) => {
          if (!may(before, now, minimumCell)) return;
          const key = `${shown[i]!} ${shown[j]!}`;
          const both = [...before, ...now];
          const one = seen.get(key) ?? {
            values: both.map(() => new Set<number>()),
            hidden: [before, now].flatMap((counts) =>
              shownOf(terms, counts).map((count) => count === null && sum(counts) > 0),
            ),
          };
          both.forEach((count, g) => one.values[g]!.add(count));
          seen.set(key, one);
        });
      });
      const known = [...seen].filter(([, { values, hidden }]) =>
        values.some((some, g) => hidden[g] === true && some.size < 2),
      );
      expect(known.map(([key]) => key)).toEqual([]);
      expect(seen.size).toBeGreaterThan(20);
    },
  );
});
