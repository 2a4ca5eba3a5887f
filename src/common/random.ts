// Randomness is given, never taken.
import { Injectable } from '@nestjs/common';
import { randomBytes, randomInt } from 'node:crypto';

export abstract class RandomSource {
  /** `length` random bytes. */
  abstract bytes(length: number): Uint8Array;

  /** A uniformly random integer from 0 up to, not including, `below` (at most 2^48 - 1). */
  abstract integer(below: number): number;
}

@Injectable()
export class SystemRandomSource extends RandomSource {
  bytes(length: number): Uint8Array {
    return new Uint8Array(randomBytes(length));
  }

  integer(below: number): number {
    return randomInt(below);
  }
}
