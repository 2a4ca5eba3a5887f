// The embedded database's folder: made whole or not at all, and looked at before anything is started on it.
import { execFile } from 'node:child_process';
import { chown, lchown, lstat, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { errorCode } from '../../error-code.js';
import { closedFolder } from '../../private-files.js';
import type { RandomSource } from '../../random.js';
import { StartError } from '../../start-error.js';
import type { Binaries } from './binaries.js';
import type { Identity } from './identity.js';

const run = promisify(execFile);

/** The superuser of the database; nobody but this server gets to the socket that lets one in. */
export const DATABASE_USER = 'undersigned';

/** From this version on programs find themselves without leaving the folder that they are started in. */
const STAYS = 16;

/**
 * How a program of this major version, started in `folder`, names it. Not by its path where that can be avoided: the folder may
 * lie in another that only root can enter.
 */
export function here(major: number, folder: string): string {
  if (major < STAYS) return folder;
  return process.platform === 'linux' ? '/proc/self/cwd' : '.';
}

/** Throws `StartError` if these programs, run as `user`, would not get to the data folder. */
export async function mustReach(
  dataDir: string,
  { major }: Binaries,
  user: Identity | undefined,
): Promise<void> {
  if (user === undefined || major >= STAYS || (await stat(dataDir)).uid === user.uid) return;
  throw new StartError(
    `PostgreSQL ${major.toString()} of EMBEDDED_POSTGRES, which root's server runs as another user, can't get to ${dataDir}. Give that folder to an ordinary user (chown), start this as that user, or name programs of version ${STAYS.toString()} or newer.`,
  );
}

/** What PostgreSQL's programs are given of the environment: nothing of ours. */
export const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

/**
 * Whether there is a database in the folder. Throws `StartError` if there is something else, another user's, or one that these
 * programs can't run. A folder that others can enter is closed; one that root's server finds to be root's goes to `user`.
 */
export async function isMade(
  folder: string,
  binaries: Binaries,
  user: Identity | undefined,
): Promise<boolean> {
  if (!(await closedFolder(folder))) return false;
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (version === undefined) {
    throw new StartError(
      `The folder ${folder} holds no database: PG_VERSION is missing in it. Put back what was there, or move it away and start anew. Nothing was changed.`,
    );
  }
  if (Number(version.trim()) !== binaries.major) {
    throw new StartError(
      `The database in ${folder} was made by PostgreSQL ${version.trim()}, and the programs here are of version ${binaries.major.toString()}. Use it with EMBEDDED_POSTGRES=/usr/lib/postgresql/${version.trim()}/bin, or see "Another version" in docs/operating.md. Nothing was changed.`,
    );
  }
  await mustBeWritable(folder);
  if (user !== undefined && (await stat(folder)).uid !== user.uid) await giveTo(folder, user);
  return true;
}

/** Makes a database. If another process was faster, that one's stands. Throws `StartError`, with nothing left, if it can't be made. */
export async function makeCluster(
  folder: string,
  binaries: Binaries,
  user: Identity | undefined,
  random: RandomSource,
): Promise<void> {
  const unfinished = `${folder}.new-${Buffer.from(random.bytes(6)).toString('hex')}`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    if (user !== undefined) await chown(unfinished, user.uid, user.gid);
    await run(binaries.initdb, initdbArguments(here(binaries.major, unfinished)), {
      ...user,
      cwd: unfinished,
      env: ENVIRONMENT,
    });
    await rename(unfinished, folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) return;
    throw notMade(folder, error);
  }
}

function initdbArguments(place: string): string[] {
  const local = ['--auth-local=trust', '--auth-host=reject'];
  return ['-D', place, '-U', DATABASE_USER, ...local, '-E', 'UTF8', '--locale=C', '--no-instructions'];
}

/** Copied back by root, a database is root's, and PostgreSQL would not run on it. */
async function giveTo(folder: string, { uid, gid }: Identity): Promise<void> {
  await lchown(folder, uid, gid);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await lstat(path)).isDirectory()) await giveTo(path, { uid, gid });
    else await lchown(path, uid, gid);
  }
}

async function mustBeWritable(folder: string): Promise<void> {
  const probe = join(folder, 'postmaster.opts');
  const file = await open(probe, 'a').catch((error: unknown) => {
    const code = errorCode(error) ?? 'unknown';
    const why = code === 'EROFS' ? 'Its disk is read-only.' : 'It must be one that this user may write to.';
    throw new StartError(
      `The database in ${folder} can't be written (${code}). ${why} Nothing was changed.`,
      {
        cause: error,
      },
    );
  });
  await file.close();
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function notMade(folder: string, error: unknown): StartError {
  const said = typeof error === 'object' && error !== null ? String(Reflect.get(error, 'stderr') ?? '') : '';
  const reason = said.split('\n').findLast((line) => /error|fatal|detail/i.test(line)) ?? '';
  if (/no space left/i.test(said) || errorCode(error) === 'ENOSPC') {
    return new StartError(
      `There is no room for the database in ${folder}: it needs some 60 MB. Make room, or give another DATA_DIR. Nothing was kept.`,
      { cause: error },
    );
  }
  return new StartError(
    `The database could not be made in ${folder}${reason === '' ? ` (${errorCode(error) ?? 'unknown'})` : `: ${reason.trim()}`}. Mend that, give another DATA_DIR, or use DATABASE_URL. Nothing was kept.`,
    { cause: error },
  );
}
