// The command line as an operator runs it: a process of its own, built.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { built } from './built.js';

const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/src/cli.js');

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
}

/** Runs `undersigned` with these arguments, and nothing of this machine's environment but PATH. Nobody sits at a terminal. */
export async function undersigned(
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CliResult> {
  await built('server', 'pages');
  const child = spawn(process.execPath, [CLI, ...parameters], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const [out, note] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, note };
}
