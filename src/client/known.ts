// What a signer may know at one moment, asked for together. protocol.md#signing, protocol.md#inclusion
import type { ClientLetter } from './letter.js';
import { isRecorded } from './mine.js';
import type { Progress, ShownIn } from './shown.js';
import { lastShown } from './shown.js';
import type { Signer } from './signer.js';

/** What a signer may be told. */
export interface Known {
  /** Whether a statement stands under her key. A withdrawal is one: nobody who asks is told which. */
  readonly recorded: boolean;
  /** What the last published edition shows; `null` before the announcement, and while there is none. */
  readonly edition: ShownIn | null;
}

/** All that the signer may know now. Throws as `isRecorded` and `lastShown`. */
export async function whatIsKnown(
  letter: ClientLetter,
  signer: Signer,
  onProgress?: Progress,
): Promise<Known> {
  const recorded = await isRecorded(letter, signer);
  return { recorded, edition: await lastShown(letter, signer, onProgress) };
}
