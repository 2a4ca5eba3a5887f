// A cell: a workplace with a set of issuers. Signatures count, anywhere, only once their cell has minimumCell. protocol.md#tally
import type { Manifest } from './manifest.js';

/** `issuers` are indices into the manifest's `issuers`, ascending. */
export interface Cell {
  readonly workplace: string;
  readonly issuers: readonly number[];
}

/** Where each set of issuers stands in a list of cells, looked up for every signature of a letter. */
const known = new WeakMap<readonly Cell[], ReadonlyMap<string, number>>();

/** Every cell that the manifest allows, in its order: for each workplace, all sets of `issuersRequired` of its issuers. */
export function cellsOf(manifest: Manifest): Cell[] {
  return manifest.workplaces.flatMap(({ id }) => {
    const own = manifest.issuers.flatMap((issuer, i) => (issuer.workplace === id ? [i] : []));
    return subsets(own, manifest.issuersRequired).map((issuers) => ({ workplace: id, issuers }));
  });
}

/** The index, in `cells`, of the cell with these issuers; -1 if there is none. */
export function cellIndex(cells: readonly Cell[], issuers: readonly number[]): number {
  let places = known.get(cells);
  if (places === undefined) {
    places = new Map(cells.map((cell, i) => [cell.issuers.join(), i]));
    known.set(cells, places);
  }
  return places.get([...issuers].sort((a, b) => a - b).join()) ?? -1;
}

/** The sum of those cells that have at least `minimumCell`; the others don't count. */
export function countCells(counts: readonly number[], minimumCell: number): number {
  return counts.reduce((sum, count) => (count >= minimumCell ? sum + count : sum), 0);
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
