// The default key vault: a folder with one sealed file for each key. protocol.md#vault
//
// A file is nonce ‖ AES-256-GCM ‖ tag under HKDF(MASTER_KEY, 'vault' ‖ role), bound to its role and name. It is written under
// another name, synced, and moved into place. To be destroyed it is moved out of its place, so that nobody reads half of it, then
// overwritten with random bytes and unlinked.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { open, readFile, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer, plain } from './bytes.js';
import type { Role } from './config.js';
import { errorCode } from './error-code.js';
import { KeyVault, type Belonging } from './key-vault.js';
import { makeOnce } from './make-once.js';
import type { MasterKey } from './master-key.js';
import { closedFile, closedFolder, privateFolder } from './private-files.js';
import type { RandomSource } from './random.js';
import { StartError } from './start-error.js';

const NAME = /^[a-z0-9_-]{1,100}$/;
const SUFFIX = '.key';
const UNFINISHED = '.new';
const DYING = '.gone';
const INSTALLATION = '.installation'; // sealed like a key, but under a name that no key can have
const ID_LENGTH = 16;
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
   * Opens the vault `<dataDir>/keys/<role>`. Makes nothing, but closes to others what is there.
   * Throws `StartError`, with nothing changed, if MASTER_KEY isn't the one that it was begun with, or a part of it is missing.
   */
  static async open(
    dataDir: string,
    role: Role,
    masterKey: MasterKey,
    random: RandomSource,
  ): Promise<FileKeyVault> {
    const folder = join(dataDir, 'keys', role);
    const vault = new FileKeyVault(folder, role, masterKey.derive(`vault${role}`), random);
    if (await closedFolder(folder)) await vault.check();
    return vault;
  }

  get place(): string {
    return this.folder;
  }

  async installation(): Promise<Belonging | undefined> {
    const sealed = await readIfThere(join(this.folder, INSTALLATION));
    return sealed === undefined ? undefined : decode(this.unseal(INSTALLATION, sealed));
  }

  async begin(): Promise<Uint8Array> {
    const standing = await this.installation();
    if (standing !== undefined) return standing.id;
    await privateFolder(dirname(dirname(this.folder)));
    await privateFolder(this.folder);
    const content = encode({ id: this.random.bytes(ID_LENGTH), isTied: false });
    await makeOnce(join(this.folder, INSTALLATION), this.seal(INSTALLATION, content), this.random);
    await syncFolder(this.folder);
    return this.begin();
  }

  async tie(): Promise<void> {
    const standing = await this.installation();
    if (standing === undefined) throw new Error('A vault that was not begun belongs to no database.');
    if (standing.isTied) return;
    const path = join(this.folder, INSTALLATION);
    const sealed = this.seal(INSTALLATION, encode({ ...standing, isTied: true }));
    // Processes that start together all do.
    await this.write(path, sealed, `${path}.${buffer(this.random.bytes(8)).toString('hex')}`);
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    if (bytes.length > LARGEST) throw new Error('A key of the vault has at most 131,072 bytes.');
    const path = this.path(name);
    await this.begin();
    await this.write(path, this.seal(name, bytes));
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
    const isThere = await moved(path, path + DYING);
    const shredded = [await this.shred(path + UNFINISHED), await this.shred(path + DYING)];
    if (isThere || shredded.includes(true)) await syncFolder(this.folder);
  }

  async names(): Promise<string[]> {
    return (await namesIn(this.folder))
      .flatMap((file) => (file.endsWith(SUFFIX) ? [file.slice(0, -SUFFIX.length)] : []))
      .filter((name) => NAME.test(name))
      .sort();
  }

  private async check(): Promise<void> {
    let standing: Belonging | undefined;
    try {
      standing = await this.installation();
    } catch (error) {
      throw new StartError(
        `MASTER_KEY is not the one that the keys in ${this.folder} were sealed with. Start with the right one, or give another DATA_DIR. Nothing was changed.`,
        { cause: error },
      );
    }
    if (standing === undefined && (await this.names()).length > 0) {
      throw new StartError(
        `The file ${join(this.folder, INSTALLATION)} is missing, but keys are there. Restore the whole folder from a backup.`,
      );
    }
    for (const file of await namesIn(this.folder)) {
      const path = join(this.folder, file);
      // Its end was interrupted.
      if (file.endsWith(SUFFIX + DYING)) await this.shred(path);
      else await closedFile(path);
    }
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

  private async write(path: string, content: Uint8Array, unfinished = path + UNFINISHED): Promise<void> {
    // Two writers of one name never meet: each key has one owner. A file left by a crash is written over.
    await writeSynced(unfinished, content, 'w');
    await rename(unfinished, path);
    await syncFolder(this.folder);
  }

  /** False if there is no such file. */
  private async shred(path: string): Promise<boolean> {
    let size: number;
    try {
      size = (await readFile(path)).length;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
    await writeSynced(path, this.random.bytes(size), 'r+');
    await unlink(path);
    return true;
  }
}

// struct { uint8 tied; opaque id[16]; } Installation;
function encode({ id, isTied }: Belonging): Uint8Array {
  return Uint8Array.of(isTied ? 1 : 0, ...id);
}

function decode(bytes: Uint8Array): Belonging {
  const [tied] = bytes;
  if (bytes.length !== 1 + ID_LENGTH || (tied !== 0 && tied !== 1)) throw new Error('It has another form.');
  return { id: bytes.subarray(1), isTied: tied === 1 };
}

/** Whether there was something to move. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
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
