// Why bundles are refused, as far as there are words for it. protocol.md#bundle

/** The codes that have a sentence of their own; whatever else a bundle could be refused with gets the general one. */
export const CODES: readonly string[] = [
  ...['malformed', 'not_canonical', 'unsupported_format', 'too_large', 'invalid_manifest', 'letter_mismatch'],
  ...['invalid_opening', 'invalid_countersigning', 'invalid_certificate', 'invalid_token', 'wrong_issuers'],
  ...['invalid_statement', 'duplicate_record', 'unsorted_records', 'count_mismatch', 'cell_mismatch'],
  ...['below_threshold', 'root_mismatch', 'proposal_mismatch', 'invalid_approval', 'too_few_approvals'],
  ...['invalid_name', 'invalid_role_table', 'invalid_signature'],
];
