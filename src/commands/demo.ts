// `undersigned demo`: the whole life of a letter on this machine, with nothing left out but the weeks in between.
import cliProgress from 'cli-progress';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { DevInbox } from '../common/mailer/dev-inbox.js';
import { makeFilesPrivate } from '../common/private-files.js';
import { startServer } from '../serve.js';
import { runLetter } from './demo/run.js';
import { reportLines } from './demo/report.js';

export interface DemoOptions {
  /** How many sign; also the threshold. */
  readonly signers: number;
  readonly databaseUrl?: string;
  /** The folder in which the bundle is written. */
  readonly out: string;
  /** Whether the server stays up. */
  readonly keep: boolean;
}

/** Runs the demo and prints its report. Returns the exit code: 0 if everything was as it must be, 1 if anything was not. */
export async function demo(options: DemoOptions): Promise<number> {
  makeFilesPrivate();
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const dataDir = await mkdtemp(join(tmpdir(), 'undersigned-demo-'));
  const server = await startServer({
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(dataDir, 'data'),
    DATABASE_URL: options.databaseUrl,
    ISSUER_NAME: 'Demo Issuer',
    SMALL_LETTERS: 'true',
    // One machine does the work of all.
    WORK_COST: '1000',
    LOG_LEVEL: 'warn',
  });
  const bar = new cliProgress.SingleBar({
    format: 'signing {bar} {value} of {total}',
    hideCursor: true,
    noTTYOutput: false,
  });
  try {
    say(
      `A server runs at ${server.url}${options.databaseUrl === undefined ? ', on the embedded database' : ''}.`,
    );
    await mkdir(options.out, { recursive: true });
    const result = await runLetter(
      { http: { baseUrl: server.url, fetch, now }, inbox: server.app.get(DevInbox, { strict: false }), say },
      {
        signers: options.signers,
        writeBundle: async (name, bytes) => {
          const file = resolve(options.out, name);
          await writeFile(file, bytes);
          return file;
        },
        onSigning: (done, all) => {
          if (!process.stdout.isTTY) return;
          if (done === 0) bar.start(all, 0);
          bar.update(done);
          if (done === all) bar.stop();
        },
      },
    );
    say(reportLines(result).join('\n'));
    if (options.keep) await untilInterrupted(server.url, say);
    return 0;
  } catch (error) {
    bar.stop();
    process.stderr.write(
      `The demo failed: ${error instanceof Error ? error.message : 'for an unknown reason'}\n`,
    );
    return 1;
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function now(): Date {
  return new Date(performance.timeOrigin + performance.now());
}

async function untilInterrupted(url: string, say: (line: string) => void): Promise<void> {
  say(`The server stays up at ${url} (mail: ${url}/dev/inbox). Press Ctrl-C to end it.`);
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}
