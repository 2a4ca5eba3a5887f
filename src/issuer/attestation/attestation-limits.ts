// How often codes are mailed to one address: what keeps a stranger from flooding a colleague's mailbox. protocol.md#asking
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { nodePrimitives } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { toBase64url, utf8 } from '../../protocol/codec.js';
import { taken } from './taken.js';

const HOUR = { points: 3, duration: 3_600 } as const;
const DAY = { points: 10, duration: 86_400 } as const;

/** What isn't mailed is counted for a second only: the same work, without memory that anybody could fill. */
const DECOY_SECONDS = 1;

interface Limits {
  readonly hour: RateLimiterMemory;
  readonly day: RateLimiterMemory;
}

/** In the memory of this process only; addresses are kept as HMACs under a key that is drawn anew at every start. */
@Injectable()
export class AttestationLimits {
  private readonly key: Uint8Array;
  private readonly mailed: Limits = {
    hour: new RateLimiterMemory({ keyPrefix: '', ...HOUR }),
    day: new RateLimiterMemory({ keyPrefix: '', ...DAY }),
  };
  private readonly decoys: Limits = {
    hour: new RateLimiterMemory({ keyPrefix: '', ...HOUR, duration: DECOY_SECONDS }),
    day: new RateLimiterMemory({ keyPrefix: '', ...DAY, duration: DECOY_SECONDS }),
  };

  constructor(random: RandomSource) {
    this.key = random.bytes(32);
  }

  /** Whether a code may be mailed to this canonical address now, which then counts. */
  async mayMail(address: string): Promise<boolean> {
    return this.take(this.mailed, address);
  }

  /** Does the same work for what is no mailbox of the letter. */
  async pretend(typed: string): Promise<void> {
    await this.take(this.decoys, typed);
  }

  private async take({ hour, day }: Limits, text: string): Promise<boolean> {
    const name = toBase64url(nodePrimitives.hmacSha256(this.key, utf8(text.toWellFormed())));
    return (await taken(hour, name)) && (await taken(day, name));
  }
}
