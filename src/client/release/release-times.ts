// When something of a letter is counted or taken next. protocol.md#tally
import { endedEpochs, epochCount, epochEnd } from '../../protocol/epochs.js';
import type { Manifest } from '../../protocol/manifest.js';
import { toTime } from '../../protocol/shape.js';
import type { ReleaseView } from './release-view.js';

type Terms = Pick<Manifest, 'opensAt' | 'closesAt' | 'epochSeconds'>;

/** The next epoch end of an open letter, as documents have times; undefined once there is none. */
export function nextEpochEnd(
  terms: Terms,
  { state, closesAt }: Pick<ReleaseView, 'state' | 'closesAt'>,
  now: Date,
): string | undefined {
  if (state !== 'open') return undefined;
  const next = endedEpochs(terms, now) + 1;
  if (next > epochCount(terms)) return undefined;
  const at = toTime(epochEnd(terms, next));
  return closesAt !== null && at > closesAt ? undefined : at;
}

/** The epoch end that a snapshot is of. */
export function asOf(terms: Terms, epoch: number): string {
  return toTime(epochEnd(terms, epoch));
}
