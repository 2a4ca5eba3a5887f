// Published names and roles: every name belongs to a record, every address to a certificate, every group is large enough. protocol.md#edition
import { isMailboxOf } from './address.js';
import type { NameProof } from './bundle.js';
import { compare, fromBase64url } from './codec.js';
import type { Edition } from './edition.js';
import { ProtocolError } from './errors.js';
import { holderOf, verifyCertificate } from './identity.js';
import type { Manifest } from './manifest.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import { namedDigest } from './proposal.js';
import { isRoleTable } from './role-table.js';
import type { VerifiedRecord } from './verify-records.js';
import type { LetterContext } from './vouching.js';

/**
 * Throws `invalid_name` unless names ascend by nullifier, each of a record, none where the proposal names nobody, none fewer than
 * the least that could be asked for, and every address that is shown is proved, once, in the names' order; `invalid_certificate` if
 * its proof doesn't hold.
 */
export async function verifyNames(
  p: Primitives,
  context: LetterContext,
  shown: {
    edition: Edition;
    proposal: Proposal;
    proofs: readonly NameProof[];
    /** By nullifier; those that are named are enough. */
    records: ReadonlyMap<string, VerifiedRecord>;
  },
): Promise<void> {
  const { records, proposal } = shown;
  const { names, struck } = shown.edition;
  const addressed = names.flatMap(({ nullifier, address }) =>
    address === null ? [] : [{ nullifier, address }],
  );
  const [leastNamed] = context.manifest.nameConditions;
  const namesNobody = leastNamed === undefined || proposal.named === namedDigest(p, []);
  demand(names.length === 0 || !namesNobody, 'The proposal names nobody.', 'edition.names');
  demand(
    names.length === 0 || names.length >= (leastNamed ?? Infinity),
    'Fewer are named than anybody could ask for.',
    'edition.names',
  );
  demand(
    struck === 0 || (!namesNobody && names.length + struck <= proposal.count),
    'More signatures were struck than could be named.',
    'edition.struck',
  );
  demand(isUnique(names.map((name) => name.nullifier)), 'A signature is named twice.', 'edition.names');
  demand(isUnique(addressed.map((name) => name.address)), 'An address is shown twice.', 'edition.names');
  names.forEach(({ nullifier }, i) => {
    demand(records.has(nullifier), 'A name belongs to no signature.', `edition.names[${i.toString()}]`);
  });
  demand(
    ascends(names.map(({ nullifier }) => fromBase64url(nullifier))),
    'The names are not in the order of their nullifiers.',
    'edition.names',
  );
  demand(
    shown.proofs.length === addressed.length &&
      addressed.every(({ nullifier }, i) => nullifier === shown.proofs[i]?.nullifier),
    'The names’ proofs are not those of the addresses shown, in their order.',
    'names',
  );
  for (const [i, { nullifier, address }] of addressed.entries()) {
    const at = `names[${i.toString()}]`;
    const [record, proof] = [records.get(nullifier), shown.proofs[i]];
    demand(
      record !== undefined && proof?.address === address,
      'An address has another proof than its own.',
      at,
    );
    await verifyNameProof(p, context, record, proof, at);
  }
}

/**
 * Throws `invalid_name` unless the proof is by an issuer of the record's cell and about a mailbox of its workplace in its
 * canonical form, `invalid_certificate` unless that issuer certified it for the record's key.
 */
export async function verifyNameProof(
  p: Primitives,
  { manifest, digest, cells }: LetterContext,
  record: Pick<VerifiedRecord, 'key' | 'cell'>,
  proof: Omit<NameProof, 'nullifier'>,
  place: string,
): Promise<void> {
  const { address } = proof;
  const issuer = manifest.issuers[proof.issuer];
  demand(
    issuer !== undefined && cells[record.cell]?.issuers.includes(proof.issuer),
    'An address has no proof by an issuer of its signature.',
    place,
  );
  const workplace = manifest.workplaces.find(({ id }) => id === issuer.workplace);
  demand(
    workplace !== undefined && isMailboxOf(workplace, address),
    'An address is not a mailbox of its workplace.',
    place,
  );
  const holder = holderOf(p, fromBase64url(proof.holderSecret), record.key);
  const certificate = { letter: digest, address, holder };
  await verifyCertificate(p, issuer.identityKey, certificate, fromBase64url(proof.certificate));
}

/** Throws `invalid_role_table` unless there is no table, or one that the rules make of as many signatures. protocol.md#role-table */
export function verifyRoles(manifest: Manifest, proposal: Proposal, edition: Edition): void {
  if (edition.roles.length > 0 && !isRoleTable(manifest, proposal.cells, edition.roles)) {
    throw new ProtocolError('invalid_role_table', 'The table of roles breaks its rules.', 'edition.roles');
  }
}

function ascends(values: readonly Uint8Array[]): boolean {
  return values.every((value, i) => i === 0 || compare(values[i - 1] ?? value, value) < 0);
}

function demand(holds: boolean | undefined, message: string, place: string): asserts holds {
  if (holds !== true) throw new ProtocolError('invalid_name', message, place);
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
