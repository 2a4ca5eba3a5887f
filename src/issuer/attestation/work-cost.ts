// How much work is demanded: more, for everybody, while much goes wrong. protocol.md#work
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { Config } from '../../common/config.js';
import { RandomSource } from '../../common/random.js';

const REMEMBERED_MS = 600_000;

/** One failure in so many is counted, drawn at random: what others did wrong can't be read from when the work gets more. */
const COUNTED_IN = 16;
const COUNTED_FOR_DOUBLING = 8;
const MOST_DOUBLINGS = 3;

/**
 * In the memory of this process only. Failures are wrong codes and missing, wrong or spent work, never anything that depends on
 * an address: that somebody was mailed too often already would show in the cost, and so that she asked.
 */
@Injectable()
export class WorkCost {
  /** When the counted ones happened, oldest first. */
  private readonly counted: number[] = [];

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  /** Under which number the counter to be found is drawn now: twice what is computed on average. */
  most(): number {
    this.forget();
    const doublings = Math.floor(this.counted.length / COUNTED_FOR_DOUBLING);
    return 2 * this.config.workCost * 2 ** doublings;
  }

  /** Something went wrong. */
  failed(): void {
    if (this.random.integer(COUNTED_IN) !== 0) return;
    this.forget();
    this.counted.push(this.clock.now().getTime());
    if (this.counted.length > MOST_DOUBLINGS * COUNTED_FOR_DOUBLING) this.counted.shift();
  }

  private forget(): void {
    const since = this.clock.now().getTime() - REMEMBERED_MS;
    while (this.counted[0] !== undefined && this.counted[0] <= since) this.counted.shift();
  }
}
