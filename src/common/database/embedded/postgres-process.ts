// A running PostgreSQL that ends with this process, however this process ends.
//
// A shell stands in between. It holds the reading end of a pipe whose other end is ours: when that closes, since we close it or
// since we are gone, it tells the database to stop, and two seconds later to stop at once. What it is started with it ends with.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { ENVIRONMENT, here } from './cluster.js';
import type { Identity } from './identity.js';

/** Whatever else ends a service (a signal to its whole group) is not for the shell to die of before the database does. */
const WATCH = `
trap '' TERM INT HUP
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
{ read -r _ <&3; kill -INT $postgres; sleep 2; kill -QUIT $postgres; } 2>/dev/null &
watch=$!
wait $postgres
ended=$?
kill -KILL $watch
exit $ended`;

/** How many lines of what it says are kept. */
const KEPT_LINES = 20;
/** The file of its socket in the folder, as `pg` puts it together from folder and port. */
export const SOCKET = '.s.PGSQL.5432';

/** Who starts it: others tell by it whether it is there to stay. */
export type Purpose = 'server' | 'command';

/** Settings of a kind of use, by name. */
export type Settings = Readonly<Record<string, string>>;

export class PostgresProcess {
  private stopping = false;
  private readonly lines: string[] = [];
  /** Resolves once it has ended, however it did. */
  readonly ended: Promise<void>;
  /** Resolves if it ends although nobody told it to. */
  readonly died: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lines.push(...text.split('\n').filter(Boolean));
      this.lines.splice(0, this.lines.length - KEPT_LINES);
    });
    child.stdin?.on('error', () => undefined);
    this.ended = once(child, 'close').then(() => undefined);
    this.died = new Promise((died) => {
      child.once('exit', () => {
        if (!this.stopping) died();
      });
    });
  }

  /** Starts it on the database in `folder`. It answers only a while later. */
  static start(
    folder: string,
    binaries: Binaries,
    user: Identity | undefined,
    settings: Settings,
  ): PostgresProcess {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(
      '/bin/sh',
      ['-c', WATCH, 'sh', binaries.postgres, '-D', here(binaries.major, folder), ...flags],
      {
        ...user,
        cwd: folder,
        env: ENVIRONMENT,
        // A group of its own: what is typed at a terminal is for us, who then stop it in our turn.
        detached: true,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    return new PostgresProcess(child);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** What it said last of why it can't go on; undefined if nothing. */
  get reason(): string | undefined {
    const line = this.lines.findLast((one) => /FATAL|PANIC/.test(one)) ?? this.lines.at(-1);
    return line?.replace(/^.*?(?:FATAL|PANIC):\s*/, '');
  }

  /** Ends it: whoever is connected is cut off, what was committed stays. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.child.stdin?.end();
    await this.ended;
  }
}

/** What every embedded database is started with; `major` is PostgreSQL's version, `id` tells this run from others. */
export function settingsFor(purpose: Purpose, major: number, id: string): Settings {
  return {
    cluster_name: `undersigned-${purpose}-${id}`,
    listen_addresses: '',
    // In the folder itself, which nobody else can enter; relative, since a socket's path has at most 107 bytes.
    unix_socket_directories: '.',
    unix_socket_permissions: '0700',
    port: '5432',
    // What a commit acknowledged is on the disk.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // One server and its commands: small, and no processes that would have nothing to do.
    max_connections: '60',
    shared_buffers: '32MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    max_logical_replication_workers: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    autovacuum_max_workers: '1',
    jit: 'off',
    huge_pages: 'off',
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    // It says why it can't go on, and nothing of what is in it.
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '',
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
  };
}

/** The socket's file in the folder of a running database. */
export function socketIn(folder: string): string {
  return join(folder, SOCKET);
}
