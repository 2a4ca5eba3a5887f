import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { selectSnapshot, type Candidate } from './snapshot-rule.js';

const candidate = fc.record({
  action: fc.constantFrom<Candidate['action'][]>('sign', 'sign', 'sign', 'withdraw'),
  cell: fc.integer({ min: 0, max: 2 }),
  firstSnapshot: fc.constantFrom(0, 0, 3, 7),
});
const candidates = fc.array(candidate, { maxLength: 60 });
const minimumCell = fc.integer({ min: 1, max: 8 });

describe('the snapshot rule', () => {
  it('takes the newcomers of a cell together, and only if they are enough', () => {
    fc.assert(
      fc.property(candidates, minimumCell, (all, least) => {
        const { taken, cells } = selectSnapshot(all, { cells: 3, minimumCell: least });
        cells.forEach(({ waiting }, cell) => {
          const newcomers = all.filter((one) => isNewcomer(one) && one.cell === cell);
          const takenOnes = taken.filter((one) => isNewcomer(one) && one.cell === cell);
          expect(waiting).toBe(newcomers.length < least);
          expect(takenOnes).toHaveLength(waiting ? 0 : newcomers.length);
        });
      }),
    );
  });

  it('never takes a withdrawal, nobody twice, and shows a cell only from the minimum on', () => {
    fc.assert(
      fc.property(candidates, minimumCell, (all, least) => {
        const { taken, cells, count } = selectSnapshot(all, { cells: 3, minimumCell: least });
        expect(taken.every((one) => one.action === 'sign')).toBe(true);
        expect(new Set(taken).size).toBe(taken.length);
        expect(count).toBe(taken.length);
        expect(cells).toHaveLength(3);
        cells.forEach((cell, i) => {
          expect(cell.count).toBe(taken.filter((one) => one.cell === i).length);
          expect(cell.count === 0 || cell.count >= least).toBe(true);
        });
      }),
    );
  });

  it('leaves out a signing member of an earlier snapshot only where the whole cell is left out, and says that it waits', () => {
    fc.assert(
      fc.property(candidates, minimumCell, (all, least) => {
        const { taken, cells } = selectSnapshot(all, { cells: 3, minimumCell: least });
        const missing = all.filter(
          (one) => one.action === 'sign' && one.firstSnapshot > 0 && !taken.includes(one),
        );
        for (const one of missing) expect(cells[one.cell]).toEqual({ count: 0, waiting: true });
      }),
    );
  });

  it('shows the difference between two snapshots as no newcomers of a cell, or at least the minimum', () => {
    fc.assert(
      fc.property(candidates, candidates, minimumCell, (first, arriving, least) => {
        const terms = { cells: 3, minimumCell: least };
        const before = selectSnapshot(first, terms).taken;
        const later = [
          ...first.map((one) =>
            before.includes(one) && isNewcomer(one) ? { ...one, firstSnapshot: 9 } : one,
          ),
          ...arriving.map((one) => ({ ...one, firstSnapshot: 0 })),
        ];
        const added = selectSnapshot(later, terms).taken.filter(isNewcomer);
        for (const cell of [0, 1, 2]) {
          const inCell = added.filter((one) => one.cell === cell).length;
          expect(inCell === 0 || inCell >= least).toBe(true);
        }
      }),
    );
  });

  it('lets a first snapshot be exactly those whose cells count', () => {
    const signed = (cell: number, times: number): Candidate[] =>
      Array.from({ length: times }, () => ({ action: 'sign', cell, firstSnapshot: 0 }));
    const { cells, count } = selectSnapshot([...signed(0, 10), ...signed(1, 9), ...signed(2, 25)], {
      cells: 3,
      minimumCell: 10,
    });
    expect(count).toBe(35);
    expect(cells).toEqual([
      { count: 10, waiting: false },
      { count: 0, waiting: true },
      { count: 25, waiting: false },
    ]);
  });
});

function isNewcomer(one: Candidate): boolean {
  return one.action === 'sign' && one.firstSnapshot === 0;
}
