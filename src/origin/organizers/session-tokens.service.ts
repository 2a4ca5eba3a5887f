// Bearer tokens that hold all there is to know: no table of sessions, and every process reads every other's. protocol.md#formats
import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/master-key.js';
import { concat, fromBase64url, Reader, toBase64url, uint } from '../../protocol/codec.js';

const LIFETIME_SECONDS = 12 * 3600;
const KEY_LENGTH = 32;
const TIME_LENGTH = 5;
const TAG_LENGTH = 32;

@Injectable()
export class SessionTokensService {
  private readonly macKey: Uint8Array;

  constructor(
    masterKey: MasterKey,
    private readonly clock: Clock,
  ) {
    this.macKey = masterKey.derive('origin/session');
  }

  /** A token for this signing key (base64url), good for twelve hours. */
  issue(signingKey: string): { token: string; expires: Date } {
    const seconds = Math.floor(this.clock.now().getTime() / 1000) + LIFETIME_SECONDS;
    const said = concat(fromBase64url(signingKey, KEY_LENGTH), uint(seconds, TIME_LENGTH));
    return { token: toBase64url(concat(said, this.tag(said))), expires: new Date(seconds * 1000) };
  }

  /** The signing key (base64url) of a token; undefined if we didn't issue it or its time is over. */
  read(token: string): string | undefined {
    const bytes = decoded(token);
    if (bytes === undefined) return undefined;
    const said = bytes.subarray(0, KEY_LENGTH + TIME_LENGTH);
    if (!timingSafeEqual(this.tag(said), bytes.subarray(KEY_LENGTH + TIME_LENGTH))) return undefined;
    const reader = new Reader(said);
    const signingKey = toBase64url(reader.take(KEY_LENGTH));
    return this.clock.now().getTime() < reader.uint(TIME_LENGTH) * 1000 ? signingKey : undefined;
  }

  private tag(said: Uint8Array): Uint8Array {
    return new Uint8Array(createHmac('sha256', this.macKey).update(said).digest());
  }
}

// struct { opaque signing_key[32]; uint40 expires; opaque mac[32]; } Session;
function decoded(token: string): Uint8Array | undefined {
  try {
    return fromBase64url(token, KEY_LENGTH + TIME_LENGTH + TAG_LENGTH);
  } catch {
    return undefined;
  }
}
