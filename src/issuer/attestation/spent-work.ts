// Which work was used already. protocol.md#work
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';

/** Some 10 MB. */
const MOST_REMEMBERED = 100_000;

/**
 * In the memory of this process only: with several, work can be used once at each. When there is no room, those that expire
 * first are forgotten, and whatever expires no later counts as used from then on: nothing is good twice.
 */
@Injectable()
export class SpentWork {
  /** Nonces by the time (milliseconds since 1970) at which they are of no use any more. */
  private readonly byEnd = new Map<number, Set<string>>();
  private remembered = 0;
  private forgottenUntil = 0;

  constructor(private readonly clock: Clock) {}

  /** Marks as used; false if it was used before, is too old, or can't be told any more. In one turn of the event loop. */
  spend(nonce: string, expiresAt: Date): boolean {
    const end = expiresAt.getTime();
    const now = this.clock.now().getTime();
    this.forgetUntil(now);
    if (end <= now || this.byEnd.get(end)?.has(nonce) === true) return false;
    if (end > this.forgottenUntil && this.remembered >= MOST_REMEMBERED) {
      this.forgottenUntil = Math.min(...this.byEnd.keys());
      this.forgetUntil(this.forgottenUntil);
    }
    if (end <= this.forgottenUntil) return false;
    const nonces = this.byEnd.get(end) ?? new Set();
    this.byEnd.set(end, nonces.add(nonce));
    this.remembered += 1;
    return true;
  }

  private forgetUntil(time: number): void {
    for (const [end, nonces] of this.byEnd) {
      if (end > time) continue;
      this.remembered -= nonces.size;
      this.byEnd.delete(end);
    }
  }
}
