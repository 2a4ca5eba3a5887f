// Opened names as a list to read: in the order of names, searched, each with what becomes of it; and how editions differ.
// protocol.md#released-names
import type { Edition } from '../../protocol/edition.js';
import { decodeEdition } from '../../protocol/edition.js';
import { ProtocolError } from '../../protocol/errors.js';
import { type Leaving, releasedNames, type ReleasedNames } from '../../protocol/released-names.js';
import type { ClientLetter } from '../letter.js';
import { type EditionDraft, type OpenedNames, reviewDecoded } from './editions.js';
import type { CheckedProposal } from './release.js';

/** Somebody whose identity opened and is certified. */
export interface NameRow {
  readonly nullifier: string;
  readonly name: string;
  readonly title: string | null;
  /** Only if she agreed to show it. */
  readonly address: string | null;
  /** What is searched: all of these, without accents and case. */
  readonly text: string;
}

/** In the order of their names. Takes some 50 milliseconds of 10,000: to be kept for as long as they are read. */
export function nameRows({ members }: OpenedNames): NameRow[] {
  const { compare } = new Intl.Collator();
  return members
    .flatMap(({ nullifier, opened }) => {
      if (typeof opened === 'string') return [];
      const { name, title, address, showAddress } = opened.identity;
      const shown = { name, title: title === '' ? null : title, address: showAddress ? address : null };
      return { nullifier, ...shown, text: folded(Object.values(shown).filter(Boolean).join(' ')) };
    })
    .sort((a, b) => compare(a.name, b.name));
}

/** Why who isn't shown isn't, by nullifier. */
export function leavingOf({ left }: Pick<ReleasedNames, 'left'>): ReadonlyMap<string, Leaving> {
  return new Map(left.map(({ nullifier, reason }) => [nullifier, reason]));
}

/** Those in whose name, title or address all words of the query stand; accents and case don't matter. */
export function searchNames(rows: readonly NameRow[], query: string): readonly NameRow[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ text }) => words.every((word) => text.includes(word)));
}

/** A part of a list that is too long to be read at once: where it begins, and the first and the last name in it. */
export interface Stretch {
  readonly from: number;
  readonly first: string;
  readonly last: string;
}

/** The list in parts of so many, so that any of them is found at once. */
export function stretches(rows: readonly NameRow[], length: number): Stretch[] {
  return Array.from({ length: Math.ceil(rows.length / length) }, (_, i) => ({
    from: i * length,
    first: rows[i * length]?.name ?? '',
    last: rows[Math.min((i + 1) * length, rows.length) - 1]?.name ?? '',
  }));
}

/** How many leave, by why. */
export function leavingCounts({ left }: Pick<ReleasedNames, 'left'>): Readonly<Record<Leaving, number>> {
  const counts = { unopened: 0, uncertified: 0, repeated: 0, changed: 0, struck: 0, condition: 0 };
  for (const { reason } of left) counts[reason] += 1;
  return counts;
}

/** An edition that somebody approved, held against what this organizer opened herself. */
export interface ReviewedDraft {
  readonly draft: EditionDraft;
  readonly edition: Edition;
  /** Names of those whom it could show and doesn't, in their order. */
  readonly without: readonly string[];
  /** Why it must not be approved: what it says isn't what was opened. */
  readonly refusal: ProtocolError | undefined;
}

/** Throws a ProtocolError on an edition that can't be read. */
export function reviewDraft(
  letter: ClientLetter,
  checked: Pick<CheckedProposal, 'id'>,
  opened: OpenedNames,
  draft: EditionDraft,
): ReviewedDraft {
  const edition = decodeEdition(draft.edition);
  const shown = new Set(edition.names.map(({ nullifier }) => nullifier));
  const { compare } = new Intl.Collator();
  const without = releasedNames(opened.members)
    .names.filter(({ nullifier }) => !shown.has(nullifier))
    .map(({ name }) => name)
    .sort(compare);
  return {
    draft,
    edition,
    without,
    refusal: refusalOf(() => reviewDecoded(letter, checked, opened, edition)),
  };
}

function refusalOf(review: () => unknown): ProtocolError | undefined {
  try {
    review();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
