// Verifying a file bit by bit: with progress, breath between the steps, a pause, and an end before the end. protocol.md#bundle
import { ProtocolError } from '../../protocol/errors.js';
import type { Primitives } from '../../protocol/primitives.js';
import { isSignature } from '../../protocol/signatures.js';
import { verifyBundleStream } from '../../protocol/verify-bundle.js';
import { type Refusal, refusalOf, type Report, reportOf } from './bundle-report.js';

/**
 * What became of it. `unreadable`: the file is gone or changed. `unfit`: this browser can't check such signatures. `broken`: the
 * check itself failed. Neither of these says anything about the bundle.
 */
export type Outcome =
  | { readonly is: 'valid'; readonly report: Report }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'unreadable' | 'unfit' | 'stopped' | 'broken' };

/** A file as browsers have it. */
export interface ReadableFile {
  stream(): { getReader(): ChunkReader };
}

interface ChunkReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

export interface VerificationOptions {
  /** Throws where there is no WebCrypto. */
  readonly primitives: () => Primitives;
  readonly file: ReadableFile;
  /** The letter's, 32 characters: from whoever asks, never from the file. */
  readonly letter: string;
  readonly onProgress: (verified: number, all: number) => void;
  /** Lets whatever else is waiting have its turn; called before every signature that is checked. */
  readonly breathe?: () => Promise<void> | undefined;
}

/** RFC 8032, section 7.1, test 2: key, message, signature. */
const KNOWN = [
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  '72',
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
] as const;

class Stopped extends Error {}

class Unreadable extends Error {}

/** One verification of one file. */
export class Verification {
  private held: { readonly until: Promise<void>; readonly go: () => void } | undefined;
  private isStopped = false;

  constructor(private readonly options: VerificationOptions) {}

  /** Verifies; once. Never rejects. */
  async run(): Promise<Outcome> {
    const { file, letter, onProgress } = this.options;
    const primitives = await this.fitPrimitives();
    if (primitives === undefined) return { is: 'unfit' };
    try {
      const found = await verifyBundleStream(primitives, this.chunksOf(file), letter, onProgress);
      return { is: 'valid', report: reportOf(found) };
    } catch (error) {
      if (error instanceof ProtocolError) return { is: 'refused', refusal: refusalOf(error) };
      if (error instanceof Stopped) return { is: 'stopped' };
      if (error instanceof Unreadable) return { is: 'unreadable' };
      return { is: 'broken' };
    }
  }

  /** Holds before the next signature, or the next piece of the file. */
  pause(): void {
    let go = (): void => undefined;
    this.held ??= { until: new Promise((done) => (go = done)), go: () => go() };
  }

  /** Goes on after `pause`; nothing if it wasn’t held. */
  resume(): void {
    this.held?.go();
    this.held = undefined;
  }

  /** Gives up for good: `run` then answers `stopped`, held or not. */
  stop(): void {
    this.isStopped = true;
    this.resume();
  }

  private async pass(): Promise<void> {
    await this.options.breathe?.();
    while (this.held !== undefined) await this.held.until;
    if (this.isStopped) throw new Stopped();
  }

  /** Every record has a signature that is checked so: that is where it can wait. */
  private pausing(primitives: Primitives): Primitives {
    return {
      ...primitives,
      ed25519Verify: async (key, message, signature) => {
        await this.pass();
        return primitives.ed25519Verify(key, message, signature);
      },
    };
  }

  /** None if a valid signature isn't found to be: then no bundle would hold, and none may be blamed. */
  private async fitPrimitives(): Promise<Primitives | undefined> {
    try {
      const primitives = this.options.primitives();
      const [key, message, signature] = KNOWN;
      const fits = await isSignature(primitives, fromHex(key), fromHex(message), fromHex(signature));
      return fits ? this.pausing(primitives) : undefined;
    } catch {
      return undefined;
    }
  }

  private async *chunksOf(file: ReadableFile): AsyncGenerator<Uint8Array> {
    const reader = file.stream().getReader();
    const next = async (): Promise<Uint8Array | undefined> => {
      try {
        const { done, value } = await reader.read();
        return done ? undefined : value;
      } catch (error) {
        throw new Unreadable('The file can’t be read any more.', { cause: error });
      }
    };
    try {
      for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
        await this.pass();
        yield chunk;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}
