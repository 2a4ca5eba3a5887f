// How much drawing of previews this process does: a bound for each organizer, and one for all. Keys cost nothing to make, so
// the second is the one that protects the letters' readers.
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock.js';
import { PreviewsExhaustedError } from './preview.errors.js';

const WITHIN_MS = 60_000;
const OF_ONE = 90;
const OF_ALL = 1_800;
/** Of the process's time, in that minute. */
const MOST_MS_OF_ONE = 4_000;
const MOST_MS_OF_ALL = 15_000;

interface Drawn {
  readonly organizer: string;
  readonly at: number;
  readonly took: number;
}

@Injectable()
export class PreviewBudget {
  private drawn: Drawn[] = [];

  constructor(private readonly clock: Clock) {}

  /** Draws, if there is any left of the budget. `organizer` is her signing key. Throws `too_many_previews` (429). */
  async spend<T>(organizer: string, draw: () => Promise<T>): Promise<T> {
    const at = this.clock.now().getTime();
    this.drawn = this.drawn.filter((one) => at - one.at < WITHIN_MS);
    const own = this.drawn.filter((one) => one.organizer === organizer);
    const isOver =
      own.length >= OF_ONE ||
      this.drawn.length >= OF_ALL ||
      timeOf(own) >= MOST_MS_OF_ONE ||
      timeOf(this.drawn) >= MOST_MS_OF_ALL;
    if (isOver) throw new PreviewsExhaustedError();
    const begun = performance.now();
    try {
      return await draw();
    } finally {
      this.drawn.push({ organizer, at, took: performance.now() - begun });
    }
  }
}

function timeOf(drawn: readonly Drawn[]): number {
  return drawn.reduce((sum, { took }) => sum + took, 0);
}
