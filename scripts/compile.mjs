// Compiles the server: each file of TypeScript by itself, as jest does (.swcrc), into dist/. Types are for `npm run typecheck`.
// If one file can't be compiled, nothing is written. What has no source any more is removed; what is the same stays untouched.
import { transform } from '@swc/core';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, 'dist');
const FOLDERS = ['src', 'migrations', 'bench'];
/** What Vite builds. */
const OF_BROWSERS = join('src', 'web', 'islands');
const NOT_COMPILED = /(?:[.-]spec\.ts|\.d\.ts)$/;
/** Read as it is, where the API is described: src/api-description.ts. */
const DESCRIPTION = 'openapi.json';

const sources = (await Promise.all(FOLDERS.map((folder) => filesIn(ROOT, folder)))).flat();
const results = await Promise.allSettled(sources.filter(isCode).map(compiled));
const failures = results.filter(({ status }) => status === 'rejected');
for (const { reason } of failures) process.stderr.write(`${saidBy(reason)}\n`);
if (failures.length > 0) process.exit(1);

const outputs = new Map(results.flatMap(({ value }) => value));
outputs.set(DESCRIPTION, await readFile(join(ROOT, DESCRIPTION), 'utf8'));
const there = (await Promise.all(FOLDERS.map((folder) => filesIn(OUT, folder)))).flat();
await Promise.all(there.filter((path) => !outputs.has(path)).map((path) => rm(join(OUT, path))));
await Promise.all([...outputs].map(([path, content]) => write(join(OUT, path), content)));

/** All files in the folder, however deep, as paths from `root`. */
async function filesIn(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function isCode(path) {
  return /\.[jt]sx?$/.test(path) && !NOT_COMPILED.test(path) && !path.startsWith(OF_BROWSERS);
}

/** What becomes of a source: paths from dist/, and what stands there. */
async function compiled(source) {
  const text = await readFile(join(ROOT, source), 'utf8');
  // Of threads, which load their file by themselves.
  if (source.endsWith('.js')) return [[source, text]];
  const target = source.replace(/\.tsx?$/, '.js');
  const name = target.slice(dirname(target).length + 1);
  const { code, map } = await transform(text, {
    cwd: ROOT,
    filename: join(ROOT, source),
    sourceMaps: true,
    sourceFileName: relative(dirname(join(OUT, target)), join(ROOT, source)),
  });
  return [
    [target, `${code}//# sourceMappingURL=${name}.map\n`],
    [`${target}.map`, map],
  ];
}

/** File, place and reason; not where in the compiler it was found. */
function saidBy({ message }) {
  return message.split('\n\nCaused by:')[0].trimEnd();
}

async function write(path, content) {
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === content) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
