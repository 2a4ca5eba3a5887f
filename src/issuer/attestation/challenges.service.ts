// The challenge: all that is known of who asked, sealed and handed to her, so that nothing has to be stored.
// protocol.md#challenge
import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/master-key.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { concat, fromBase64url, fromUtf8, Reader, toBase64url, uint, utf8 } from '../../protocol/codec.js';

/** How long a code works. */
export const CODE_LIFETIME_SECONDS = 600;

/** Characters of every challenge. */
export const CHALLENGE_LENGTH = 534;

const VERSION = utf8('undersigned/challenge/v1');
const ID_LENGTH = 16;
const ADDRESS_LENGTH = 254;
const NONCE_LENGTH = 12;
const DAY_MS = 86_400_000;

/** What is asked for: a code for a mailbox, or (address undefined) a challenge that looks like one and never works. */
export interface Asking {
  /** letterDigest, 32 bytes. */
  readonly letter: Uint8Array;
  /** Token key id of the issuer's entry, 32 bytes. */
  readonly keyId: Uint8Array;
  /** Canonical. */
  readonly address: string | undefined;
  readonly code: string;
}

export interface Challenge extends Omit<Asking, 'code'> {
  /** 16 bytes. */
  readonly id: Uint8Array;
  readonly expiresAt: Date;
  /** HMAC of id and code, 32 bytes. */
  readonly codeHash: Uint8Array;
}

@Injectable()
export class ChallengesService {
  private readonly codeKey: Uint8Array;

  constructor(
    private readonly masterKey: MasterKey,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {
    this.codeKey = masterKey.derive('code');
  }

  /** A new challenge: 534 characters, whatever it holds, good for ten minutes. */
  async seal({ letter, keyId, address, code }: Asking): Promise<string> {
    const now = this.clock.now();
    const id = this.random.bytes(ID_LENGTH);
    const expiresAt = new Date((Math.floor(now.getTime() / 1000) + CODE_LIFETIME_SECONDS) * 1000);
    const codeHash = this.hash(id, code);
    const content = encode({ id, letter, keyId, address, expiresAt, codeHash });
    const nonce = this.random.bytes(NONCE_LENGTH);
    return toBase64url(
      concat(nonce, await nodePrimitives.aesGcmSeal(this.keyOf(now), nonce, content, VERSION)),
    );
  }

  /** What a challenge holds; undefined if it isn't one of ours, was changed, or is too old. */
  async open(challenge: string): Promise<Challenge | undefined> {
    const sealed = bytesOf(challenge);
    if (sealed === undefined) return undefined;
    const now = this.clock.now();
    const nonce = sealed.subarray(0, NONCE_LENGTH);
    for (const key of this.keysAt(now)) {
      const content = await nodePrimitives.aesGcmOpen(key, nonce, sealed.subarray(NONCE_LENGTH), VERSION);
      if (content === undefined) continue;
      const opened = decode(content);
      return now < opened.expiresAt ? opened : undefined;
    }
    return undefined;
  }

  /** Whether this is the challenge's code. Takes the same time for every code, and for a challenge that never works. */
  matches(challenge: Challenge, code: string): boolean {
    return timingSafeEqual(challenge.codeHash, this.hash(challenge.id, code));
  }

  private hash(id: Uint8Array, code: string): Uint8Array {
    return nodePrimitives.hmacSha256(this.codeKey, id, utf8(code));
  }

  /** Today's key; in the first ten minutes of a UTC day yesterday's too. */
  private keysAt(now: Date): Uint8Array[] {
    const before = new Date(now.getTime() - CODE_LIFETIME_SECONDS * 1000);
    const keys = [this.keyOf(now)];
    if (dayOf(before) !== dayOf(now)) keys.push(this.keyOf(new Date(now.getTime() - DAY_MS)));
    return keys;
  }

  private keyOf(time: Date): Uint8Array {
    return this.masterKey.derive(`challenge${dayOf(time)}`);
  }
}

// struct {
//     opaque id[16];
//     uint40 expires_at;         /* seconds since 1970 */
//     opaque letter[32];
//     opaque key_id[32];
//     opaque code_hash[32];
//     uint8 address_length;      /* 0: never works */
//     opaque address[254];       /* zeros after it */
// } Challenge;

function encode(challenge: Challenge): Uint8Array {
  const address = utf8(challenge.address ?? '');
  const padded = new Uint8Array(ADDRESS_LENGTH);
  padded.set(address);
  return concat(
    challenge.id,
    uint(challenge.expiresAt.getTime() / 1000, 5),
    challenge.letter,
    challenge.keyId,
    challenge.codeHash,
    uint(address.length, 1),
    padded,
  );
}

function decode(content: Uint8Array): Challenge {
  const reader = new Reader(content, 'challenge');
  const id = reader.take(ID_LENGTH);
  const expiresAt = new Date(reader.uint(5) * 1000);
  const letter = reader.take(32);
  const keyId = reader.take(32);
  const codeHash = reader.take(32);
  const length = reader.uint(1);
  const padded = reader.take(ADDRESS_LENGTH);
  reader.end();
  const address = length === 0 ? undefined : fromUtf8(padded.subarray(0, length));
  return { id, letter, keyId, address, expiresAt, codeHash };
}

function bytesOf(challenge: string): Uint8Array | undefined {
  if (challenge.length !== CHALLENGE_LENGTH) return undefined;
  try {
    return fromBase64url(challenge);
  } catch {
    return undefined;
  }
}

/** The UTC date, `2018-06-25`. */
function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
