// How a letter stands, in the words of its picture: what everybody is told, and no more. protocol.md#disclosure
import type { Say } from '../../locales/texts.js';
import type { LetterFacts } from '../letter/letter-facts.service.js';

export type Standing =
  | { readonly kind: 'collecting' | 'lapsed' | 'cancelled' }
  /** What the tally discloses. */
  | { readonly kind: 'count'; readonly count: number }
  /** What an edition says. */
  | { readonly kind: 'released'; readonly count: number };

/** Of the letter itself; the same for every count that nobody is told. */
export function standingOf({ tally, phase }: Pick<LetterFacts, 'tally' | 'phase'>): Standing {
  if (phase === 'lapsed' || phase === 'cancelled') return { kind: phase };
  return tally.tally === 'reached' ? { kind: 'count', count: tally.count } : { kind: 'collecting' };
}

export function pictureStanding(say: Say, standing: Standing): string {
  return say(`picture.${standing.kind}`, 'count' in standing ? { count: standing.count } : {});
}

/** The path of a letter's picture, or of one of its editions'. */
export function picturePath(id: string, edition?: string): string {
  return edition === undefined ? `/l/${id}/picture.png` : `/l/${id}/press/${edition}/picture.png`;
}
