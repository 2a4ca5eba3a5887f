// What an edition may say of its proposal. protocol.md#edition
import { toBase64url } from '../../protocol/codec.js';
import type { Edition } from '../../protocol/edition.js';
import { ProtocolError } from '../../protocol/errors.js';
import type { Letter } from '../letters/letters.service.js';
import { NothingOpenedError } from './editions.errors.js';

/**
 * Throws `letter_mismatch` or `proposal_mismatch` if the edition is of another letter or proposal (digest in base64url),
 * `nothing_opened` if it shows names or roles, or says that records were struck, though none was opened.
 */
export function requireEdition(letter: Letter, proposal: string, edition: Edition): void {
  if (edition.letter !== toBase64url(letter.digest)) {
    throw new ProtocolError('letter_mismatch', 'This edition is of another letter.', 'edition.letter');
  }
  if (edition.proposal !== proposal) {
    throw new ProtocolError('proposal_mismatch', 'This edition is of another proposal.', 'edition.proposal');
  }
  if (edition.names.length > 0) throw new NothingOpenedError('edition.names');
  if (edition.roles.length > 0) throw new NothingOpenedError('edition.roles');
  if (edition.struck > 0) throw new NothingOpenedError('edition.struck');
}
