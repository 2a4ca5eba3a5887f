// The default key vault: a folder with one sealed file for each key. protocol.md#vault
//
// A file is nonce ‖ AES-256-GCM ‖ tag under HKDF(MASTER_KEY, 'vault' ‖ role), bound to its role and name. It is written under
// another name, synced, and moved into place; a key is destroyed by overwriting its file with random bytes, then unlinking it.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, plain } from './bytes.js';
import type { Role } from './config.js';
import { errorCode } from './error-code.js';
import { KeyVault } from './key-vault.js';
import type { MasterKey } from './master-key.js';
import type { RandomSource } from './random.js';
import { StartError } from './start-error.js';

const NAME = /^[a-z0-9_-]{1,100}$/;
const SUFFIX = '.key';
const UNFINISHED = '.new';
const CHECK = '.check'; // sealed like a key, but under a name that no key can have
const CHECK_CONTENT = 'undersigned/vault/v1';
const ALGORITHM = 'aes-256-gcm';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const LARGEST = 131_072;

export class FileKeyVault extends KeyVault {
  private constructor(
    private readonly folder: string,
    private readonly role: Role,
    private readonly sealKey: Uint8Array,
    private readonly random: RandomSource,
  ) {
    super();
  }

  /**
   * Opens the vault `<dataDir>/keys/<role>`, made if missing.
   * Throws `StartError`, with nothing changed, if MASTER_KEY isn't the one that it was made with.
   */
  static async open(
    dataDir: string,
    role: Role,
    masterKey: MasterKey,
    random: RandomSource,
  ): Promise<FileKeyVault> {
    const folder = join(dataDir, 'keys', role);
    const vault = new FileKeyVault(folder, role, masterKey.derive(`vault${role}`), random);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await vault.check();
    return vault;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    if (bytes.length > LARGEST) throw new Error('A key of the vault has at most 131,072 bytes.');
    await this.write(this.path(name), this.seal(name, bytes));
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    const sealed = await readIfThere(this.path(name));
    return sealed === undefined ? undefined : this.unseal(name, sealed);
  }

  async rename(from: string, to: string): Promise<void> {
    if (from === to) throw new Error('A key of the vault is renamed to another name.');
    const [old, current] = [await this.get(from), await this.get(to)];
    if (old === undefined && current === undefined)
      throw new Error('A key of the vault that is to be renamed is missing.');
    if (old !== undefined && current !== undefined && !buffer(old).equals(current)) {
      throw new Error('A key of the vault would be replaced by renaming another.');
    }
    if (old === undefined) return;
    if (current === undefined) await this.put(to, old);
    await this.destroy(from);
  }

  async destroy(name: string): Promise<void> {
    const path = this.path(name);
    await this.shred(path + UNFINISHED);
    await this.shred(path);
    await syncFolder(this.folder);
  }

  async names(): Promise<string[]> {
    return (await readdir(this.folder))
      .flatMap((file) => (file.endsWith(SUFFIX) ? [file.slice(0, -SUFFIX.length)] : []))
      .filter((name) => NAME.test(name))
      .sort();
  }

  private async check(): Promise<void> {
    const path = join(this.folder, CHECK);
    const sealed = await readIfThere(path);
    if (sealed !== undefined) {
      try {
        if (buffer(this.unseal(CHECK, sealed)).toString() === CHECK_CONTENT) return;
      } catch {
        // told below
      }
      throw new StartError(
        `MASTER_KEY is not the one that the keys in ${this.folder} were sealed with. Start with the right one, or give another DATA_DIR. Nothing was changed.`,
      );
    }
    if ((await this.names()).length > 0) {
      throw new StartError(
        `The file ${path} is missing, but keys are there. Restore the whole folder from a backup.`,
      );
    }
    await this.write(path, this.seal(CHECK, Buffer.from(CHECK_CONTENT)));
  }

  private path(name: string): string {
    if (!NAME.test(name)) throw new Error('A key of the vault is named by up to 100 of a-z, 0-9, _ and -.');
    return join(this.folder, name + SUFFIX);
  }

  private seal(name: string, bytes: Uint8Array): Buffer {
    const nonce = this.random.bytes(NONCE_LENGTH);
    const cipher = createCipheriv(ALGORITHM, this.sealKey, nonce).setAAD(this.associated(name));
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  private unseal(name: string, sealed: Buffer): Uint8Array {
    if (sealed.length < NONCE_LENGTH + TAG_LENGTH) throw new Error('A file of the key vault is cut short.');
    const decipher = createDecipheriv(ALGORITHM, this.sealKey, sealed.subarray(0, NONCE_LENGTH))
      .setAAD(this.associated(name))
      .setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH));
    const body = decipher.update(sealed.subarray(NONCE_LENGTH, sealed.length - TAG_LENGTH));
    return plain(Buffer.concat([body, decipher.final()]));
  }

  private associated(name: string): Buffer {
    return Buffer.from(`${this.role}/${name}`);
  }

  private async write(path: string, content: Uint8Array): Promise<void> {
    // Two writers of one name never meet: each key has one owner. A file left by a crash is written over.
    await writeSynced(path + UNFINISHED, content, 'w');
    await rename(path + UNFINISHED, path);
    await syncFolder(this.folder);
  }

  private async shred(path: string): Promise<void> {
    let size: number;
    try {
      size = (await readFile(path)).length;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return;
      throw error;
    }
    await writeSynced(path, this.random.bytes(size), 'r+');
    await unlink(path);
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeSynced(path: string, content: Uint8Array, flags: 'w' | 'r+'): Promise<void> {
  const file: FileHandle = await open(path, flags, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
