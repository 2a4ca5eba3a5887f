// Lines out of a stream of bytes, one at a time, each no longer than its reader allows. protocol.md#bundle

/** Pieces of a file, cut anywhere. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface Line {
  /** Without its line feed. Valid until the next line is read. */
  readonly bytes: Uint8Array;
  /** Whether it ends in a line feed; only what stands at the end of the file doesn't. */
  readonly isEnded: boolean;
}

const LINE_FEED = 0x0a;

/** Reads lines; holds one chunk, or as much of a line as has come. */
export class LineReader {
  private readonly chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: Chunks) {
    this.chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** The next line, `undefined` at the end. Throws what `tooLong` makes once more than `limit` bytes have come without a line feed. */
  async next(limit: number, tooLong: () => Error): Promise<Line | undefined> {
    const held: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const end = this.rest.indexOf(LINE_FEED);
      const part = end < 0 ? this.rest : this.rest.subarray(0, end);
      length += part.length;
      if (length > limit) throw tooLong();
      if (end >= 0) {
        this.rest = this.rest.subarray(end + 1);
        return { bytes: joined(held, part, length), isEnded: true };
      }
      if (part.length > 0) held.push(part);
      const next = await this.chunks.next();
      this.rest = next.done === true ? new Uint8Array(0) : next.value;
      if (next.done === true) {
        return length === 0 ? undefined : { bytes: joined(held, this.rest, length), isEnded: false };
      }
    }
  }

  /** Lets go of the source, read to its end or not. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }
}

/** One array; no copy if there is only one part. */
function joined(held: readonly Uint8Array[], last: Uint8Array, length: number): Uint8Array {
  const parts = last.length === 0 ? held : [...held, last];
  const [first = new Uint8Array(0)] = parts;
  if (parts.length < 2) return first;
  const line = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    line.set(part, at);
    at += part.length;
  }
  return line;
}
