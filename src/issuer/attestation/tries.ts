// How often a challenge was tried with a wrong code. Counted within one turn of the event loop, so that guesses sent at once
// don't slip past the limit, and right codes sent at once don't use it up. protocol.md#challenge
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { toBase64url } from '../../protocol/codec.js';

const TRIES = 5;

interface Failures {
  count: number;
  readonly until: Date;
}

/** In the memory of this process only: with several, the bound is as many times higher. */
@Injectable()
export class Tries {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** Whether the challenge of this id (16 bytes) may be tried. */
  allow(id: Uint8Array): boolean {
    return (this.failures.get(toBase64url(id))?.count ?? 0) < TRIES;
  }

  /** Counts a wrong code against a challenge, which nobody can try anyway after `until`. */
  fail(id: Uint8Array, until: Date): void {
    this.forgetExpired();
    const name = toBase64url(id);
    const failures = this.failures.get(name);
    if (failures === undefined) this.failures.set(name, { count: 1, until });
    else failures.count += 1;
  }

  /** All challenges live equally long, and few are tried out of turn: whatever is at the front expires first, or nearly. */
  private forgetExpired(): void {
    const now = this.clock.now();
    for (const [name, { until }] of this.failures) {
      if (now < until) return;
      this.failures.delete(name);
    }
  }
}
