// What the last edition shows of one signer, read once while the page is open: it may be long.
// protocol.md#inclusion
import type { ClientLetter } from '../../../client/letter.js';
import type { ShownIn } from '../../../client/mine/shown.js';
import type { Signer } from '../../../client/signer.js';

export interface Progress {
  /** Records. */
  readonly read: number;
  readonly all: number;
}

export class LastEdition {
  /** Told of what was read so far, by whoever looks at it now. */
  onProgress: ((progress: Progress) => void) | undefined;
  private reading: Promise<ShownIn | null> | undefined;

  constructor(
    private readonly letter: ClientLetter,
    private readonly signer: Signer,
  ) {}

  /** `null` if nothing is published. Throws as `lastShown`, or if that can't be fetched; then the next call tries anew. */
  async read(): Promise<ShownIn | null> {
    this.reading ??= this.readOnce().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  private async readOnce(): Promise<ShownIn | null> {
    const { lastShown } = await import('../../../client/mine/shown.js');
    return lastShown(this.letter, this.signer, (read, all) => this.onProgress?.({ read, all }));
  }
}
