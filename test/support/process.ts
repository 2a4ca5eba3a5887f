// The server as its own process, as an operator runs it: to kill it, to start it wrongly, to read what it prints.
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { freePort as findPort } from '../../src/common/free-port.js';
import { SystemRandomSource } from '../../src/common/random.js';
import { built } from './built.js';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'dist/src/main.js');
const STARTS_WITHIN_MS = 120_000;

export class ServerProcess {
  /** All that it printed. */
  output = '';
  private readonly ended: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    child.stdout?.on('data', (part: Buffer) => (this.output += part.toString()));
    child.stderr?.on('data', (part: Buffer) => (this.output += part.toString()));
    this.ended = new Promise((done) => child.once('exit', (code) => done(code)));
  }

  /**
   * Starts it with this environment and nothing else of the machine's but its PATH; as this user, if this one is root; `through` a
   * program that becomes what its arguments name.
   */
  static async spawn(
    env: Record<string, string>,
    uid?: number,
    through: readonly string[] = [],
  ): Promise<ServerProcess> {
    await built('server', 'pages');
    const port = env['PORT'] ?? (await freePort()).toString();
    const url = `http://localhost:${port}`;
    const [program, ...args] = [...through, process.execPath, MAIN];
    const child = spawn(program, args, {
      cwd: env['CWD'] ?? ROOT,
      env: { PATH: process.env['PATH'], PORT: port, PUBLIC_URL: url, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    return new ServerProcess(child, url);
  }

  /** Waits until it answers. Throws what it printed if it ends instead. */
  async up(): Promise<this> {
    const until = performance.now() + STARTS_WITHIN_MS;
    while (performance.now() < until) {
      if (this.child.exitCode !== null) throw new Error(`The server ended:\n${this.output}`);
      const answer = await fetch(`${this.url}/health`).catch(() => undefined);
      if (answer?.ok === true) return this;
      await new Promise((wait) => setTimeout(wait, 50));
    }
    throw new Error(`The server did not come up:\n${this.output}`);
  }

  /** Kills it at once, as a power cut would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to stop, and waits. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  /** Its exit code, once it ended by itself. */
  async exit(): Promise<number | null> {
    return this.ended;
  }
}

export async function freePort(): Promise<number> {
  return findPort(new SystemRandomSource());
}
