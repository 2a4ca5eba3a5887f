// What a spec needs of dist/: made if it is missing or older than its sources, as `npm start` does it, and nothing else.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');

type Part = 'server' | 'pages';

const made = new Map<Part, Promise<void>>();

/** Resolves once these parts are in dist/ as their sources are. Throws what the compiler said if one can't be made. */
export async function built(...parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    const making = made.get(part) ?? make(part);
    made.set(part, making);
    await making;
  }
}

/** Builds the pages into this folder, whatever is in dist/. `environment`: NODE_ENV. */
export async function buildPages(folder: string, environment: string): Promise<void> {
  const args = [
    'node_modules/vite/bin/vite.js',
    'build',
    '--logLevel',
    'warn',
    '--outDir',
    folder,
    '--emptyOutDir',
  ];
  await run(args, { ...process.env, NODE_ENV: environment });
}

/** One of all that ask at once does it; the others wait. scripts/parts.mjs */
function make(part: Part): Promise<void> {
  return run(['scripts/run.mjs', 'prepare', part], process.env);
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`What this spec needs could not be built.\n${stdout}${stderr}`, { cause: error });
  }
}
