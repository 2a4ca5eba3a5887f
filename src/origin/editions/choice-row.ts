// What is known of each signature of a snapshot once its choice is opened, and what organizers posted of it: bytes of one
// size, whatever she chose. protocol.md#sealed-choice, protocol.md#sealed-slots
import { concat, fromBase64url, Reader, toBase64url, uint } from '../../protocol/codec.js';
import type { Manifest } from '../../protocol/manifest.js';
import type { Choice } from '../../protocol/sealed-choice.js';
import type { SlotRecord } from '../../common/sealed-slots/sealed-slots.js';

const APPEARANCES = ['anonymous', 'role', 'named'] as const;
/** Of secrets, too. */
const HASH_LENGTH = 32;
const NUMBERS_LENGTH = 1 + 1 + 4 + 2 + 1 + 2;
const SHARE_LENGTH = 33;

/** What of a letter's terms decides the size and the menus of its rows. */
type RowTerms = Pick<Manifest, 'roles' | 'nameConditions' | 'organizers'>;

/** What doesn't depend on whether the choice opens. */
export interface Chooser {
  /** base64url. */
  readonly nullifier: string;
  /** Index of her cell among the letter's. */
  readonly cell: number;
  /** SHA-256 of her signature over the statement that was in force: another one, and she has said something else since. */
  readonly said: Uint8Array;
  /** SHA-256 of each organizer's share, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
}

/** Secret: how one signer wishes to appear. */
export interface ChoiceRow extends Choice, Chooser {
  /** An organizer's share of hers doesn't open, or contradicts her choice: then she is not to be named. */
  readonly reported: boolean;
  /** By each organizer, in the manifest's order: her share (33 bytes); zero bytes where she posted none. */
  readonly shares: readonly Uint8Array[];
  /** By each organizer: whether the edition that she approved shows the name. */
  readonly shown: readonly boolean[];
}

/** The row of a choice as it was opened; of one that doesn't open, or isn't on the letter's menus, an anonymous one. */
export function choiceRow(terms: RowTerms, chooser: Chooser, opened: Choice | undefined): ChoiceRow {
  const isOffered =
    opened !== undefined &&
    (opened.role === null || terms.roles.includes(opened.role)) &&
    (opened.condition === null || terms.nameConditions.includes(opened.condition));
  const nothing = new Uint8Array(HASH_LENGTH);
  const choice: Choice = isOffered
    ? opened
    : { appear: 'anonymous', role: null, condition: null, serverShare: nothing, commitment: nothing };
  return { ...chooser, ...choice, ...untouched(terms) };
}

/** Nothing posted, nothing reported, nothing shown. */
export function untouched({
  organizers,
}: Pick<RowTerms, 'organizers'>): Pick<ChoiceRow, 'reported' | 'shares' | 'shown'> {
  return {
    reported: false,
    shares: organizers.map(() => new Uint8Array(SHARE_LENGTH)),
    shown: organizers.map(() => false),
  };
}

// struct {
//     uint8 appear;            /* 0 anonymous, 1 role, 2 named */
//     uint8 role;              /* 1 + its index in the manifest's roles; 0: none */
//     uint32 condition;        /* 0: none */
//     opaque server_share[32];
//     opaque commitment[32];
//     uint16 cell;
//     opaque said[32];
//     opaque share_hashes[n][32];
//     uint8 reported;
//     uint16 shown;            /* bit i: in the edition that organizer i approved */
//     opaque shares[n][33];    /* zero bytes: none */
// } ChoiceRow;

/** Bytes of a row. */
export function choiceRowLength({ organizers }: Pick<RowTerms, 'organizers'>): number {
  return NUMBERS_LENGTH + 3 * HASH_LENGTH + organizers.length * (HASH_LENGTH + SHARE_LENGTH);
}

export function encodeChoiceRow(terms: RowTerms, row: ChoiceRow): SlotRecord {
  const payload = concat(
    uint(APPEARANCES.indexOf(row.appear), 1),
    uint(row.role === null ? 0 : 1 + terms.roles.indexOf(row.role), 1),
    uint(row.condition ?? 0, 4),
    row.serverShare,
    row.commitment,
    uint(row.cell, 2),
    row.said,
    ...row.hashes,
    uint(row.reported ? 1 : 0, 1),
    uint(
      row.shown.reduce((bits, shown, i) => (shown ? bits | (1 << i) : bits), 0),
      2,
    ),
    ...row.shares,
  );
  return { id: fromBase64url(row.nullifier, HASH_LENGTH), payload };
}

/** Throws on bytes that `encodeChoiceRow` doesn't make for these terms. */
export function decodeChoiceRow(terms: RowTerms, { id, payload }: SlotRecord): ChoiceRow {
  const reader = new Reader(payload, 'row');
  const appear = APPEARANCES[reader.uint(1)];
  if (appear === undefined) throw new Error('A choice is of a kind that this version does not know.');
  const role = reader.uint(1);
  const condition = reader.uint(4);
  const [serverShare, commitment] = [reader.take(HASH_LENGTH), reader.take(HASH_LENGTH)];
  const cell = reader.uint(2);
  const said = reader.take(HASH_LENGTH);
  const hashes = terms.organizers.map(() => reader.take(HASH_LENGTH));
  const reported = reader.uint(1) === 1;
  const shown = reader.uint(2);
  const shares = terms.organizers.map(() => reader.take(SHARE_LENGTH));
  reader.end();
  return {
    nullifier: toBase64url(id),
    cell,
    said,
    hashes,
    appear,
    role: terms.roles[role - 1] ?? null,
    condition: condition === 0 ? null : condition,
    serverShare,
    commitment,
    reported,
    shares,
    shown: terms.organizers.map((_, i) => (shown & (1 << i)) !== 0),
  };
}
