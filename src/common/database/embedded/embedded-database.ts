// The database that comes with the program: a PostgreSQL of our own in the data folder, which nobody else reaches, started with
// the server and ended with it. A command beside the server uses the server's.
import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { Config } from '../../config.js';
import { errorCode } from '../../error-code.js';
import { closedFolder, privateFolder } from '../../private-files.js';
import { RandomSource } from '../../random.js';
import { StartError } from '../../start-error.js';
import { NoDatabaseError } from '../no-database.js';
import type { Place } from '../place.js';
import { findBinaries, type Binaries } from './binaries.js';
import { DATABASE_USER, isMade, makeCluster, mustReach } from './cluster.js';
import { databaseUser, type Identity } from './identity.js';
import { PostgresProcess, settingsFor, type Purpose } from './postgres-process.js';
import { runningOn } from './running.js';
import { ShortWay } from './short-way.js';

/** A server that was killed has taken its database along after two seconds. */
const SERVER_GOES_WITHIN_MS = 4_000;
const COMMAND_GOES_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 15;
/** Not there, not listening, cut off, starting, stopping. */
const NOT_YET = new Set(['', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']);

/** Another process holds the folder. */
export class DataFolderInUseError extends StartError {
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another server. Stop that one, or give this one another DATA_DIR.`,
    );
  }
}

@Injectable()
export class EmbeddedDatabase {
  private process: PostgresProcess | undefined;
  private way: ShortWay | undefined;
  private place: Place | undefined;
  private readonly folder: string;

  constructor(
    private readonly config: Config,
    private readonly random: RandomSource,
  ) {
    this.folder = join(config.dataDir, 'database');
  }

  /**
   * Starts the database, and holds the folder until `close`; a command uses a running server's. Where there is none, it is made
   * if `mayMake`; else throws `NoDatabaseError`. Resolves once it answers. Throws `StartError`.
   */
  async open(purpose: Purpose, mayMake: boolean): Promise<Place> {
    if (this.place !== undefined) return this.place;
    try {
      this.place = await this.opened(purpose, mayMake);
      return this.place;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Resolves, with a sentence, if the database ends without having been told to; never, where it isn't this process's. */
  async died(): Promise<string> {
    const { process } = this;
    if (process === undefined) return new Promise(() => undefined);
    await process.died;
    return `The database ended${because(process)}. What was acknowledged is safe. Start the server again.`;
  }

  async close(): Promise<void> {
    const { process, way } = this;
    this.process = this.way = this.place = undefined;
    await process?.stop();
    await way?.remove();
  }

  private async opened(purpose: Purpose, mayMake: boolean): Promise<Place> {
    const { dataDir, embeddedPostgres } = this.config;
    if (mayMake) await privateFolder(dataDir);
    else if (!(await closedFolder(dataDir))) throw new NoDatabaseError(nameOfFolder(this.folder));
    const user = await databaseUser(dataDir, this.folder);
    const binaries = await findBinaries(embeddedPostgres, user);
    await mustReach(dataDir, binaries, user);
    if (!(await isMade(this.folder, binaries, user))) {
      if (!mayMake) throw new NoDatabaseError(nameOfFolder(this.folder));
      await makeCluster(this.folder, binaries, user, this.random);
    }
    this.way = await ShortWay.to(this.folder);
    const place = placeOf(this.folder, this.way);
    await (purpose === 'server' ? this.own(binaries, user, place) : this.borrowOrOwn(binaries, user, place));
    return place;
  }

  /** Waits until whoever has the folder has left, unless that is a server that stays. */
  private async own(binaries: Binaries, user: Identity | undefined, place: Place): Promise<void> {
    const began = performance.now();
    for (;;) {
      const running = await runningOn(this.folder);
      if (running === undefined && (await this.start('server', binaries, user, place))) return;
      const within = running?.purpose === 'command' ? COMMAND_GOES_WITHIN_MS : SERVER_GOES_WITHIN_MS;
      if (performance.now() - began > within) throw new DataFolderInUseError(this.config.dataDir);
      await wait(LOOK_EVERY_MS);
    }
  }

  private async borrowOrOwn(binaries: Binaries, user: Identity | undefined, place: Place): Promise<void> {
    for (;;) {
      if ((await runningOn(this.folder)) === undefined) {
        if (await this.start('command', binaries, user, place)) return;
      } else if ((await nameOf(place)) !== undefined) return;
      await wait(LOOK_EVERY_MS);
    }
  }

  /** True once it answers; false if another process was faster. Throws `StartError` if it ends for another reason. */
  private async start(
    purpose: Purpose,
    binaries: Binaries,
    user: Identity | undefined,
    place: Place,
  ): Promise<boolean> {
    const settings = settingsFor(purpose, binaries.major, hex(this.random.bytes(8)));
    const process = PostgresProcess.start(this.folder, binaries, user, settings);
    this.process = process;
    // Somebody else's may answer while this one is finding out that it came too late.
    while ((await nameOf(place)) !== settings['cluster_name']) {
      if (process.hasEnded) {
        await process.ended;
        this.process = undefined;
        if (isHeld(process)) return false;
        throw notStarted(this.folder, process);
      }
      await wait(LOOK_EVERY_MS);
    }
    return true;
  }
}

function placeOf(folder: string, way: ShortWay): Place {
  return {
    config: { host: way.path, port: 5432, user: DATABASE_USER, database: 'postgres' },
    name: nameOfFolder(folder),
    isEmbedded: true,
  };
}

function nameOfFolder(folder: string): string {
  return `the embedded database in ${folder}`;
}

/** The name of the database that answers; undefined if none does. */
async function nameOf({ config }: Place): Promise<string | undefined> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(`SELECT current_setting('cluster_name') AS name`);
    return rows[0]?.name;
  } catch (error) {
    if (NOT_YET.has(errorCode(error) ?? '')) return undefined;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What it says where another one runs, or a dead one's parts are still on their way out. */
function isHeld({ reason }: PostgresProcess): boolean {
  return /lock file .* already exists|shared memory block/.test(reason ?? '');
}

function notStarted(folder: string, process: PostgresProcess): StartError {
  const room = /no space left/i.test(process.reason ?? '')
    ? ' Make room on its disk.'
    : ' Mend that, or restore a backup.';
  return new StartError(
    `The database in ${folder} did not start${because(process)}.${room} Nothing was destroyed.`,
  );
}

function because({ reason }: PostgresProcess): string {
  return reason === undefined ? '' : ` (${reason.replace(/\.$/, '')})`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
