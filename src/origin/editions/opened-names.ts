// What enough organizers opened: identities, what an edition may say of them, and the table of roles.
// protocol.md#released-names, protocol.md#role-table
import { inTurns } from '../../common/in-turns.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase64url } from '../../protocol/codec.js';
import { encodeEdition, type RoleCount } from '../../protocol/edition.js';
import { openMember, releasedNames, type OpenedMember } from '../../protocol/released-names.js';
import { mayRepeatRoleTable, roleTable, trueRoleTable, type RoleRecord } from '../../protocol/role-table.js';
import type { PostedShare } from '../../protocol/sealed-choice.js';
import type { ChoiceRow } from './choice-row.js';
import type { Choices, Material } from './materials.service.js';
import { addressOf } from './proposal-life.js';
import type { EditionApproval } from './release-state.js';

/** The organizers' shares of one signer, as far as they were posted. */
export function postedShares({ shares }: Pick<ChoiceRow, 'shares'>): PostedShare[] {
  return shares.flatMap((share, index) => (share.every((byte) => byte === 0) ? [] : [{ index, share }]));
}

/** Opens every identity of the named set, in its order, whoever has changed her mind since. Takes about a millisecond each. */
export async function openNames({ letter, named, signatures }: Material): Promise<OpenedMember[]> {
  return inTurns(named, async (row) => {
    const signature = signatures.get(row.nullifier);
    if (signature === undefined) throw new Error('A choice belongs to no signature of its snapshot.');
    const { key, cell, choice } = signature.row;
    const record = { nullifier: row.nullifier, key, cell };
    return openMember(p, letter.context, {
      ...row,
      record,
      choice,
      shares: postedShares(row),
      changed: false,
    });
  });
}

/** The table of roles that an edition may carry; none where it would tell too much beside the one before. */
export function rolesOf(choices: Choices): RoleCount[] {
  const { manifest } = choices.letter;
  const before = trueRoleTable(manifest, []).map((row, i) => ({
    ...row,
    count: choices.state.roles?.[i] ?? 0,
  }));
  const now = trueRoleTable(manifest, roleRecords(choices));
  const isRepeatable = mayRepeatRoleTable(
    choices.state.roles === undefined ? [] : before,
    now,
    manifest.minimumCell,
  );
  return isRepeatable ? roleTable(manifest, roleRecords(choices)) : [];
}

/** The true counts of the table of roles: secret, remembered for the next edition. */
export function trueRolesOf(choices: Choices): number[] {
  return trueRoleTable(choices.letter.manifest, roleRecords(choices)).map(({ count }) => count);
}

/** The canonical bytes of the edition that an organizer approved, made again of the members as `openNames` opens them. */
export function approvedEdition(
  choices: Choices,
  members: readonly OpenedMember[],
  organizer: number,
  { struck, embargo, withRoles }: EditionApproval,
): Uint8Array {
  const { letter, state, rows } = choices;
  const shown = new Set(rows.filter((row) => row.shown[organizer]).map(({ nullifier }) => nullifier));
  return encodeEdition({
    letter: toBase64url(letter.digest),
    proposal: addressOf(state),
    names: releasedNames(members).names.filter(({ nullifier }) => shown.has(nullifier)),
    struck,
    roles: withRoles ? rolesOf(choices) : [],
    embargo,
  });
}

function roleRecords({ letter, rows }: Choices): RoleRecord[] {
  return rows.map(({ cell, role }) => ({ workplace: letter.context.cells[cell]?.workplace ?? '', role }));
}
