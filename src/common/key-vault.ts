// Where private keys live, apart from the database: protocol.md#keys. Destroying a key here is what ends its letter's secrets.

/** A role's private keys by name. Names are `[a-z0-9_-]{1,100}`; values are up to 128 KiB and sealed at rest. */
export abstract class KeyVault {
  /** Writes durably before it returns; replaces what was there. */
  abstract put(name: string, bytes: Uint8Array): Promise<void>;

  /** The bytes, or undefined if there are none (any more). */
  abstract get(name: string): Promise<Uint8Array | undefined>;

  /** Gives a key another name. Idempotent: after a crash, calling it again finishes it. Throws if neither name exists. */
  abstract rename(from: string, to: string): Promise<void>;

  /** Makes the bytes unreadable for good. Idempotent. */
  abstract destroy(name: string): Promise<void>;

  /** All names, sorted. */
  abstract names(): Promise<string[]>;
}
