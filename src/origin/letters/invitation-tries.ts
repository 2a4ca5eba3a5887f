// How often codes that weren't good were tried: by one organizer's key, and by all of them. A code has 80 bits, so this bounds
// what guessing costs the database rather than what it finds. protocol.md#invitation
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { TooManyInvitationTriesError } from './invitations.errors.js';

const WITHIN_MS = 600_000;
const OF_ONE = 5;
const OF_ALL = 1_000;

/** A try that is under way, or that failed. */
export interface InvitationTry {
  readonly organizer: string;
  readonly at: number;
}

/** In the memory of this process only: with several, the bounds are as many times higher. */
@Injectable()
export class InvitationTries {
  private tries: InvitationTry[] = [];

  constructor(private readonly clock: Clock) {}

  /**
   * Counts a try before it is made, so that many at once don't slip past the limit. `organizer` is her signing key, base64url.
   * Throws `too_many_invitation_tries` (429).
   */
  begin(organizer: string): InvitationTry {
    const now = this.clock.now().getTime();
    this.tries = this.tries.filter(({ at }) => now - at < WITHIN_MS);
    const own = this.tries.filter((one) => one.organizer === organizer);
    if (this.tries.length >= OF_ALL || own.length >= OF_ONE) throw new TooManyInvitationTriesError();
    const begun = { organizer, at: now };
    this.tries.push(begun);
    return begun;
  }

  /** It wasn't a wrong code: the try doesn't count. */
  takeBack(begun: InvitationTry): void {
    this.tries = this.tries.filter((one) => one !== begun);
  }
}
