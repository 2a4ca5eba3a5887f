// How many codes are mailed to organizations: their mailboxes can be anywhere, so that more than the mailbox is limited.
// protocol.md#organizations
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { nodePrimitives } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { toBase64url, utf8 } from '../../protocol/codec.js';
import { taken } from './taken.js';

const DAY_SECONDS = 86_400;

/** In the memory of this process only; domains are kept as HMACs under a key that is drawn anew at every start. */
@Injectable()
export class OrganizationLimits {
  private readonly key: Uint8Array;
  private readonly domains = new RateLimiterMemory({ keyPrefix: '', points: 10, duration: DAY_SECONDS });
  private readonly letters = new RateLimiterMemory({ keyPrefix: '', points: 100, duration: DAY_SECONDS });

  constructor(random: RandomSource) {
    this.key = random.bytes(32);
  }

  /**
   * Whether one more code may be mailed to this domain today, and for this letter; which then counts. Once a letter's are
   * spent nothing is remembered of the domains that are named: anybody can name as many as she likes.
   */
  async mayMail(letter: string, domain: string): Promise<boolean> {
    if ((await this.letters.get(letter))?.remainingPoints === 0) return false;
    const name = toBase64url(nodePrimitives.hmacSha256(this.key, utf8(domain)));
    return (await taken(this.domains, name)) && (await taken(this.letters, letter));
  }
}
