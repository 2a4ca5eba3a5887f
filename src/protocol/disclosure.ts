// What may be told of a count: the one pure function that every page, answer and line of text goes through. protocol.md#disclosure
import type { Manifest } from './manifest.js';

export type DisclosureTerms = Pick<Manifest, 'threshold' | 'countStep' | 'minimumCell'>;

/** What the tally remembers from one epoch end to the next. Secret until `announcedAt` is set; sealed at rest. */
export interface TallyMemory {
  /** The last epoch end that was evaluated; 0 before the first. */
  readonly epoch: number;
  /** Whether the count was at or above the threshold then. */
  readonly wasReached: boolean;
  /** The epoch end at which it was announced; 0 before. */
  readonly announcedAt: number;
  /** The count last shown; 0 before the announcement. */
  readonly shown: number;
  /** The true count when `shown` last changed; 0 before the announcement. */
  readonly trueThen: number;
}

/** What everybody may know. `epoch` is the epoch end that the shown count is of. */
export type Disclosed =
  | { readonly tally: 'collecting' }
  | { readonly tally: 'reached'; readonly count: number; readonly announcedAt: number };

export const FRESH_MEMORY: TallyMemory = {
  epoch: 0,
  wasReached: false,
  announcedAt: 0,
  shown: 0,
  trueThen: 0,
};

/**
 * The memory after one more epoch end.
 * Reached is announced at the second of two evaluated epoch ends in a row at or above the threshold, or at the close, for good.
 * From then on the shown count changes only when the true one moved by `minimumCell` since the last change.
 */
export function evaluateEpoch(
  terms: DisclosureTerms,
  memory: TallyMemory,
  end: { epoch: number; count: number; closing: boolean },
): TallyMemory {
  const isReached = end.count >= terms.threshold;
  const next = { ...memory, epoch: end.epoch, wasReached: isReached };
  const announces = memory.announcedAt === 0 && isReached && (memory.wasReached || end.closing);
  if (announces) {
    return { ...next, announcedAt: end.epoch, shown: rounded(terms, end.count), trueThen: end.count };
  }
  if (memory.announcedAt === 0 || Math.abs(end.count - memory.trueThen) < terms.minimumCell) return next;
  return { ...next, shown: rounded(terms, end.count), trueThen: end.count };
}

/** What may be told of this memory. */
export function disclose(memory: TallyMemory): Disclosed {
  return memory.announcedAt === 0
    ? { tally: 'collecting' }
    : { tally: 'reached', count: memory.shown, announcedAt: memory.announcedAt };
}

/** Down to a multiple of `countStep`, but not below a threshold that the count is not below. */
function rounded(terms: DisclosureTerms, count: number): number {
  const down = count - (count % terms.countStep);
  return count >= terms.threshold ? Math.max(down, terms.threshold) : down;
}
