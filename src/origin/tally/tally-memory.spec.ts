import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeTallyMemory, encodeTallyMemory } from './tally-memory.js';

const number = fc.integer({ min: 0, max: 0xffff_ffff });

describe('the tally’s memory', () => {
  it('is read as it was written, and always has 17 bytes', () => {
    fc.assert(
      fc.property(
        fc.record({
          epoch: number,
          wasReached: fc.boolean(),
          announcedAt: number,
          shown: number,
          trueThen: number,
        }),
        (memory) => {
          const encoded = encodeTallyMemory(memory);
          expect(encoded).toHaveLength(17);
          expect(decodeTallyMemory(encoded)).toEqual(memory);
        },
      ),
    );
    expect(() => decodeTallyMemory(new Uint8Array(18))).toThrow();
    expect(() => decodeTallyMemory(new Uint8Array(16))).toThrow();
  });
});
