// Files and folders that are for one user's eyes: made so, mended where they are ours, refused where they aren't.
import { access, chmod, constants, lstat, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { errorCode } from './error-code.js';
import { StartError } from './start-error.js';

/** What nobody but the owner may have. */
const OTHERS = 0o077;
/** What a file that another user owns may not let anybody have: it could not be read here if its group might not read it. */
const STRANGERS = 0o037;

/** From here on, whatever this process makes is for its own user alone. */
export function makeFilesPrivate(): void {
  process.umask(OTHERS);
}

/** Whether the files of this user are this process's to change: it is its own, or this process is root's. */
export function isOurs({ uid }: { readonly uid: number }): boolean {
  const own = process.geteuid?.();
  return own === undefined || own === 0 || own === uid;
}

/**
 * The folder, made if it is missing, and closed to others if it isn't. Throws `StartError`, with nothing changed, if it belongs
 * to another user, or can't be made or closed.
 */
export async function privateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await closeFolder(path);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw unusable(path, error, await deepestCode(path));
  }
}

/** A folder that is there already, closed to others; false if there is none. Throws `StartError` as `privateFolder` does. */
export async function closedFolder(path: string): Promise<boolean> {
  try {
    await closeFolder(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    if (error instanceof StartError) throw error;
    throw unusable(path, error);
  }
}

/**
 * Sees to it that nobody else can read or change this file, which may be a symbolic link to one. Another user's may be read by
 * its group: that is how a service is handed a file of root's. Throws `StartError` if it isn't so and can't be made so.
 */
export async function closedFile(path: string): Promise<void> {
  const { mode, uid } = await stat(path);
  if (isOwn(uid)) {
    if ((mode & OTHERS) !== 0) await mend(path, mode);
  } else if ((mode & STRANGERS) !== 0) {
    throw new StartError(
      `Others may read or change ${path}, and it belongs to another user (${uid}). Close it: chmod go= ${path}`,
    );
  }
}

async function closeFolder(path: string): Promise<void> {
  const found = await lstat(path);
  const real = found.isSymbolicLink() ? await stat(path) : found;
  if (!real.isDirectory()) throw new StartError(`${path} is not a folder. Move it away, or name another.`);
  if (!isOurs(real)) {
    throw new StartError(
      `The folder ${path} belongs to another user (${real.uid}). Give this server a folder of its own user, or start it as that user.`,
    );
  }
  if ((real.mode & OTHERS) !== 0) await mend(path, real.mode);
}

async function mend(path: string, mode: number): Promise<void> {
  try {
    await chmod(path, mode & 0o700);
  } catch (error) {
    throw new StartError(
      `Others may get at ${path}, and that can't be mended (${errorCode(error) ?? 'unknown'}). Close it: chmod go= ${path}`,
      { cause: error },
    );
  }
}

function isOwn(uid: number): boolean {
  const own = process.geteuid?.();
  return own === undefined || own === uid;
}

/** Why nothing can be made there: of folders in a folder that can't be written, Node says only that they are missing. */
async function deepestCode(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.W_OK);
    return undefined;
  } catch (error) {
    const parent = dirname(path);
    const isMissing = errorCode(error) === 'ENOENT' && parent !== path;
    return isMissing ? deepestCode(parent) : errorCode(error);
  }
}

function unusable(path: string, error: unknown, found = errorCode(error)): StartError {
  const code = found ?? errorCode(error) ?? 'unknown';
  const why = WHY[code] ?? 'It must be a folder that this user may write to.';
  return new StartError(`The folder ${path} can't be used (${code}). ${why}`, { cause: error });
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'This user may not go there. Let it, or name another folder.',
  ENOSPC: 'There is no room on its disk. Make some, or name another folder.',
  ENOTDIR: 'A part of its path is not a folder. Name another.',
  EROFS: 'Its disk is read-only. Name another folder.',
};
