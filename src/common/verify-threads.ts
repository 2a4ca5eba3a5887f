// Primitives that verify many signatures fast: in groups, each one message to a thread of its own. An asynchronous `crypto.verify`
// costs the calling thread 10 µs a signature, and that thread has the records to read. protocol.md#encoding
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Primitives } from '../protocol/primitives.js';
import { isModulus, MODULUS_LENGTH } from '../protocol/rsa-spki.js';

const WORKER = new URL('./verify.worker.js', import.meta.url);

/** One thread of JavaScript doesn't read records fast enough for more than four. */
const THREADS = Math.min(4, availableParallelism());

/** Up to here it would take longer to start threads than to do without: a thousand records with a token each. */
const FEW_CALLS = 2000;

/** The signatures of some sixteen records: two milliseconds of work for 20 µs of sending. */
const GROUP_BYTES = 1 << 14;

/** The one that a thread works on, and the next, so that it needn't wait for it. */
const ENOUGH_GROUPS = 2;

const KEY_LENGTH = 32;

/** What a thread is sent. It answers with a Uint8Array, of which each byte is a verdict: 1 valid, 0 not. */
export interface Group {
  /** Of each signature: key, message, signature. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of each of these parts: a third as many signatures. */
  readonly lengths: readonly number[];
}

/** Primitives with threads behind them, which don't keep a process alive. */
export interface ThreadedPrimitives extends Primitives {
  /** Ends the threads. What they had not answered is rejected; whatever is verified later starts them again. */
  close(): Promise<void>;
}

/**
 * `inner`, but once many signatures were verified, the next ones are verified on threads. The verdicts are the same; a call
 * is rejected only if its thread fails.
 */
export function threadedPrimitives(
  inner: Primitives,
  { few = FEW_CALLS, worker = WORKER }: { few?: number; worker?: URL } = {},
): ThreadedPrimitives {
  const threads = new VerifyThreads(worker);
  let calls = 0;
  return {
    ...inner,
    ed25519Verify: async (key, message, signature) => {
      if (calls++ < few) return inner.ed25519Verify(key, message, signature);
      return key.length === KEY_LENGTH && threads.verify(key, message, signature);
    },
    rsaPssVerifier: async (modulus) => {
      const verify = await inner.rsaPssVerifier(modulus);
      if (!isModulus(modulus)) return verify;
      const key = new Uint8Array(modulus);
      return async (message, signature) => {
        if (calls++ < few) return verify(message, signature);
        return signature.length === MODULUS_LENGTH && threads.verify(key, message, signature);
      };
    },
    close: () => threads.close(),
  };
}

interface Waiting {
  readonly resolve: (valid: boolean) => void;
  readonly reject: (reason: unknown) => void;
}

class VerifyThreads {
  private threads: VerifyThread[] = [];
  private open: OpenGroup | undefined;
  private isScheduled = false;

  constructor(private readonly file: URL) {}

  verify(...parts: readonly [key: Uint8Array, message: Uint8Array, signature: Uint8Array]): Promise<boolean> {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (this.open?.takes(length) === false) this.send(this.open);
    const group = (this.open ??= new OpenGroup(length));
    this.schedule();
    return new Promise((resolve, reject) => {
      group.add(parts, { resolve, reject });
    });
  }

  async close(): Promise<void> {
    const { open } = this;
    this.open = undefined;
    for (const { reject } of open?.waiting ?? []) reject(new Error('Verifying was ended.'));
    await Promise.all(this.threads.splice(0).map((thread) => thread.end()));
  }

  /** What is gathered goes once nothing more comes at the moment; while all threads have enough to do, it may still grow. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      if (this.open !== undefined && this.thread().groups < ENOUGH_GROUPS) this.send(this.open);
    });
  }

  private send(group: OpenGroup): void {
    this.open = undefined;
    this.thread().send(group, () => {
      this.schedule();
    });
  }

  /** The one with the least to do; another one if all have something to do and there may be more. */
  private thread(): VerifyThread {
    this.threads = this.threads.filter(({ hasEnded }) => !hasEnded);
    let least = this.threads[0];
    for (const thread of this.threads) if (thread.groups < (least?.groups ?? 0)) least = thread;
    if (least !== undefined && (least.groups === 0 || this.threads.length >= THREADS)) return least;
    const started = new VerifyThread(this.file);
    this.threads.push(started);
    return started;
  }
}

/** A group while it is gathered. Its bytes are copied at once: callers may use theirs again. */
class OpenGroup implements Group {
  readonly waiting: Waiting[] = [];
  readonly lengths: number[] = [];
  readonly bytes: Uint8Array<ArrayBuffer>;
  private length = 0;

  /** With room for at least so many bytes. */
  constructor(length: number) {
    this.bytes = new Uint8Array(Math.max(GROUP_BYTES, length));
  }

  takes(length: number): boolean {
    return this.length + length <= this.bytes.length;
  }

  add(parts: readonly Uint8Array[], waiting: Waiting): void {
    for (const part of parts) {
      this.bytes.set(part, this.length);
      this.length += part.length;
      this.lengths.push(part.length);
    }
    this.waiting.push(waiting);
  }
}

/** A worker thread, which answers in the order in which it was asked. It keeps the process alive only while it owes answers. */
class VerifyThread {
  hasEnded = false;
  private readonly worker: Worker;
  private asked: { readonly waiting: readonly Waiting[]; readonly done: () => void }[] = [];

  constructor(file: URL) {
    this.worker = new Worker(file);
    this.worker.unref();
    this.worker.on('message', (verdicts: Uint8Array) => this.answer(verdicts));
    this.worker.on('error', (reason) => this.fail(reason));
    this.worker.on('exit', () => this.fail(new Error('Verifying was ended.')));
  }

  /** Groups that it has not answered. */
  get groups(): number {
    return this.asked.length;
  }

  send({ bytes, lengths, waiting }: OpenGroup, done: () => void): void {
    if (this.asked.length === 0) this.worker.ref();
    this.asked.push({ waiting, done });
    const group: Group = { bytes, lengths };
    this.worker.postMessage(group, [bytes.buffer]);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private answer(verdicts: Uint8Array): void {
    const group = this.asked.shift();
    if (this.asked.length === 0) this.worker.unref();
    group?.waiting.forEach(({ resolve }, i) => resolve(verdicts[i] === 1));
    group?.done();
  }

  private fail(reason: unknown): void {
    this.hasEnded = true;
    for (const { waiting, done } of this.asked.splice(0)) {
      for (const { reject } of waiting) reject(reason);
      done();
    }
  }
}
