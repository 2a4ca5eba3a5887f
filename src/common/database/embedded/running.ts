// Whether PostgreSQL runs on a folder now, and who started it: its own files say so, and a process may have left them behind.
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { errorCode } from '../../error-code.js';
import type { Purpose } from './postgres-process.js';

export interface Running {
  readonly pid: number;
  readonly purpose: Purpose;
}

/** Who runs on the folder; undefined if nobody does. A file that a dead one left, whose number another program has, is removed. */
export async function runningOn(folder: string): Promise<Running | undefined> {
  const file = join(folder, 'postmaster.pid');
  const pid = Number((await readIfThere(file))?.split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  if (!(await runsThere(pid, folder))) {
    // PostgreSQL would take the other program for one of its own and refuse for ever, as after every restart of a container.
    await rm(file, { force: true });
    return undefined;
  }
  const options = (await readIfThere(join(folder, 'postmaster.opts'))) ?? '';
  return { pid, purpose: options.includes('cluster_name=undersigned-command') ? 'command' : 'server' };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // Not ours to signal: not one that runs on a folder of ours either.
    return false;
  }
}

/** PostgreSQL works in its folder; where that can't be looked up, what its file says is believed. */
async function runsThere(pid: number, folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  try {
    return (await readlink(`/proc/${pid.toString()}/cwd`)) === (await realpath(folder));
  } catch (error) {
    return errorCode(error) !== 'ENOENT';
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
