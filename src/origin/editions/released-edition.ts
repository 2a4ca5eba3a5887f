// An edition beside its letter, as the files for the press say it: workplaces and methods by name, shares where known.
// protocol.md#edition
import { shareOf } from '../../protocol/headcount.js';
import type { Manifest } from '../../protocol/manifest.js';
import type { EditionView } from './editions.dto.js';

export interface ReleasedEdition {
  readonly manifest: Manifest;
  readonly edition: EditionView;
}

/** Of an edition's bundle. */
export interface BundleFacts {
  readonly bytes: number;
  /** In hexadecimal, as command lines print it. */
  readonly sha256: string;
}

/** A cell of the proposal, with the names of what it refers to. */
export interface NamedCell {
  readonly workplace: string;
  readonly headcount: number | null;
  readonly issuers: readonly { readonly name: string; readonly method: Method }[];
  readonly count: number;
  /** Of the headcount, from 0 to 1, where it is known. */
  readonly share: number | undefined;
  readonly waiting: boolean;
}

export type Method = Manifest['issuers'][number]['method'];

/** The edition's cells, in the proposal's order. */
export function namedCells({ manifest, edition }: ReleasedEdition): NamedCell[] {
  return edition.cells.map(({ workplace, issuers, count, waiting }) => {
    const place = manifest.workplaces.find(({ id }) => id === workplace);
    const headcount = place?.headcount ?? null;
    return {
      workplace: place?.name ?? workplace,
      headcount,
      issuers: issuers.flatMap((i) => manifest.issuers[i] ?? []),
      count,
      share: shareOf(count, headcount),
      waiting,
    };
  });
}

/** How many by each way of verifying a mailbox, or several ways together; in the order of the cells. */
export function countsByMethod(cells: readonly NamedCell[]): { methods: Method[]; count: number }[] {
  const counts = new Map<string, { methods: Method[]; count: number }>();
  for (const { issuers, count } of cells) {
    const methods = [...new Set(issuers.map(({ method }) => method))];
    const known = counts.get(methods.join()) ?? { methods, count: 0 };
    counts.set(methods.join(), { methods, count: known.count + count });
  }
  return [...counts.values()];
}

/** An edition's page at its letter's origin: its address for ever. */
export function pageOf({ manifest, edition }: ReleasedEdition): string {
  return `${manifest.origin}/l/${edition.letter}/press/${edition.edition}`;
}
