// Who may be named: the largest set in which everybody's condition holds. protocol.md#named-set
import { compare, fromBase64url } from './codec.js';

/** Who wishes to be named. */
export interface NameCandidate {
  /** 32 bytes in base64url; no two candidates have the same. */
  readonly nullifier: string;
  /** By name only if at least so many are named, she included; 1 or more. */
  readonly condition: number;
}

/**
 * The greatest fixpoint, in ascending order of the nullifiers' bytes: start from all, drop whoever's condition exceeds the
 * size of the set, repeat. Takes O(n log n).
 */
export function namedSet<T extends NameCandidate>(candidates: readonly T[]): T[] {
  const conditions = candidates.map(({ condition }) => condition).sort((a, b) => a - b);
  // Whoever asks for most leaves first: if she may stay, everybody may.
  let size = conditions.length;
  while ((conditions[size - 1] ?? 0) > size) size -= 1;
  return sortByNullifier(candidates.filter(({ condition }) => condition <= size));
}

/** Whether everybody's condition holds in exactly this set, and nobody stands in it twice: what an organizer's client asks. */
export function isNamedSet(members: readonly NameCandidate[]): boolean {
  const distinct = new Set(members.map(({ nullifier }) => nullifier)).size === members.length;
  return distinct && members.every(({ condition }) => condition <= members.length);
}

/** In ascending order of the nullifiers' bytes, which isn't that of their base64url. */
export function sortByNullifier<T extends { readonly nullifier: string }>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, bytes: fromBase64url(item.nullifier) }))
    .sort((a, b) => compare(a.bytes, b.bytes))
    .map(({ item }) => item);
}
