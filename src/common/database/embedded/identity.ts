// Whom the embedded database runs as. PostgreSQL refuses to run as root, so a server of root's starts it as somebody else.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import process from 'node:process';
import { promisify } from 'node:util';
import { errorCode } from '../../error-code.js';
import { StartError } from '../../start-error.js';

const run = promisify(execFile);

/** Who is asked for, in this order, where nothing is anybody's yet. The first is for operators who make one for this. */
const ORDINARY_USERS = ['undersigned', 'postgres', 'nobody'];

/** A user by number, as `spawn` takes it. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that the database of this folder (`database`, in `dataDir`) runs as; undefined for this process's own.
 * Of root's server it is whoever owns the database, or else the data folder, or else an ordinary user of this machine.
 * Throws `StartError` if there is none.
 */
export async function databaseUser(dataDir: string, database: string): Promise<Identity | undefined> {
  if (process.geteuid?.() !== 0) return undefined;
  for (const folder of [database, dataDir]) {
    const owner = await ownerOf(folder);
    if (owner !== undefined && owner.uid !== 0) return owner;
  }
  for (const name of ORDINARY_USERS) {
    const user = await userNamed(name);
    if (user !== undefined) return user;
  }
  throw new StartError(
    'The embedded database does not run as root, and there is no user undersigned, postgres or nobody here to run it as. Make one (useradd --system undersigned), start this as another user, or use DATABASE_URL.',
  );
}

async function ownerOf(folder: string): Promise<Identity | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function userNamed(name: string): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
    );
    return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}
