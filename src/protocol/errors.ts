// Every way in which the protocol can say no: one closed union, so that callers and tests can walk it.

export const PROTOCOL_ERROR_CODES = [
  'malformed', // not the form that the format demands: a wrong type, length, alphabet, or an unknown field
  'not_canonical', // readable, but not the one canonical form
  'unsupported_format', // a format or version this code doesn't know
  'invalid_manifest', // well-formed, but breaks a rule of the manifest
  'letter_mismatch', // belongs to another letter, or the letter isn't the one asked for
  'invalid_words', // not twelve words of the list with a right checksum
  'invalid_opening', // an organizer's signature over the opening is missing or wrong
  'invalid_countersigning', // an issuer's signature over the letter is missing or wrong
  'invalid_certificate', // an identity certificate doesn't verify
  'invalid_token', // a token doesn't verify under the key of an issuer of the letter
  'wrong_issuers', // tokens of too few, too many, repeated or unconnected issuers
  'invalid_statement', // a statement doesn't verify under the signer's key
  'invalid_receipt', // a receipt doesn't verify under the letter's receipt key
  'invalid_choice', // a sealed choice doesn't open, or opens to something else than was signed
  'invalid_signature', // any other signature that doesn't verify
  'invalid_blind_signature', // Finalize failed: the issuer's answer isn't a signature under its key
  'duplicate_record', // one key twice
  'unsorted_records', // records that aren't in the order of their nullifiers
  'count_mismatch', // the count isn't the number of records
  'cell_mismatch', // a cell's count isn't the number of its records, or a cell is missing
  'below_threshold', // fewer than the threshold
  'root_mismatch', // the Merkle root isn't that of the records
  'proposal_mismatch', // the edition is of another proposal, or the proposal of an epoch that the letter doesn't have
  'invalid_approval', // an approval isn't by an organizer of the letter, is repeated, or doesn't verify
  'too_few_approvals', // fewer organizers than the manifest demands
  'invalid_name', // a published name without a proof that holds
  'invalid_role_table', // a role table that breaks its rules
  'invalid_proof', // an inclusion proof that doesn't lead to the root
  'too_large', // over a bound of the format
] as const;

export type ProtocolErrorCode = (typeof PROTOCOL_ERROR_CODES)[number];

/**
 * A refusal by the protocol.
 * `code` is for machines, `message` is a sentence for people, `place` says where in the input (`records[3].token`).
 * Never carries an address, a code, a token, a name or a count below the threshold.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: ProtocolErrorCode,
    message: string,
    readonly place?: string,
  ) {
    super(message);
  }
}
