// What an organizer signs to log in: made by us, five minutes long, used once. protocol.md#formats
import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/master-key.js';
import { RandomSource } from '../../common/random.js';
import { concat, fromBase64url, Reader, toBase64url, uint } from '../../protocol/codec.js';
import { toTime } from '../../protocol/shape.js';
import { LoginsExhaustedError } from './organizers.errors.js';

const LIFETIME_SECONDS = 300;
const RANDOM_LENGTH = 16;
const TIME_LENGTH = 5;
const TAG_LENGTH = 16;

/** Used nonces are remembered until their time is over; this many are a flood. */
const REMEMBERED = 200_000;

@Injectable()
export class LoginNoncesService {
  private readonly macKey: Uint8Array;
  /** Nonce → when its time is over, in ms; in the order of use. */
  private readonly used = new Map<string, number>();

  constructor(
    masterKey: MasterKey,
    private readonly random: RandomSource,
    private readonly clock: Clock,
  ) {
    this.macKey = masterKey.derive('origin/login-nonce');
  }

  /** A nonce, and when its time is over as documents write it. */
  issue(): { nonce: string; expires: string } {
    const seconds = Math.floor(this.clock.now().getTime() / 1000) + LIFETIME_SECONDS;
    const said = concat(this.random.bytes(RANDOM_LENGTH), uint(seconds, TIME_LENGTH));
    return { nonce: toBase64url(concat(said, this.tag(said))), expires: toTime(new Date(seconds * 1000)) };
  }

  /** Whether this is a nonce of ours that expires then and not yet. */
  isValid(nonce: string, expires: string): boolean {
    const seconds = this.expiryOf(nonce);
    return (
      seconds !== undefined &&
      seconds * 1000 > this.clock.now().getTime() &&
      toTime(new Date(seconds * 1000)) === expires
    );
  }

  /** Whether the nonce is used for the first time in this process. Throws `logins_exhausted` (503) in a flood. */
  use(nonce: string): boolean {
    this.forget();
    if (this.used.has(nonce)) return false;
    if (this.used.size >= REMEMBERED) throw new LoginsExhaustedError();
    this.used.set(nonce, this.clock.now().getTime() + LIFETIME_SECONDS * 1000);
    return true;
  }

  private expiryOf(nonce: string): number | undefined {
    const bytes = decoded(nonce);
    if (bytes === undefined) return undefined;
    const said = bytes.subarray(0, RANDOM_LENGTH + TIME_LENGTH);
    if (!timingSafeEqual(this.tag(said), bytes.subarray(RANDOM_LENGTH + TIME_LENGTH))) return undefined;
    const reader = new Reader(said);
    reader.take(RANDOM_LENGTH);
    return reader.uint(TIME_LENGTH);
  }

  private forget(): void {
    const now = this.clock.now().getTime();
    for (const [nonce, over] of this.used) {
      if (over > now) break;
      this.used.delete(nonce);
    }
  }

  private tag(said: Uint8Array): Uint8Array {
    return new Uint8Array(createHmac('sha256', this.macKey).update(said).digest()).slice(0, TAG_LENGTH);
  }
}

// struct { opaque random[16]; uint40 expires; opaque mac[16]; } Nonce;
function decoded(nonce: string): Uint8Array | undefined {
  try {
    return fromBase64url(nonce, RANDOM_LENGTH + TIME_LENGTH + TAG_LENGTH);
  } catch {
    return undefined;
  }
}
