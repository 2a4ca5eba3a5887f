// Counts by workplace and role, in which no small group shows, nor can be computed from what shows. protocol.md#role-table
import type { RoleCount } from './edition.js';
import type { Manifest } from './manifest.js';
import type { Proposal } from './proposal.js';

export type RoleTerms = Pick<Manifest, 'roles' | 'minimumCell'> & {
  readonly workplaces: readonly { readonly id: string }[];
};

/** What a signature of a snapshot counts for. */
export interface RoleRecord {
  /** The id of its cell's workplace. */
  readonly workplace: string;
  /** From the choice; `null` if it names none, or none of the menu. */
  readonly role: string | null;
}

/** A row before anything is suppressed: secret. */
export interface TrueRoleCount {
  readonly workplace: string;
  readonly role: string | null;
  readonly count: number;
}

/** What may be published: as `trueRoleTable`, but `count` is `null` where it is suppressed. */
export function roleTable(terms: RoleTerms, records: readonly RoleRecord[]): RoleCount[] {
  const groups = groupCount(terms);
  const counts = countRoles(terms, records);
  const suppressed = byWorkplace(counts, groups).flatMap((some) => suppress(some, terms.minimumCell));
  return rowsOf(terms, (i) => (suppressed[i] === true ? null : (counts[i] ?? 0)));
}

/**
 * Every workplace of the manifest with every role of the menu, and last with `null` for who gave none, in the manifest's
 * order; no rows if the menu is empty. Counts no record of another workplace; a role that isn't on the menu as `null`.
 */
export function trueRoleTable(terms: RoleTerms, records: readonly RoleRecord[]): TrueRoleCount[] {
  const counts = countRoles(terms, records);
  return rowsOf(terms, (i) => counts[i] ?? 0);
}

/**
 * Whether the table may be published again after the one that was last published (both true tables of one letter; `before`
 * is empty if there was none). Each group must have changed by none or by at least `minimumCell`, and in each workplace
 * two tables side by side must tell no more of the suppressed groups than each alone.
 */
export function mayRepeatRoleTable(
  before: readonly TrueRoleCount[],
  now: readonly TrueRoleCount[],
  minimumCell: number,
): boolean {
  if (before.length === 0) return true;
  const sameRows =
    before.length === now.length &&
    before.every((row, i) => row.workplace === now[i]?.workplace && row.role === now[i].role);
  return (
    sameRows &&
    [...new Set(before.map(({ workplace }) => workplace))].every((workplace) => {
      const countsOf = (rows: readonly TrueRoleCount[]): number[] =>
        rows.filter((row) => row.workplace === workplace).map(({ count }) => count);
      return mayChange(countsOf(before), countsOf(now), minimumCell);
    })
  );
}

/** Whether these rows are the published table of any signatures at all that are so many in the proposal's cells. */
export function isRoleTable(
  terms: RoleTerms,
  cells: Proposal['cells'],
  rows: readonly Readonly<RoleCount>[],
): boolean {
  const expected = rowsOf(terms, () => 0);
  const sameRows =
    rows.length === expected.length &&
    expected.every((row, i) => row.workplace === rows[i]?.workplace && row.role === rows[i].role);
  const counts = byWorkplace(
    rows.map(({ count }) => count),
    groupCount(terms),
  );
  return (
    sameRows &&
    counts.every((some, i) => {
      const id = terms.workplaces[i]?.id;
      const all = cells.reduce((sum, cell) => (cell.workplace === id ? sum + cell.count : sum), 0);
      return isPossible(some, all, terms.minimumCell);
    })
  );
}

/**
 * Which of a workplace's groups are suppressed: those below `minimumCell`; and if these could be computed back, the
 * smallest of the others too, all of them if several are the smallest (a choice among equals would tell).
 */
function suppress(counts: readonly number[], minimumCell: number): boolean[] {
  const small = counts.filter((count) => count < minimumCell);
  if (small.length === 0 || isCovered(small.length, sum(small), minimumCell)) {
    return counts.map((count) => count < minimumCell);
  }
  const next = Math.min(...counts.filter((count) => count >= minimumCell));
  return counts.map((count) => count <= next);
}

