// The one secret that the operator keeps: every key at rest is derived from it. Never in the data folder. protocol.md#keys
import { hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buffer } from './bytes.js';
import type { Config } from './config.js';
import { NoDatabaseError } from './database/no-database.js';
import { makeOnce } from './make-once.js';
import { closedFile } from './private-files.js';
import type { RandomSource } from './random.js';
import { StartError } from './start-error.js';

const LENGTH = 32;

export class MasterKey {
  readonly #bytes: Buffer;

  /** From 32 bytes. */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== LENGTH) throw new Error('A master key has 32 bytes.');
    this.#bytes = Buffer.from(bytes);
  }

  /**
   * From MASTER_KEY or MASTER_KEY_FILE; outside production, failing these, from `<dataDir>.master-key`, which is made if
   * missing, or, if it may not be, throws `NoDatabaseError`. A file that others may read is closed to them. Throws `StartError`.
   */
  static async load(config: Config, random: RandomSource, mayMake = true): Promise<MasterKey> {
    if (config.masterKey !== undefined) return new MasterKey(decode(config.masterKey, 'MASTER_KEY'));
    if (config.masterKeyFile !== undefined) return new MasterKey(await read(config.masterKeyFile));
    if (config.production) throw new StartError('MASTER_KEY is missing: set it or MASTER_KEY_FILE.');
    const path = `${config.dataDir}.master-key`;
    if (!mayMake && !existsSync(path)) throw new NoDatabaseError(`its master key in ${path}`);
    if (!existsSync(path)) {
      await mkdir(dirname(path), { recursive: true });
      await makeOnce(path, Buffer.from(`${buffer(random.bytes(LENGTH)).toString('base64url')}\n`), random);
    }
    return new MasterKey(await read(path));
  }

  /** HKDF-SHA256 (RFC 5869) of the key under this purpose; a purpose is used for one thing only. */
  derive(info: string | Uint8Array, length = 32): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#bytes, new Uint8Array(0), info, length));
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    await closedFile(path);
    return decode((await readFile(path, 'utf8')).trim(), `The file ${path}`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The master key can't be read from ${path}. It must be a file that this user may read.`,
      {
        cause: error,
      },
    );
  }
}

function decode(text: string, what: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== text) {
    throw new StartError(`${what} must hold 32 random bytes in base64url (43 characters).`);
  }
  return bytes;
}
