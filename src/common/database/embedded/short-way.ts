// A path to the database's folder that a socket's address has room for: a link, where the folder's own is too long.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../../start-error.js';
import { socketIn } from './postgres-process.js';

/** Of a socket's address on the systems that have least room (sockaddr_un, with its closing zero). */
const LONGEST = 103;

export class ShortWay {
  private constructor(
    /** Absolute. */
    readonly path: string,
    private readonly folder?: string,
  ) {}

  /** Throws `StartError` if even a link among temporary files is too long. */
  static async to(folder: string, temporary = tmpdir()): Promise<ShortWay> {
    if (fits(folder)) return new ShortWay(folder);
    const made = await mkdtemp(join(temporary, 'undersigned-'));
    const way = new ShortWay(join(made, 'db'), made);
    if (!fits(way.path)) {
      await way.remove();
      throw new StartError(
        `The paths ${folder} and ${temporary} are both too long for the address of a socket (${LONGEST.toString()} bytes). Give DATA_DIR or TMPDIR a shorter one.`,
      );
    }
    await symlink(folder, way.path);
    return way;
  }

  /** Removes the link, if there is one. */
  async remove(): Promise<void> {
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketIn(folder)) <= LONGEST;
}
