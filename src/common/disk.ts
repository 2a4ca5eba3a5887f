// Whether what this server keeps has a disk to be kept on.
import { access, constants, statfs } from 'node:fs/promises';

export type DiskCondition = 'ok' | 'full' | 'unwritable';

/** With less, what is to be written durably soon can't be. */
const LEAST_ROOM_BYTES = 32 * 1024 * 1024;

/** Of the disk that the folder is on, for this process. */
export async function diskCondition(folder: string): Promise<DiskCondition> {
  try {
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < LEAST_ROOM_BYTES ? 'full' : 'ok';
  } catch {
    return 'unwritable';
  }
}
