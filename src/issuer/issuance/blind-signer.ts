// Blind signatures off the event loop: a pool of threads that get messages in groups, because one task a message costs half
// the throughput. protocol.md#blind-rsa
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { toBase64url } from '../../protocol/codec.js';
import type { KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { EntryKeys } from './entry-keys.js';
import { Groups } from './groups.js';

const WORKER = new URL('./blind-sign.worker.js', import.meta.url).href;
const GROUP = 32;
const IDLE_MS = 30_000;

interface Task {
  readonly key: KeyObject;
  readonly messages: readonly Uint8Array[];
}

@Injectable()
export class BlindSigner implements OnApplicationShutdown {
  private readonly pool = new Piscina<Task, (Uint8Array | undefined)[]>({
    filename: WORKER,
    minThreads: 1,
    maxThreads: availableParallelism(),
    idleTimeout: IDLE_MS,
  });

  private readonly groups = new Groups<{ keys: EntryKeys; message: Uint8Array }, Uint8Array | undefined>(
    GROUP,
    async (items) => {
      const [first] = items;
      if (first === undefined) return [];
      // A KeyObject is handed over by structured clone: the thread never sees the bytes of the key.
      return this.pool.run({ key: first.keys.issuance, messages: items.map(({ message }) => message) });
    },
  );

  /**
   * BlindSign, RFC 9474 section 4.3: the blind signature (256 bytes) of a blinded message (256 bytes, below the modulus).
   * Throws if OpenSSL fails, or if its result isn't a signature: that never leaves.
   */
  async sign(keys: EntryKeys, message: Uint8Array): Promise<Uint8Array> {
    const signature = await this.groups.add(toBase64url(keys.modulus), { keys, message });
    if (signature === undefined) throw new Error('A blind signature failed.');
    return signature;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }
}
