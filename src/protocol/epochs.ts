// When an epoch ends: the only moments at which anything is counted. protocol.md#tally
import type { Manifest } from './manifest.js';
import { toSeconds } from './shape.js';

type Terms = Pick<Manifest, 'opensAt' | 'closesAt' | 'epochSeconds'>;

/** How many epochs the letter has; the end of the last one is its close. */
export function epochCount(terms: Terms): number {
  return (toSeconds(terms.closesAt) - toSeconds(terms.opensAt)) / terms.epochSeconds;
}

/** How many epochs have ended at this time: 0 before the end of the first, at most `epochCount`. */
export function endedEpochs(terms: Terms, now: Date): number {
  const passed = Math.floor((now.getTime() / 1000 - toSeconds(terms.opensAt)) / terms.epochSeconds);
  return Math.min(Math.max(passed, 0), epochCount(terms));
}

/** The moment at which epoch `epoch` (from 1) ends: `opensAt` + epoch × `epochSeconds`. */
export function epochEnd(terms: Terms, epoch: number): Date {
  return new Date((toSeconds(terms.opensAt) + epoch * terms.epochSeconds) * 1000);
}
