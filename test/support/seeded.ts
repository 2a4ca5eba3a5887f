// Randomness that is the same in every run: for tests and for our own vectors, never for anything else.
import { createHash } from 'node:crypto';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import type { Primitives } from '../../src/protocol/primitives.js';

/** node's primitives, whose `random` gives SHA-256(seed ‖ 0), SHA-256(seed ‖ 1) … of 32 bytes each, as one stream. */
export function seededPrimitives(seed: string): Primitives {
  let held = Buffer.alloc(0);
  let block = 0;
  return {
    ...nodePrimitives,
    random(length) {
      while (held.length < length) held = Buffer.concat([held, blockOf(seed, block++)]);
      const taken = new Uint8Array(held.subarray(0, length));
      held = held.subarray(length);
      return taken;
    },
  };
}

/** The first `length` bytes of that stream. */
export function seededBytes(seed: string, length = 32): Uint8Array {
  return seededPrimitives(seed).random(length);
}

function blockOf(seed: string, block: number): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(block);
  return createHash('sha256').update(seed, 'utf8').update(counter).digest();
}
