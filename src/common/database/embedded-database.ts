// The database that comes with the program: PGlite (PostgreSQL in WebAssembly) in a folder, one process, one connection.
import { PGlite } from '@electric-sql/pglite';
import { Injectable } from '@nestjs/common';
import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '../config.js';
import { DataFolderLock } from './data-folder-lock.js';

@Injectable()
export class EmbeddedDatabase {
  private lite: PGlite | undefined;
  private lock: DataFolderLock | undefined;

  constructor(private readonly config: Config) {}

  /**
   * Opens `<dataDir>/database`, making it if it isn't there, and holds the folder until `close`.
   * Throws `StartError` if another process holds it.
   */
  async open(): Promise<PGlite> {
    if (this.lite !== undefined) return this.lite;
    this.lock = await DataFolderLock.take(this.config.dataDir);
    try {
      const folder = join(this.config.dataDir, 'database');
      if (!(await exists(folder))) await make(folder);
      this.lite = await PGlite.create(folder);
      return this.lite;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { lite, lock } = this;
    this.lite = this.lock = undefined;
    if (lite?.closed === false) await lite.close();
    await lock?.release();
  }
}

/** Under another name until it is complete: a first start that is interrupted leaves nothing half made. */
async function make(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await (await PGlite.create(unfinished)).close();
  await rename(unfinished, folder);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
