// One process for one embedded database: two can open the same folder without an error and ruin it.
//
// The lock is a listening unix socket in the folder, so the kernel drops it with the process, however that ends. Sockets
// are numbered `lock.1`, `lock.2` …, put in place by link(2), which fails where a name is taken. The highest one counts: if
// somebody answers there, the folder is in use; if nobody does, its owner is dead and the next number is up for the taking.
// The highest is never removed, so a number is given once only, and two processes can't both succeed a dead one.
import { createHash } from 'node:crypto';
import { link, mkdir, readdir, realpath, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../error-code.js';
import { StartError } from '../start-error.js';

const LONGEST_PATH = 100; // sockaddr_un holds 104 bytes on some systems
const NAME = /^lock\.([1-9][0-9]{0,8})$/;
const LONGEST_NAME = 'lock.new-1zzzz-zzzzzzzzzzzzz'.length;

/** Another process holds the folder. */
export class DataFolderInUseError extends StartError {
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another process. Stop that one, or give this one another DATA_DIR.`,
    );
  }
}

export class DataFolderLock {
  private constructor(private readonly server: Server) {}

  /** Takes the folder (made if missing) for this process. Throws `DataFolderInUseError` if another process holds it. */
  static async take(folder: string): Promise<DataFolderLock> {
    const place = await socketFolder(await made(folder));
    const own = join(place, uniqueName());
    const server = await listen(own);
    try {
      await succeed(place, own, folder);
    } catch (error) {
      await close(server);
      throw error;
    } finally {
      await remove(own);
    }
    return new DataFolderLock(server);
  }

  /** Lets the next process in. */
  async release(): Promise<void> {
    await close(this.server);
  }
}

async function succeed(place: string, own: string, folder: string): Promise<void> {
  for (;;) {
    const highest = Math.max(0, ...(await numbers(place)));
    if (highest > 0 && (await isAnswered(join(place, `lock.${highest}`))))
      throw new DataFolderInUseError(folder);
    const mine = highest + 1;
    if (!(await linked(own, join(place, `lock.${mine}`)))) continue;
    // A listing taken while another process moved on can have missed its socket: now that mine stands, look again.
    const all = await numbers(place);
    if (Math.max(...all) === mine) {
      for (const number of all) if (number < mine) await remove(join(place, `lock.${number}`));
      return;
    }
    await remove(join(place, `lock.${mine}`));
  }
}

async function numbers(place: string): Promise<number[]> {
  return (await readdir(place)).flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw cannotLock(error);
  }
}

/** Whether a process listens there. Only the kernel's "nobody does" counts as no. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      resolve(!['ECONNREFUSED', 'ENOENT'].includes(errorCode(error) ?? ''));
    });
  });
}

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.destroy();
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(cannotLock(error));
    });
    server.listen(path, () => {
      server.on('error', () => undefined); // too many open files: the kernel still holds the socket
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

async function remove(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

async function socketFolder(folder: string): Promise<string> {
  if (Buffer.byteLength(folder) + 1 + LONGEST_NAME <= LONGEST_PATH) return folder;
  const place = join(
    tmpdir(),
    `undersigned-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`,
  );
  await mkdir(place, { recursive: true, mode: 0o700 });
  return place;
}

/** Neither another process' nor an earlier one's of this number: the monotonic clock's nanoseconds stand in it, too. */
function uniqueName(): string {
  return `lock.new-${process.pid.toString(36)}-${process.hrtime.bigint().toString(36)}`;
}

/** The folder's real path; makes it if it is missing. */
async function made(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await realpath(folder);
  } catch (error) {
    throw cannotLock(error);
  }
}

function cannotLock(error: unknown): StartError {
  return new StartError(
    `The data folder can't be locked (${errorCode(error) ?? 'unknown'}). It must be on a local disk that this user may write to; otherwise use DATABASE_URL.`,
    { cause: error },
  );
}
