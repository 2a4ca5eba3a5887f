// The bytes of what the tally remembers from one epoch end to the next: one size, whatever happened. protocol.md#tally
import { concat, Reader, uint } from '../../protocol/codec.js';
import type { TallyMemory } from '../../protocol/disclosure.js';

// struct {
//     uint32 epoch;
//     uint8 was_reached;
//     uint32 announced_at;
//     uint32 shown;
//     uint32 true_then;
// } TallyMemory;

/** 17 bytes. */
export function encodeTallyMemory(memory: TallyMemory): Uint8Array {
  return concat(
    uint(memory.epoch, 4),
    uint(memory.wasReached ? 1 : 0, 1),
    uint(memory.announcedAt, 4),
    uint(memory.shown, 4),
    uint(memory.trueThen, 4),
  );
}

/** Throws `malformed` on any other length. */
export function decodeTallyMemory(encoded: Uint8Array): TallyMemory {
  const reader = new Reader(encoded, 'memory');
  const memory = {
    epoch: reader.uint(4),
    wasReached: reader.uint(1) === 1,
    announcedAt: reader.uint(4),
    shown: reader.uint(4),
    trueThen: reader.uint(4),
  };
  reader.end();
  return memory;
}
