// Node-only modules of ours in a process of its own: transpiled into a folder that mirrors `src/`.
import { transform } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Transpiles these files (paths from the root, without imports from packages) and a script; the script's path. */
export async function transpiled(files: readonly string[], script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-child-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const file of files) {
    const { code } = await transform(await readFile(join(ROOT, file), 'utf8'), {
      jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true } },
      module: { type: 'es6' },
    });
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
  const path = join(folder, 'script.js');
  await writeFile(path, script);
  return path;
}

/** Starts node on the script; resolves with its first line of output, or its exit code if it ends without one. */
export function started(
  script: string,
  ...parameters: string[]
): { child: ChildProcess; said: Promise<string> } {
  const child = spawn(process.execPath, [script, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = new Promise<string>((done) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      const end = text.indexOf('\n');
      if (end >= 0) done(text.slice(0, end));
    });
    child.on('exit', (code) => {
      done(`exit ${code ?? 'by signal'}`);
    });
  });
  return { child, said };
}
