// A letter's own keys at the origin: born when its draft is sealed, dead when nothing may be counted or opened. protocol.md#keys
import { Injectable } from '@nestjs/common';
import { KeyVault } from '../../common/key-vault.js';
import { RandomSource } from '../../common/random.js';
import { concat, Reader } from '../../protocol/codec.js';

const VERSION = 1;
const KEY_LENGTH = 32;

/** 32 bytes each. */
export interface LetterKeys {
  /** What rows, snapshots and the tally's memory are sealed under. */
  readonly storeKey: Uint8Array;
  /** X25519 secret of the manifest's `releaseKey`. */
  readonly releaseSecret: Uint8Array;
  /** Ed25519 seed of the manifest's `receiptKey`. */
  readonly receiptSeed: Uint8Array;
}

@Injectable()
export class LetterKeysService {
  constructor(
    private readonly vault: KeyVault,
    private readonly random: RandomSource,
  ) {}

  /** The keys under a letter's id, or undefined once they are dead. Never kept in memory: destroyed is destroyed everywhere. */
  async get(id: string): Promise<LetterKeys | undefined> {
    const sealed = await this.vault.get(id);
    return sealed === undefined ? undefined : decode(sealed);
  }

  /** The keys under a draft's id, made now if there are none. One caller at a time for a draft (its row is locked). */
  async make(draft: string): Promise<LetterKeys> {
    const known = await this.get(draft);
    if (known !== undefined) return known;
    const keys: LetterKeys = {
      storeKey: this.random.bytes(KEY_LENGTH),
      releaseSecret: this.random.bytes(KEY_LENGTH),
      receiptSeed: this.random.bytes(KEY_LENGTH),
    };
    await this.vault.put(draft, encode(keys));
    return keys;
  }

  /** Moves the keys from the draft's id to the letter's; again after a crash, it finishes. Throws if both are gone. */
  async adopt(draft: string, id: string): Promise<void> {
    await this.vault.rename(draft, id);
  }

  /** Makes the keys under a draft's or letter's id unreadable for good. Again does nothing. */
  async destroy(name: string): Promise<void> {
    await this.vault.destroy(name);
  }

  /** Every draft's and letter's id with keys. */
  async names(): Promise<string[]> {
    return this.vault.names();
  }
}

// struct { uint8 version = 1; opaque store_key[32]; opaque release_secret[32]; opaque receipt_seed[32]; } LetterKeys;
function encode(keys: LetterKeys): Uint8Array {
  return concat(Uint8Array.of(VERSION), keys.storeKey, keys.releaseSecret, keys.receiptSeed);
}

function decode(bytes: Uint8Array): LetterKeys {
  const reader = new Reader(bytes);
  if (reader.uint(1) !== VERSION) throw new Error('These keys were written by a newer version.');
  const keys = {
    storeKey: reader.take(KEY_LENGTH),
    releaseSecret: reader.take(KEY_LENGTH),
    receiptSeed: reader.take(KEY_LENGTH),
  };
  reader.end();
  return keys;
}
