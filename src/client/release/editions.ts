// From an approved proposal to an edition: opening the names, making the edition, reviewing one that another organizer made,
// approving it. protocol.md#edition, protocol.md#released-names
import * as v from '../../protocol/schema.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { equal, fromBase64url, toBase64url } from '../../protocol/codec.js';
import type { Edition, RoleCount } from '../../protocol/edition.js';
import { decodeEdition, editionDigest, encodeEdition } from '../../protocol/edition.js';
import { ProtocolError } from '../../protocol/errors.js';
import type { OpenedMember, ReleasedNames } from '../../protocol/released-names.js';
import { openMember, releasedNames, strikesFor } from '../../protocol/released-names.js';
import { isRoleTable } from '../../protocol/role-table.js';
import { bytes, read } from '../../protocol/shape.js';
import { getJson, postJson, RequestError } from '../http.js';
import type { ClientLetter } from '../letter.js';
import type { Organizer } from '../organizer.js';
import { signAs } from '../organizer.js';
import type { CheckedProposal, Progress } from './release.js';

/** Enough to keep the cores busy, few enough to show progress. */
const AT_ONCE = 64;

const namesAnswer = v.object({
  names: v.array(
    v.object({
      nullifier: v.string,
      serverShare: bytes(32),
      commitment: bytes(32),
      role: v.nullable(v.string),
      shares: v.array(v.object({ index: v.number, share: bytes(33) })),
      changed: v.boolean,
    }),
  ),
  roles: v.array(v.object({ workplace: v.string, role: v.nullable(v.string), count: v.nullable(v.number) })),
});
const draftsAnswer = v.object({
  editions: v.array(v.object({ digest: bytes(32), approvedBy: v.array(bytes(32)) })),
});
const draftAnswer = v.object({ edition: v.string });
const publishedAnswer = v.object({ published: v.nullable(v.string) });

/** What enough organizers opened, as this organizer sees it. */
export interface OpenedNames {
  readonly members: readonly OpenedMember[];
  /** The table that an edition may carry; empty if it may carry none. */
  readonly roles: readonly RoleCount[];
}

/** What an organizer decides of an edition. */
export interface EditionTerms {
  /** Whom not to show: nullifiers in base64url. */
  readonly struck?: ReadonlySet<string>;
  /** The time before which it stays closed to the public: `2018-06-28T06:00:00Z`. */
  readonly embargo?: string | null;
  /** Whether the table of roles is in it, where there may be one: it is, unless this is false. */
  readonly withRoles?: boolean;
}

/** An edition that somebody approved, and that isn't published yet. */
export interface EditionDraft {
  /** SHA-256 of it, base64url. */
  readonly digest: string;
  /** Canonical bytes. */
  readonly edition: Uint8Array;
  /** Signing keys, base64url. */
  readonly approvedBy: readonly string[];
}

/**
 * Opens the names of a proposal that enough organizers approved. Throws RequestError `proposal_not_approved` before that, or
 * `proposal_mismatch` if the server shows others than the proposal names.
 */
export async function openNames(
  organizer: Organizer,
  letter: ClientLetter,
  checked: CheckedProposal,
  onProgress?: Progress,
): Promise<OpenedNames> {
  const answer = read(
    namesAnswer,
    await getJson(organizer.http, `/letters/${letter.id}/proposals/${checked.id}/names`),
    'answer',
  );
  const { names } = answer;
  const isWhole =
    names.length === checked.named.length &&
    checked.named.every(({ nullifier }, i) => names[i]?.nullifier === nullifier);
  if (!isWhole) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The server opens other names than those proposed.',
      'names',
    );
  }
  const roles = tableOf(letter, checked, answer.roles);
  const members: OpenedMember[] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = checked.named.slice(from, from + AT_ONCE).map(async (member, i) => {
      const opening = names[from + i];
      if (opening === undefined) throw new RangeError('There are as many names as members.');
      return openMember(organizer.p, letter.context, {
        ...member,
        role: opening.role,
        serverShare: fromBase64url(opening.serverShare),
        commitment: fromBase64url(opening.commitment),
        shares: opening.shares.map(({ index, share }) => ({ index, share: fromBase64url(share) })),
        changed: opening.changed,
      });
    });
    members.push(...(await Promise.all(some)));
    onProgress?.(members.length, names.length);
  }
  return { members, roles };
}

/** The names that an edition on these terms would show, and who leaves, and why. */
export function previewNames({ members }: OpenedNames, { struck }: EditionTerms = {}): ReleasedNames {
  return releasedNames(members, struck);
}

/** The canonical bytes of the edition of a checked proposal that shows what was opened, on these terms. */
export function composeEdition(
  letter: ClientLetter,
  checked: Pick<CheckedProposal, 'id'>,
  opened: OpenedNames,
  terms: EditionTerms = {},
): Uint8Array {
  const { names, struck } = previewNames(opened, terms);
  return encodeEdition({
    letter: toBase64url(letter.digest),
    proposal: checked.id,
    names,
    struck,
    roles: terms.withRoles === false ? [] : [...opened.roles],
    embargo: terms.embargo ?? null,
  });
}

/**
 * The editions of a proposal that somebody approved; the bytes of those that are known aren't asked for again, which may be
 * millions. Throws RequestError, or `proposal_mismatch` if the server shows another edition than the one approved.
 */
