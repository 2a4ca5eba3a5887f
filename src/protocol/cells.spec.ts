import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, cellIndex, cellsOf, countCells } from './cells.js';
import type { Manifest } from './manifest.js';

/** Only what cells are made of; issuers of the workplaces may be mixed. */
const manifests = fc
  .record({
    workplaces: fc.integer({ min: 1, max: 4 }),
    owners: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 8 }),
    issuersRequired: fc.integer({ min: 1, max: 3 }),
  })
  .map(
    ({ workplaces, owners, issuersRequired }) =>
      ({
        workplaces: Array.from({ length: workplaces }, (_, i) => ({ id: `w${i.toString()}` })),
        issuers: owners.map((owner) => ({ workplace: `w${(owner % workplaces).toString()}` })),
        issuersRequired,
      }) as unknown as Manifest,
  );

/** Every subset of all issuers, as bits of a number, that is of one workplace and of the right size. */
function bruteForce(manifest: Manifest): Cell[] {
  const found: Cell[] = [];
  for (let mask = 0; mask < 1 << manifest.issuers.length; mask++) {
    const issuers = manifest.issuers.flatMap((_, i) => ((mask >> i) & 1 ? [i] : []));
    const workplaces = new Set(issuers.map((i) => manifest.issuers[i]!.workplace));
    if (issuers.length === manifest.issuersRequired && workplaces.size === 1) {
      found.push({ workplace: [...workplaces][0]!, issuers });
    }
  }
  return found;
}

const sorted = (cells: readonly Cell[]): string[] => cells.map((cell) => JSON.stringify(cell)).sort();

describe('cellsOf', () => {
  it('is every set of issuersRequired issuers of one workplace, each once', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        expect(sorted(cellsOf(manifest))).toEqual(sorted(bruteForce(manifest)));
      }),
    );
  });

  it('is in the order of the workplaces, then of the issuers', () => {
    const manifest = {
      workplaces: [{ id: 'b' }, { id: 'a' }],
      issuers: ['a', 'b', 'b', 'a', 'b'].map((workplace) => ({ workplace })),
      issuersRequired: 2,
    } as unknown as Manifest;
    expect(cellsOf(manifest)).toEqual([
      { workplace: 'b', issuers: [1, 2] },
      { workplace: 'b', issuers: [1, 4] },
      { workplace: 'b', issuers: [2, 4] },
      { workplace: 'a', issuers: [0, 3] },
    ]);
  });
});

describe('cellIndex', () => {
  it('finds every cell by its issuers in any order, and no other set', () => {
    fc.assert(
      fc.property(manifests, fc.array(fc.nat({ max: 9 }), { maxLength: 4 }), (manifest, any) => {
        const cells = cellsOf(manifest);
        cells.forEach((cell, i) => {
          expect(cellIndex(cells, cell.issuers)).toBe(i);
          expect(cellIndex(cells, [...cell.issuers].reverse())).toBe(i);
        });
        const same = cells.findIndex(
          ({ issuers }) => issuers.length === any.length && issuers.every((one) => any.includes(one)),
        );
        expect(cellIndex(cells, any)).toBe(same);
      }),
    );
  });

  it('isn’t fooled by numbers that are written alike', () => {
    const cells = [{ workplace: 'a', issuers: [1, 12] }];
    expect(cellIndex(cells, [11, 2])).toBe(-1);
    expect(cellIndex(cells, [112])).toBe(-1);
    expect(cellIndex(cells, [1, 1, 12])).toBe(-1);
    expect(cellIndex(cells, [])).toBe(-1);
  });
});

describe('countCells', () => {
  it('is the number of signatures in cells that have the least number or more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 })), fc.integer({ min: 1, max: 20 }), (counts, least) => {
        // one entry for each signature, holding its cell
        const signatures = counts.flatMap((count, cell) => Array.from({ length: count }, () => cell));
        const counted = signatures.filter(
          (cell) => signatures.filter((other) => other === cell).length >= least,
        );
        expect(countCells(counts, least)).toBe(counted.length);
      }),
    );
  });

  it('takes a cell from exactly the least number on', () => {
    expect(countCells([9, 10, 11], 10)).toBe(21);
    expect(countCells([], 10)).toBe(0);
  });
});
