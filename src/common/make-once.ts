// A small file that several processes may want to make at once: one of them does, whole, and all of them find it.
import { link, unlink, writeFile } from 'node:fs/promises';
import { errorCode } from './error-code.js';
import type { RandomSource } from './random.js';

/** Puts the file in place by link(2), for this user alone, synced; does nothing if it is there. */
export async function makeOnce(path: string, content: Uint8Array, random: RandomSource): Promise<void> {
  const own = `${path}.${Buffer.from(random.bytes(8)).toString('hex')}`;
  await writeFile(own, content, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(own, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(own);
  }
}
