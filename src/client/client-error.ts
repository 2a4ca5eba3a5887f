// What a signer's own device says no to, before or beside the server: one closed union, so that pages have a text for each.

export type ClientErrorCode =
  | 'pass_unreadable' // no pass at all, or of a version that this code doesn't know
  | 'pass_cut_off' // a part is missing
  | 'pass_damaged' // something was changed
  | 'pass_other_letter'
  | 'no_mailbox' // an organization's mailbox is no mail address
  | 'own_workplace' // an organization's mailbox is one of a workplace of the letter
  | 'wait' // another code can't be asked for yet
  | 'incomplete_code' // this can't be a code
  | 'out_of_order' // a step that isn't possible now
  | 'already_begun' // other words are kept for this letter, and something hangs on them
  | 'cannot_wait' // after the epoch that runs, nothing can be signed
  | 'needs_pass'; // by name takes the certificate of a pass

/** A refusal. `code` is for machines, `message` says what to do; never carries an address, a code or words. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  constructor(
    readonly code: ClientErrorCode,
    message: string,
  ) {
    super(message);
  }
}
