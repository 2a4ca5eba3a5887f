// Two organizers wrote at once: what each changed since what both had seen, put together field by field. What both changed is
// decided by neither: both versions are told.
import type { DraftFields } from './draft-fields.js';

/** Where a value stands: names of fields; of workplaces the id, of translations the language. */
export type Path = readonly string[];

/** A value of a draft, of whatever form. */
export type Value = unknown;

export interface Conflict {
  readonly path: Path;
  /** Undefined where it was removed. */
  readonly mine: Value;
  readonly theirs: Value;
}

export interface Merged {
  /** With their value wherever there is a conflict. */
  readonly content: DraftFields;
  readonly conflicts: readonly Conflict[];
}

type Fields = Readonly<Record<string, Value>>;

/** By what the entries of a list are told apart. */
const KEYS: Readonly<Record<string, string>> = { workplaces: 'id', translations: 'language' };

/** `base` is what both had seen. Every change of either stands in the content, or in a conflict. */
export function mergeDrafts(base: DraftFields, mine: DraftFields, theirs: DraftFields): Merged {
  const conflicts: Conflict[] = [];
  const content = mergeFields([], base, mine, theirs, conflicts);
  return { content, conflicts };
}

/** The content with the value that she chose at this place; undefined removes it. */
export function withValue(content: DraftFields, path: Path, value: Value): DraftFields {
  return put(content, path, [], value) as DraftFields;
}

/** What stands at this place; undefined if nothing does. */
export function valueAt(content: DraftFields, path: Path): Value {
  let value: Value = content;
  for (const [i, name] of path.entries()) {
    const key = i === 1 ? KEYS[path[0] ?? ''] : undefined;
    const fields: Value = key === undefined ? value : byKey(value, key);
    value = isFields(fields) ? fields[name] : undefined;
  }
  return value;
}

/** Where two contents differ, in their order: by fields; of workplaces and translations by each of them. */
export function changedPaths(before: DraftFields, after: DraftFields): Path[] {
  return differing([], before, after);
}

/** Whether two values say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => same(left[name], right[name]));
}

function differing(path: Path, before: Value, after: Value): Path[] {
  if (same(before, after)) return [];
  const [old, now] = [partsOf(path, before), partsOf(path, after)];
  if (old === undefined || now === undefined) return [path];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names].flatMap((name) => differing([...path, name], old[name], now[name]));
}

/** What is told apart at this place; undefined where it is one thing. */
function partsOf(path: Path, value: Value): Fields | undefined {
  const key = path.length === 1 ? KEYS[path[0] ?? ''] : undefined;
  if (key !== undefined) return byKey(value ?? [], key);
  const isOne = path.length > 1 || (path.length === 1 && path[0] !== 'letter');
  if (isOne) return undefined;
  return value === undefined ? {} : isFields(value) ? value : undefined;
}

function merge(path: Path, base: Value, mine: Value, theirs: Value, conflicts: Conflict[]): Value {
  if (same(mine, theirs) || same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  const key = path.length === 1 ? KEYS[path[0] ?? ''] : undefined;
  const lists = key === undefined ? undefined : [base, mine, theirs].map((list) => byKey(list, key));
  const [from, own, other] = lists ?? [];
  if (from !== undefined && own !== undefined && other !== undefined) {
    return Object.values(mergeFields(path, from, own, other, conflicts));
  }
  if (isFields(mine) && isFields(theirs)) {
    return mergeFields(path, isFields(base) ? base : {}, mine, theirs, conflicts);
  }
  if (path.at(-1) === 'body' && [base, mine, theirs].every((one) => typeof one === 'string')) {
    const merged = mergeLines(base as string, mine as string, theirs as string);
    if (merged !== undefined) return merged;
  }
  conflicts.push({ path, mine, theirs });
  return theirs;
}

function mergeFields(
  path: Path,
  base: Fields,
  mine: Fields,
  theirs: Fields,
  conflicts: Conflict[],
): Record<string, Value> {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const merged: Record<string, Value> = {};
  for (const name of names) {
    const value = merge([...path, name], base[name], mine[name], theirs[name], conflicts);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** Each changed one run of lines, and a line that neither changed lies between them; otherwise undefined. */
function mergeLines(base: string, mine: string, theirs: string): string | undefined {
  const lines = base.split('\n');
  const [first, second] = [changeOf(lines, mine.split('\n')), changeOf(lines, theirs.split('\n'))].sort(
    (a, b) => a.from - b.from,
  );
  if (first === undefined || second === undefined || first.to >= second.from) return undefined;
  return [
    ...lines.slice(0, first.from),
    ...first.lines,
    ...lines.slice(first.to, second.from),
    ...second.lines,
    ...lines.slice(second.to),
  ].join('\n');
}

/** Which lines of `base`, `from` up to `to`, these others took the place of. */
function changeOf(
  base: readonly string[],
  changed: readonly string[],
): { from: number; to: number; lines: readonly string[] } {
  const most = Math.min(base.length, changed.length);
  let from = 0;
  while (from < most && base[from] === changed[from]) from++;
  let after = 0;
  while (after < most - from && base.at(-1 - after) === changed.at(-1 - after)) after++;
  return { from, to: base.length - after, lines: changed.slice(from, changed.length - after) };
}

/** The entries of a list by their keys, in its order; undefined unless each has one of its own. */
function byKey(list: Value, key: string): Fields | undefined {
  const found = new Map<string, Value>();
  for (const entry of Array.isArray(list) ? (list as readonly Value[]) : []) {
    const name = isFields(entry) ? entry[key] : undefined;
    // Names that are whole numbers would be put in another order.
    if (typeof name !== 'string' || found.has(name) || /^\d+$/.test(name)) return undefined;
    found.set(name, entry);
  }
  return Object.fromEntries(found);
}

function put(holder: Value, path: Path, done: Path, value: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const key = done.length === 1 ? KEYS[done[0] ?? ''] : undefined;
  const fields = key === undefined ? (isFields(holder) ? holder : {}) : (byKey(holder, key) ?? {});
  const next = put(fields[name], rest, [...done, name], value);
  const others = Object.entries(fields).filter(([other]) => other !== name);
  const at = Object.keys(fields).indexOf(name);
  if (next !== undefined) others.splice(at < 0 ? others.length : at, 0, [name, next]);
  return key === undefined ? Object.fromEntries(others) : others.map(([, entry]) => entry);
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
