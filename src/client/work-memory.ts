// What an organizer's browser has worked out of a release so far, kept on her device under her words: whoever has not those reads
// nothing, not even of which letter it is. protocol.md#words
import { concat, fromBase64url, toBase64url, utf8 } from '../protocol/codec.js';
import type { Primitives } from '../protocol/primitives.js';
import type { Memory } from './remembering.js';

/** Where sealed pieces are kept, in any order, under a name that says nothing. */
export interface WorkStore {
  read(name: string): Promise<readonly Uint8Array[]>;
  add(name: string, piece: Uint8Array): Promise<void>;
  /** Whether any piece is kept under it: told without reading them, of which there may be hundreds. */
  has(name: string): Promise<boolean>;
  remove(name: string): Promise<void>;
}

/** A memory that outlives the page, as far as the device lets it. */
export interface WorkMemory extends Memory {
  /** How many answers it began with. */
  readonly found: number;
  /** Keeps what isn't kept yet. Never rejects. */
  flush(): Promise<void>;
}

export interface WorkOf {
  /** The organizer's X25519 secret, 32 bytes. */
  readonly sealingSecret: Uint8Array;
  /** letterDigest, 32 bytes. */
  readonly letter: Uint8Array;
}

/** Answers that are kept together at least; while a piece is being written, those that come make up the next. */
const PIECE = 64;
const NONCE_LENGTH = 12;
const QUESTION_LENGTH = 32;
const EXTRACT = utf8('undersigned/work/v1');

/** What was kept of this work, to be added to. Never rejects: without a store it lasts as long as the page. */
export async function openWorkMemory(p: Primitives, store: WorkStore, work: WorkOf): Promise<WorkMemory> {
  const name = workName(p, work);
  const key = derive(p, work, 'key', 32);
  const answers = new Map<string, Uint8Array>();
  for (const piece of await store.read(name).catch(() => [])) {
    const opened = await p.aesGcmOpen(key, piece.subarray(0, NONCE_LENGTH), piece.subarray(NONCE_LENGTH));
    if (opened !== undefined) readInto(answers, opened);
  }
  const found = answers.size;

  let fresh: [question: string, answer: Uint8Array][] = [];
  let writing: Promise<void> | undefined;
  /** What comes during one write makes up the next: nothing queues up. */
  const write = async (least: number): Promise<void> => {
    while (fresh.length >= least) {
      const plain = concat(...fresh.flatMap(([question, answer]) => written(question, answer)));
      fresh = [];
      const nonce = p.random(NONCE_LENGTH);
      const piece = concat(nonce, await p.aesGcmSeal(key, nonce, plain));
      await store.add(name, piece);
    }
  };
  const begin = async (least: number): Promise<void> =>
    (writing ??= write(least)
      .catch(() => undefined)
      .finally(() => {
        writing = undefined;
      }));
  return {
    found,
    recall: (question) => answers.get(question),
    async keep(question, answer) {
      answers.set(question, answer);
      fresh.push([question, answer]);
      // Waited for: work that runs ahead of what is kept is lost with the tab, and leaves the device no turn to keep it.
      if (fresh.length >= PIECE) await begin(PIECE);
    },
    async flush() {
      await writing;
      while (fresh.length > 0) await begin(1);
    },
  };
}

/** Whether anything of this work is kept. Never rejects. */
export async function hasWork(p: Primitives, store: WorkStore, work: WorkOf): Promise<boolean> {
  return store.has(workName(p, work)).catch(() => false);
}

/** Nothing of this work stays on the device. Never rejects. */
export async function forgetWork(p: Primitives, store: WorkStore, work: WorkOf): Promise<void> {
  await store.remove(workName(p, work)).catch(() => undefined);
}

function workName(p: Primitives, work: WorkOf): string {
  return toBase64url(derive(p, work, 'name', 16));
}

function derive(p: Primitives, { sealingSecret, letter }: WorkOf, what: string, length: number): Uint8Array {
  return p.hkdfExpand(p.hkdfExtract(EXTRACT, sealingSecret), concat(utf8(what), letter), length);
}

// struct {
//     opaque question[32];
//     opaque answer<0..2^16-1>;
// } Answer;

function written(question: string, answer: Uint8Array): Uint8Array[] {
  return [fromBase64url(question), Uint8Array.of(answer.length >>> 8, answer.length), answer];
}

function readInto(answers: Map<string, Uint8Array>, piece: Uint8Array): void {
  for (let at = 0; at + QUESTION_LENGTH + 2 <= piece.length;) {
    const question = toBase64url(piece.subarray(at, at + QUESTION_LENGTH));
    at += QUESTION_LENGTH;
    const length = ((piece[at] ?? 0) << 8) | (piece[at + 1] ?? 0);
    at += 2;
    answers.set(question, piece.slice(at, at + length));
    at += length;
  }
}
