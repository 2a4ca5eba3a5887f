// What an edition may say of its proposal. protocol.md#edition
import { toBase64url } from '../../protocol/codec.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { equal } from '../../protocol/codec.js';
import type { Edition, RoleCount } from '../../protocol/edition.js';
import { ProtocolError } from '../../protocol/errors.js';
import { releasedNames, strikesFor, type OpenedMember } from '../../protocol/released-names.js';
import type { Letter } from '../letters/letters.service.js';
import { NotOpenedError } from './editions.errors.js';

/** Throws `letter_mismatch` or `proposal_mismatch` if the edition is of another letter or proposal (digest in base64url). */
export function requireEdition(letter: Letter, proposal: string, edition: Edition): void {
  if (edition.letter !== toBase64url(letter.digest)) {
    throw new ProtocolError('letter_mismatch', 'This edition is of another letter.', 'edition.letter');
  }
  if (edition.proposal !== proposal) {
    throw new ProtocolError('proposal_mismatch', 'This edition is of another proposal.', 'edition.proposal');
  }
}

/**
 * Throws `not_opened` unless the edition names exactly who remains of the opened members when so many as it says are
 * struck, as they said it, and carries this table of roles, or none.
 */
export function requireOpened(
  edition: Edition,
  members: readonly OpenedMember[],
  roles: readonly RoleCount[],
): void {
  const published = edition.names.map(({ nullifier }) => nullifier);
  const strikes = strikesFor(members, published, edition.struck);
  if (strikes === undefined) throw new NotOpenedError('edition.struck');
  if (!isSame(edition.names, releasedNames(members, strikes).names))
    throw new NotOpenedError('edition.names');
  const isTable = edition.roles.length === 0 || isSame(edition.roles, roles);
  if (!isTable) throw new NotOpenedError('edition.roles');
}

function isSame(a: unknown, b: unknown): boolean {
  return equal(canonicalBytes(a), canonicalBytes(b));
}
