// Published names and roles: every name belongs to a record, every address to a certificate, every group is large enough. protocol.md#edition
import { canonicalMailbox } from './address.js';
import type { NameProof } from './bundle.js';
import { fromBase64url } from './codec.js';
import type { Edition } from './edition.js';
import { ProtocolError } from './errors.js';
import { holderOf, verifyCertificate } from './identity.js';
import type { Manifest } from './manifest.js';
import type { Primitives } from './primitives.js';
import type { Proposal } from './proposal.js';
import { namedDigest } from './proposal.js';
import type { VerifiedRecord } from './verify-records.js';
import type { LetterContext } from './vouching.js';

/**
 * Throws `invalid_name` unless every name is of one record, and every address that is shown is proved, once, in the names' order;
 * `invalid_certificate` if its proof doesn't hold.
 */
export async function verifyNames(
  p: Primitives,
  context: LetterContext,
  shown: {
    edition: Edition;
    proposal: Proposal;
    proofs: readonly NameProof[];
    records: readonly VerifiedRecord[];
  },
): Promise<void> {
  const { names } = shown.edition;
  const records = new Map(shown.records.map((record) => [record.nullifier, record]));
  const addressed = names.flatMap(({ nullifier, address }) =>
    address === null ? [] : [{ nullifier, address }],
  );
  demand(
    names.length === 0 || shown.proposal.named !== namedDigest(p, []),
    'The proposal names nobody.',
    'edition.names',
  );
  demand(isUnique(names.map((name) => name.nullifier)), 'A signature is named twice.', 'edition.names');
  demand(isUnique(addressed.map((name) => name.address)), 'An address is shown twice.', 'edition.names');
  demand(
    shown.proofs.length === addressed.length &&
      addressed.every(({ nullifier }, i) => nullifier === shown.proofs[i]?.nullifier),
    'The names’ proofs are not those of the addresses shown, in their order.',
    'names',
  );
  names.forEach(({ nullifier }, i) => {
    demand(records.has(nullifier), 'A name belongs to no signature.', `edition.names[${i.toString()}]`);
  });
  for (const [i, { nullifier, address }] of addressed.entries()) {
    await verifyProof(p, context, records.get(nullifier), address, shown.proofs[i], `names[${i.toString()}]`);
  }
}

/**
 * Throws `invalid_role_table` unless every group is known, stands once, is large enough, and they fit into their workplace;
 * no group that isn't shown may be computed from those that are.
 */
export function verifyRoles(manifest: Manifest, proposal: Proposal, edition: Edition): void {
  const groups = edition.roles.map((row) => JSON.stringify([row.workplace, row.role]));
  const known = edition.roles.every(
    (row) =>
      manifest.workplaces.some((one) => one.id === row.workplace) &&
      (row.role === null || manifest.roles.includes(row.role)) &&
      (row.count === null || row.count >= manifest.minimumCell),
  );
  const fits = manifest.workplaces.every(({ id }) => {
    const rows = edition.roles.filter((row) => row.workplace === id);
    const all = proposal.cells.reduce((sum, cell) => (cell.workplace === id ? sum + cell.count : sum), 0);
    const hidden = all - rows.reduce((sum, row) => sum + (row.count ?? 0), 0);
    const suppressed = rows.filter((row) => row.count === null).length;
    // What is hidden must be nobody, or be shared by two groups at least.
    return rows.length === 0 || (suppressed === 0 ? hidden === 0 : hidden >= 0 && suppressed > 1);
  });
  if (!known || !fits || !isUnique(groups)) {
    throw new ProtocolError('invalid_role_table', 'The table of roles breaks its rules.', 'edition.roles');
  }
}

async function verifyProof(
  p: Primitives,
  { manifest, digest, cells }: LetterContext,
  record: VerifiedRecord | undefined,
  address: string,
  proof: NameProof | undefined,
  place: string,
): Promise<void> {
  const cell = record === undefined ? undefined : cells[record.cell];
  const issuer = proof === undefined ? undefined : manifest.issuers[proof.issuer];
  const mailbox = canonicalMailbox(manifest, address);
  demand(
    record !== undefined &&
      proof !== undefined &&
      issuer !== undefined &&
      proof.address === address &&
      cell?.issuers.includes(proof.issuer),
    'An address has no proof by an issuer of its signature.',
    place,
  );
  demand(
    mailbox?.address === address && mailbox.workplace.id === issuer.workplace,
    'An address is not a mailbox of its workplace.',
    place,
  );
  const holder = holderOf(p, fromBase64url(proof.holderSecret), record.key);
  const certificate = { letter: digest, address, holder };
  await verifyCertificate(p, issuer.identityKey, certificate, fromBase64url(proof.certificate));
}

function demand(holds: boolean | undefined, message: string, place: string): asserts holds {
  if (holds !== true) throw new ProtocolError('invalid_name', message, place);
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