/**
 * Whether so many small groups of this sum hide each other. Their sum is what is left of the workplace's count: it must not be
 * small itself (as that of one group is), and not the most that it can be (then each is at its most).
 */
function isCovered(groups: number, all: number, minimumCell: number): boolean {
  return all >= minimumCell && all < groups * (minimumCell - 1);
}

/** Whether `suppress` gives these counts (`null`: suppressed) for any true ones that add up to `all`. */
function isPossible(shown: readonly (number | null)[], all: number, minimumCell: number): boolean {
  const counts = shown.filter((count) => count !== null);
  const [hidden, rest] = [shown.length - counts.length, all - sum(counts)];
  if (counts.some((count) => count < minimumCell)) return false;
  if (hidden === 0) return rest === 0;
  // Whatever a workplace's count is, all of it may be of one group.
  if (counts.length === 0) return true;
  return isCovered(hidden, rest, minimumCell) || hasSecond(hidden, rest, minimumCell, Math.min(...counts));
}

/** Whether `hidden` groups of this sum can be small ones that don't hide each other, with equals of `minimumCell` to `below` − 1. */
function hasSecond(hidden: number, all: number, minimumCell: number, below: number): boolean {
  for (let small = 1; small < hidden; small++) {
    const most = small * (minimumCell - 1);
    // Either less than a cell, or the most that they can be: what `isCovered` refuses.
    for (const sumOfSmall of [...Array(Math.min(minimumCell, most + 1)).keys(), most]) {
      const equal = (all - sumOfSmall) / (hidden - small);
      if (Number.isInteger(equal) && equal >= minimumCell && equal < below) return true;
    }
  }
  return false;
}

function mayChange(before: readonly number[], now: readonly number[], minimumCell: number): boolean {
  const changes = now.map((count, i) => Math.abs(count - (before[i] ?? 0)));
  if (changes.some((change) => change !== 0 && change < minimumCell)) return false;
  // Of a workplace without signatures everything is known: it tells nothing of another time.
  if (sum(before) === 0 || sum(now) === 0) return true;
  const [then, today] = [suppress(before, minimumCell), suppress(now, minimumCell)];
  // A group that shows at one time only tells of itself, and so of its neighbours, at the other.
  if (then.some((hidden, i) => hidden !== today[i])) return false;
  const hidden = (counts: readonly number[]): number[] => counts.filter((_, i) => today[i]);
  // Suppressed groups that may stand for each other at both times can't be told apart: unless they are all alike.
  return hidden(changes).every((change) => change === 0) || (differ(hidden(before)) && differ(hidden(now)));
}

function countRoles(terms: RoleTerms, records: readonly RoleRecord[]): number[] {
  const groups = groupCount(terms);
  const counts = Array<number>(terms.workplaces.length * groups).fill(0);
  const workplaces = new Map(terms.workplaces.map(({ id }, i) => [id, i]));
  const roles = new Map(terms.roles.map((role, i) => [role, i]));
  for (const { workplace, role } of records) {
    const row = workplaces.get(workplace);
    const group = role === null ? undefined : roles.get(role);
    if (row === undefined || groups === 0) continue;
    const at = row * groups + (group ?? terms.roles.length);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function rowsOf<T>(terms: RoleTerms, countAt: (i: number) => T) {
  const groups = groupCount(terms);
  return terms.workplaces.flatMap(({ id }, i) =>
    [...terms.roles, null].slice(0, groups).map((role, j) => ({
      workplace: id,
      role,
      count: countAt(i * groups + j),
    })),
  );
}

/** Rows of each workplace: the menu's roles and `null`, or none without a menu. */
function groupCount({ roles }: RoleTerms): number {
  return roles.length === 0 ? 0 : roles.length + 1;
}

function byWorkplace<T>(counts: readonly T[], groups: number): T[][] {
  const starts = groups === 0 ? [] : [...Array(Math.ceil(counts.length / groups)).keys()];
  return starts.map((i) => counts.slice(i * groups, (i + 1) * groups));
}

function differ(counts: readonly number[]): boolean {
  return new Set(counts).size > 1;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
