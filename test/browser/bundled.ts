// The code that a browser gets of a module.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BUILD = join(import.meta.dirname, 'build.mjs');

/** The code of the module at `path`, and of everything that it imports, minified. */
export async function bundled(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [BUILD, path], { maxBuffer: 1 << 26 });
  return stdout;
}
