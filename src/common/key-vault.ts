// Where private keys live, apart from the database: protocol.md#keys. Destroying a key here is what ends its letter's secrets.

/** Whose keys a vault holds. */
export interface Belonging {
  /** 16 random bytes. */
  readonly id: Uint8Array;
  /** Whether there is, or was, a database for it. */
  readonly isTied: boolean;
}

/** A role's private keys by name. Names are `[a-z0-9_-]{1,100}`; values are up to 128 KiB and sealed at rest. */
export abstract class KeyVault {
  /** Where it is, for sentences. */
  abstract readonly place: string;

  /** Which installation the keys are of; undefined while there was none to be of. */
  abstract installation(): Promise<Belonging | undefined>;

  /** The id of the installation, drawn now if there is none yet. */
  abstract begin(): Promise<Uint8Array>;

  /** Notes that a database belongs to these keys: from now on no new one may take its place. */
  abstract tie(): Promise<void>;

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