export async function fetchDrafts(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id'>,
  proposal: string,
  known: readonly EditionDraft[] = [],
): Promise<EditionDraft[]> {
  const path = `/letters/${letter.id}/proposals/${proposal}`;
  const { editions } = read(draftsAnswer, await getJson(organizer.http, path), 'answer');
  return completeDrafts(organizer, path, editions, known);
}

/** As `fetchDrafts`, of a list that was asked for. */
export async function completeDrafts(
  { http, p }: Organizer,
  path: string,
  listed: v.Output<typeof draftsAnswer>['editions'],
  known: readonly EditionDraft[],
): Promise<EditionDraft[]> {
  const drafts: EditionDraft[] = [];
  for (const { digest, approvedBy } of listed) {
    const before = known.find((one) => one.digest === digest);
    if (before !== undefined) {
      drafts.push({ ...before, approvedBy });
      continue;
    }
    const answer = await getJson(http, `${path}/editions/${digest}`).catch((error: unknown) => {
      // Published, or approved no more, since it was listed.
      if (error instanceof RequestError && error.code === 'edition_not_found') return undefined;
      throw error;
    });
    if (answer === undefined) continue;
    const edition = fromBase64url(read(draftAnswer, answer, 'answer').edition);
    if (toBase64url(editionDigest(p, edition)) !== digest) {
      throw new ProtocolError(
        'proposal_mismatch',
        'The server shows another edition than the one approved.',
        'edition',
      );
    }
    drafts.push({ digest, edition, approvedBy });
  }
  return drafts;
}

/**
 * What an edition that another organizer made says, once it says nothing but what this organizer opened herself, whoever was
 * struck. Throws `letter_mismatch`, `proposal_mismatch`, `invalid_name` or `invalid_role_table`: don't approve it then.
 */
export function reviewEdition(
  letter: ClientLetter,
  checked: Pick<CheckedProposal, 'id'>,
  opened: OpenedNames,
  encoded: Uint8Array,
): { edition: Edition; names: ReleasedNames } {
  const edition = decodeEdition(encoded);
  return { edition, names: reviewDecoded(letter, checked, opened, edition) };
}

/** The same of an edition that was read before, which takes a tenth of a second of 10,000 names. Throws as `reviewEdition`. */
export function reviewDecoded(
  letter: ClientLetter,
  checked: Pick<CheckedProposal, 'id'>,
  opened: OpenedNames,
  edition: Edition,
): ReleasedNames {
  if (edition.letter !== toBase64url(letter.digest)) {
    throw new ProtocolError('letter_mismatch', 'This edition is of another letter.', 'edition.letter');
  }
  if (edition.proposal !== checked.id) {
    throw new ProtocolError('proposal_mismatch', 'This edition is of another proposal.', 'edition.proposal');
  }
  const published = edition.names.map(({ nullifier }) => nullifier);
  const strikes = strikesFor(opened.members, published, edition.struck);
  const names = strikes === undefined ? undefined : releasedNames(opened.members, strikes);
  if (names === undefined || !isSame(names.names, edition.names)) {
    throw new ProtocolError('invalid_name', 'This edition names others than you opened.', 'edition.names');
  }
  if (edition.roles.length > 0 && !isSame(edition.roles, opened.roles)) {
    throw new ProtocolError(
      'invalid_role_table',
      'This edition carries another table of roles.',
      'edition.roles',
    );
  }
  return names;
}

/**
 * Approves an edition that this organizer made or reviewed (its canonical bytes). Returns its digest (base64url) once enough
 * organizers approved the same bytes. Throws RequestError; `not_opened` if somebody has changed her mind: open the names again.
 */
export async function signEdition(
  organizer: Organizer,
  letter: ClientLetter,
  checked: Pick<CheckedProposal, 'id'>,
  edition: Uint8Array,
): Promise<string | null> {
  const answer = await postJson(organizer.http, `/letters/${letter.id}/proposals/${checked.id}/editions`, {
    edition: toBase64url(edition),
    signature: await signAs(organizer, edition),
  });
  const { published } = read(publishedAnswer, answer, 'answer');
  if (published !== null && published !== toBase64url(editionDigest(organizer.p, edition))) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The server published another edition than the one approved.',
      'edition',
    );
  }
  return published;
}

/** Opens the names and approves the edition that shows them on these terms. Returns and throws as `openNames`, `signEdition`. */
export async function approveEdition(
  organizer: Organizer,
  letter: ClientLetter,
  checked: CheckedProposal,
  terms: EditionTerms = {},
): Promise<string | null> {
  const opened = await openNames(organizer, letter, checked);
  return signEdition(organizer, letter, checked, composeEdition(letter, checked, opened, terms));
}

/** The server's table of roles (its word, and nobody's else), if it is one that the letter's terms allow. */
function tableOf(
  { manifest }: ClientLetter,
  { proposal }: CheckedProposal,
  rows: readonly RoleCount[],
): readonly RoleCount[] {
  if (rows.length > 0 && !isRoleTable(manifest, proposal.cells, rows)) {
    throw new ProtocolError('invalid_role_table', 'The server’s table of roles breaks its rules.', 'roles');
  }
  return rows;
}

function isSame(a: unknown, b: unknown): boolean {
  return equal(canonicalBytes(a), canonicalBytes(b));
}
