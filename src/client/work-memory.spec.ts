import { beforeEach, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { utf8 } from '../protocol/codec.js';
import type { Primitives } from '../protocol/primitives.js';
import { remembering } from './remembering.js';
import { forgetWork, hasWork, openWorkMemory, type WorkStore } from './work-memory.js';

const WORK = { sealingSecret: new Uint8Array(32).fill(7), letter: new Uint8Array(32).fill(1) };
const OTHERS = [
  { ...WORK, sealingSecret: new Uint8Array(32).fill(8) },
  { ...WORK, letter: new Uint8Array(32).fill(2) },
];

let pieces: Map<string, Uint8Array[]>;
let store: WorkStore;

beforeEach(() => {
  pieces = new Map();
  store = {
    read: async (name) => Promise.resolve(pieces.get(name) ?? []),
    add: async (name, piece) => {
      pieces.set(name, [...(pieces.get(name) ?? []), piece]);
      return Promise.resolve();
    },
    has: async (name) => Promise.resolve(pieces.has(name)),
    remove: async (name) => {
      pieces.delete(name);
      return Promise.resolve();
    },
  };
});

/** Counts what is really computed. */
function counting(): { counted: Primitives; calls: Record<string, number> } {
  const calls = { ed25519Verify: 0, x25519: 0, aesGcmOpen: 0, rsa: 0 };
  const counted: Primitives = {
    ...p,
    ed25519Verify: async (...given) => {
      calls.ed25519Verify += 1;
      return p.ed25519Verify(...given);
    },
    x25519: async (...given) => {
      calls.x25519 += 1;
      return p.x25519(...given);
    },
    aesGcmOpen: async (...given) => {
      calls.aesGcmOpen += 1;
      return p.aesGcmOpen(...given);
    },
    rsaPssVerifier: async () =>
      Promise.resolve(async (message) => {
        calls.rsa += 1;
        return Promise.resolve(message.length === 3);
      }),
  };
  return { counted, calls };
}

describe('work that was interrupted', () => {
  it('is known to who comes back with the same words, and to nobody else', async () => {
    const memory = await openWorkMemory(p, store, WORK);
    expect(memory.found).toBe(0);
    const questions = Array.from({ length: 300 }, (_, i) => Buffer.alloc(32, `${i} `).toString('base64url'));
    questions.forEach((question, i) => {
      void memory.keep(question, new Uint8Array(i % 70).fill(i));
    });
    await memory.flush();
    const again = await openWorkMemory(p, store, WORK);
    expect(again.found).toBe(300);
    questions.forEach((question, i) => {
      expect(again.recall(question)).toEqual(new Uint8Array(i % 70).fill(i));
    });
    for (const other of OTHERS) {
      expect((await openWorkMemory(p, store, other)).found).toBe(0);
      expect(await hasWork(p, store, other)).toBe(false);
    }
    expect(await hasWork(p, store, WORK)).toBe(true);
  });

  it('loses a piece at most if the tab is closed without notice', async () => {
    const memory = await openWorkMemory(p, store, WORK);
    for (let i = 0; i < 319; i++)
      void memory.keep(Buffer.alloc(32, `${i} `).toString('base64url'), Uint8Array.of(1));
    await new Promise((wait) => setTimeout(wait, 50));
    const { found } = await openWorkMemory(p, store, WORK);
    expect(found).toBeGreaterThanOrEqual(256);
  });

  it('keeps up where the device is slow: what comes during one write is the next one, however much', async () => {
    let written: (() => void) | undefined;
    let writes = 0;
    const slow: WorkStore = {
      ...store,
      async add(name, piece) {
        writes += 1;
        await new Promise<void>((done) => {
          written = done;
        });
        await store.add(name, piece);
      },
    };
    const memory = await openWorkMemory(p, slow, WORK);
    for (let i = 0; i < 1000; i++) {
      void memory.keep(Buffer.alloc(32, `${i} `).toString('base64url'), Uint8Array.of(1));
      if (i === 63) await new Promise((wait) => setTimeout(wait, 5));
    }
    for (let write = 1; write <= 2; write++) {
      expect(writes).toBe(write);
      written?.();
      await new Promise((wait) => setTimeout(wait, 5));
    }
    expect((await openWorkMemory(p, store, WORK)).found).toBe(1000);
    expect(writes).toBe(2);
    await memory.flush();
    void memory.keep(Buffer.alloc(32, 'last').toString('base64url'), Uint8Array.of(1));
    const kept = memory.flush();
    await new Promise((wait) => setTimeout(wait, 5));
    written?.();
    await kept;
    expect((await openWorkMemory(p, store, WORK)).found).toBe(1001);
  });

  it('doesn’t run ahead of what the device has kept', async () => {
    let written: (() => void) | undefined;
    const slow: WorkStore = {
      ...store,
      add: async () =>
        new Promise((done) => {
          written = done;
        }),
    };
    const memory = await openWorkMemory(p, slow, WORK);
    const { counted, calls } = counting();
    const remembered = remembering(counted, memory);
    const seed = new Uint8Array(32).fill(5);
    const key = await p.ed25519PublicKey(seed);
    const signature = await p.ed25519Sign(seed, utf8('yes'));
    const work = async (): Promise<void> => {
      for (let i = 0; i < 70; i++) {
        await remembered.ed25519Verify(key, utf8('yes'), signature);
        await remembered.x25519(new Uint8Array(32).fill(i + 1), await p.x25519PublicKey(seed));
      }
    };
    const working = work();
    await new Promise((wait) => setTimeout(wait, 200));
    // One signature, of which it was found out once, and 63 secrets.
    expect(calls).toMatchObject({ ed25519Verify: 1, x25519: 63 });
    written?.();
    await working;
    expect(calls.x25519).toBe(70);
  });

  it('shows nothing on the device: not what was opened, and no name of a letter', async () => {
    const memory = await openWorkMemory(p, store, WORK);
    void memory.keep(
      Buffer.alloc(32, 'question').toString('base64url'),
      utf8('a share that nobody may read'),
    );
    await memory.flush();
    const [[name, kept] = ['', []]] = [...pieces];
    const written = Buffer.concat(kept).toString('latin1') + name;
    for (const telling of ['a share', 'question', Buffer.from(WORK.letter).toString('latin1')])
      expect(written).not.toContain(telling);
  });

  it('isn’t believed where somebody changed it', async () => {
    const memory = await openWorkMemory(p, store, WORK);
    void memory.keep(Buffer.alloc(32, 'q').toString('base64url'), new Uint8Array(0));
    await memory.flush();
    for (const [piece] of pieces.values()) piece![20]! ^= 1;
    expect((await openWorkMemory(p, store, WORK)).found).toBe(0);
  });

  it('is forgotten when it is of no use', async () => {
    const memory = await openWorkMemory(p, store, WORK);
    void memory.keep(Buffer.alloc(32, 'q').toString('base64url'), new Uint8Array(0));
    await memory.flush();
    await forgetWork(p, store, WORK);
    expect(pieces.size).toBe(0);
  });

  it('lasts as long as the page where the device keeps nothing', async () => {
    const refuse = async (): Promise<never> => Promise.reject(new Error('no'));
    const memory = await openWorkMemory(p, { read: refuse, add: refuse, has: refuse, remove: refuse }, WORK);
    const question = Buffer.alloc(32, 'q').toString('base64url');
    void memory.keep(question, Uint8Array.of(3));
    await memory.flush();
    expect(memory.recall(question)).toEqual(Uint8Array.of(3));
    await forgetWork(p, { read: refuse, add: refuse, has: refuse, remove: refuse }, WORK);
    expect(await hasWork(p, { read: refuse, add: refuse, has: refuse, remove: refuse }, WORK)).toBe(false);
  });
});

describe('primitives that remember', () => {
  const seed = new Uint8Array(32).fill(5);
  const message = utf8('a statement');

  it('answer what took long at once, in another tab, too', async () => {
    const { counted, calls } = counting();
    const key = await p.ed25519PublicKey(seed);
    const signature = await p.ed25519Sign(seed, message);
    const publicKey = await p.x25519PublicKey(seed);
    const nonce = new Uint8Array(12);
    const sealed = await p.aesGcmSeal(seed, nonce, utf8('a share'));
    for (let tab = 0; tab < 2; tab++) {
      const memory = await openWorkMemory(p, store, WORK);
      const own = remembering(counted, memory);
      expect(await own.ed25519Verify(key, message, signature)).toBe(true);
      expect(await own.x25519(new Uint8Array(32).fill(6), publicKey)).toEqual(
        await p.x25519(new Uint8Array(32).fill(6), publicKey),
      );
      expect(await own.aesGcmOpen(seed, nonce, sealed)).toEqual(utf8('a share'));
      const verify = await own.rsaPssVerifier(new Uint8Array(256));
      expect(await verify(Uint8Array.of(1, 2, 3), new Uint8Array(256))).toBe(true);
      await memory.flush();
    }
    expect(calls).toEqual({ ed25519Verify: 1, x25519: 1, aesGcmOpen: 1, rsa: 1 });
  });

  it('look anew at what didn’t hold, and at anything that differs', async () => {
    const { counted, calls } = counting();
    const own = remembering(counted, await openWorkMemory(p, store, WORK));
    const key = await p.ed25519PublicKey(seed);
    const signature = await p.ed25519Sign(seed, message);
    expect(await own.ed25519Verify(key, message, signature)).toBe(true);
    for (let i = 0; i < 2; i++) expect(await own.ed25519Verify(key, utf8('another'), signature)).toBe(false);
    expect(calls['ed25519Verify']).toBe(3);
    // The same bytes, cut elsewhere.
    expect(await own.ed25519Verify(key, message.subarray(0, 5), message.subarray(5))).toBe(false);
    const verify = await own.rsaPssVerifier(new Uint8Array(256));
    for (let i = 0; i < 2; i++) expect(await verify(Uint8Array.of(1), new Uint8Array(256))).toBe(false);
    const other = await own.rsaPssVerifier(new Uint8Array(256).fill(1));
    expect(await verify(Uint8Array.of(1, 2, 3), new Uint8Array(1))).toBe(true);
    expect(await other(Uint8Array.of(1, 2, 3), new Uint8Array(1))).toBe(true);
    expect(calls['rsa']).toBe(4);
    const nonce = new Uint8Array(12);
    for (let i = 0; i < 2; i++) expect(await own.aesGcmOpen(seed, nonce, new Uint8Array(40))).toBeUndefined();
  });

  it('keep no identity, which is longer than a share', async () => {
    const memory = await openWorkMemory(p, store, WORK);
    const own = remembering(p, memory);
    const sealed = await p.aesGcmSeal(seed, new Uint8Array(12), new Uint8Array(1024).fill(65));
    expect(await own.aesGcmOpen(seed, new Uint8Array(12), sealed)).toHaveLength(1024);
    await memory.flush();
    expect((await openWorkMemory(p, store, WORK)).found).toBe(0);
  });
});
