// How much drawing of previews this process does: a bound for each organizer, and one for all. Keys cost nothing to make, so
// the second is the one that protects the letters' readers. Whatever is drawn counts from before it is begun: a burst of
// requests finds it spent.
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock.js';
import { PreviewsExhaustedError } from './preview.errors.js';

const WITHIN_MS = 60_000;
const OF_ONE = 90;
const OF_ALL = 1_800;
/** Of the process's time, in that minute. */
const MOST_MS_OF_ONE = 4_000;
const MOST_MS_OF_ALL = 15_000;
/** At the same time; of one organizer it is one. */
const MOST_AT_ONCE = 4;

interface Drawn {
  readonly organizer: string;
  readonly at: number;
  /** Milliseconds; 0 while it is drawn. */
  took: number;
}

@Injectable()
export class PreviewBudget {
  private drawn: Drawn[] = [];
  /** Whose are drawn at this moment. */
  private readonly drawing = new Set<string>();

  constructor(private readonly clock: Clock) {}

  /** Draws, if there is any left of the budget. `organizer` is her signing key. Throws `too_many_previews` (429). */
  async spend<T>(organizer: string, draw: () => Promise<T>): Promise<T> {
    const at = this.clock.now().getTime();
    this.drawn = this.drawn.filter((one) => at - one.at < WITHIN_MS);
    if (this.isSpent(organizer)) throw new PreviewsExhaustedError();
    const one: Drawn = { organizer, at, took: 0 };
    this.drawn.push(one);
    this.drawing.add(organizer);
    const begun = performance.now();
    try {
      return await draw();
    } finally {
      one.took = performance.now() - begun;
      this.drawing.delete(organizer);
    }
  }

  private isSpent(organizer: string): boolean {
    const own = this.drawn.filter((one) => one.organizer === organizer);
    return (
      this.drawing.has(organizer) ||
      this.drawing.size >= MOST_AT_ONCE ||
      own.length >= OF_ONE ||
      this.drawn.length >= OF_ALL ||
      timeOf(own) >= MOST_MS_OF_ONE ||
      timeOf(this.drawn) >= MOST_MS_OF_ALL
    );
  }
}

function timeOf(drawn: readonly Drawn[]): number {
  return drawn.reduce((sum, { took }) => sum + took, 0);
}
