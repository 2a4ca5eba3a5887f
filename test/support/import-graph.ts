// Which source file imports which, read from the text: for checks of the house that look at all files at once.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** By path from the root: the local files that a file imports, and the packages (`@scope/name`, `node:fs`). Types don't count. */
export type ImportGraph = ReadonlyMap<string, { readonly files: string[]; readonly packages: string[] }>;

const SPEC = /[.-]spec\.ts$/;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
const ONLY_TYPES = /^\s*(?:import|export)\s+(?:type\b|\{\s*(?:type\s+\w+(?:\s+as\s+\w+)?\s*,?\s*)+\}\s*from)/;

/** All files in the folder, however deep, as paths from `root`. */
export function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** The code in the folder without its specs. */
export function sourcesIn(root: string, folder: string): string[] {
  return filesIn(root, folder).filter((file) => /\.[jt]sx?$/.test(file) && !SPEC.test(file));
}

export function importGraph(root: string, files: readonly string[]): ImportGraph {
  return new Map(files.map((file) => [file, importsOf(root, file)]));
}

/** The first way round that is found, from a file back to itself; `undefined` if there is none. */
export function findCycle(graph: ImportGraph): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file)?.files ?? []) {
      const cycle = visit(next, [...way, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

function importsOf(root: string, file: string): { files: string[]; packages: string[] } {
  const text = readFileSync(join(root, file), 'utf8');
  const sources = [...text.matchAll(IMPORT)]
    .filter(([statement]) => !ONLY_TYPES.test(statement))
    .map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic ?? '').replace(/\?.*$/, ''));
  return {
    files: sources.filter((source) => source.startsWith('.')).map((source) => localFile(root, file, source)),
    packages: sources.filter((source) => !source.startsWith('.')).map(packageOf),
  };
}

function localFile(root: string, from: string, source: string): string {
  const path = relative(root, resolve(root, dirname(from), source));
  if (path.endsWith('.worker.js')) return path;
  const forms = ['.ts', '.tsx'].map((ending) => path.replace(/\.js$/, ending));
  return forms.find((form) => existsSync(join(root, form))) ?? path.replace(/\.js$/, '.ts');
}

function packageOf(source: string): string {
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}
