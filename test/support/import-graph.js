// @ts-check
// Which source file imports which, read from the text: for checks of the house that look at all files at once, and for the choice
// of specs that jest.config.js makes; hence plain JavaScript.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * By path from the root: the local files that a file imports, and the packages (`@scope/name`, `node:fs`). Types don't count.
 *
 * @typedef {ReadonlyMap<string, Imports>} ImportGraph
 * @typedef {{ readonly files: string[], readonly packages: string[] }} Imports
 */

const SPEC = /[.-]spec\.ts$/;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
const ONLY_TYPES = /^\s*(?:import|export)\s+(?:type\b|\{\s*(?:type\s+\w+(?:\s+as\s+\w+)?\s*,?\s*)+\}\s*from)/;

/**
 * All files in the folder, however deep, as paths from `root`.
 *
 * @param {string} root
 * @param {string} folder
 */
export function filesIn(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * The code in the folder without its specs.
 *
 * @param {string} root
 * @param {string} folder
 */
export function sourcesIn(root, folder) {
  return filesIn(root, folder).filter((file) => /\.[jt]sx?$/.test(file) && !SPEC.test(file));
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 * @returns {ImportGraph}
 */
export function importGraph(root, files) {
  return new Map(files.map((file) => [file, importsOf(root, file)]));
}

/**
 * The first way round that is found, from a file back to itself; `undefined` if there is none.
 *
 * @param {ImportGraph} graph
 */
export function findCycle(graph) {
  const done = new Set();
  /** @type {(file: string, way: readonly string[]) => string[] | undefined} */
  const visit = (file, way) => {
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

/**
 * Says of a file whether it, or anything that it imports by whatever way, is one of these files or packages.
 *
 * @param {string} root
 * @param {ReadonlySet<string>} targets files by their paths from the root, packages by their names
 * @returns {(file: string) => boolean}
 */
export function reaching(root, targets) {
  /** @type {Map<string, Imports>} */
  const read = new Map();
  /** @param {string} file */
  const imports = (file) => {
    const known =
      read.get(file) ?? (existsSync(join(root, file)) ? importsOf(root, file) : { files: [], packages: [] });
    read.set(file, known);
    return known;
  };
  return (file) => {
    const reached = new Set([file]);
    for (const one of reached) {
      const { files, packages } = imports(one);
      if (targets.has(one) || packages.some((name) => targets.has(name))) return true;
      for (const next of files) reached.add(next);
    }
    return false;
  };
}

/**
 * @param {string} root
 * @param {string} file
 * @returns {Imports}
 */
function importsOf(root, file) {
  const text = readFileSync(join(root, file), 'utf8');
  const sources = [...text.matchAll(IMPORT)]
    .filter(([statement]) => !ONLY_TYPES.test(statement))
    .map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic ?? '').replace(/\?.*$/, ''));
  return {
    files: sources.filter((source) => source.startsWith('.')).map((source) => localFile(root, file, source)),
    packages: sources.filter((source) => !source.startsWith('.')).map(packageOf),
  };
}

/**
 * @param {string} root
 * @param {string} from
 * @param {string} source
 */
function localFile(root, from, source) {
  const path = relative(root, resolve(root, dirname(from), source));
  const forms = [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), path];
  return forms.find((form) => existsSync(join(root, form))) ?? path.replace(/\.js$/, '.ts');
}

/** @param {string} source */
function packageOf(source) {
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}
