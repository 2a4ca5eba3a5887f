// Which issuer of a letter is asked, and where it answers. protocol.md#asking
import { canonicalMailbox } from '../protocol/typed-address.js';
import { ProtocolError } from '../protocol/errors.js';
import type { IssuerEntry } from '../protocol/manifest.js';
import type { Http } from './http.js';
import type { ClientLetter } from './letter.js';

/**
 * Index of the first e-mail issuer of the address's workplace; of the letter, if it is nobody's, so that the answer tells
 * nothing, or if there is no address yet.
 */
export function issuerFor(letter: ClientLetter, address = ''): number {
  const workplace = canonicalMailbox(letter.manifest, address)?.workplace.id;
  const byMail = (entry: IssuerEntry): boolean => entry.method === 'email-code';
  const own = letter.manifest.issuers.findIndex((entry) => byMail(entry) && entry.workplace === workplace);
  return own >= 0 ? own : Math.max(letter.manifest.issuers.findIndex(byMail), 0);
}

/** The entry at this index of the manifest's `issuers`. Throws `wrong_issuers`. */
export function entryOf(letter: ClientLetter, issuer: number): IssuerEntry {
  const entry = letter.manifest.issuers[issuer];
  if (entry === undefined)
    throw new ProtocolError('wrong_issuers', 'The letter has no such issuer.', 'issuer');
  return entry;
}

/** The letter's HTTP, to this issuer's host. */
export function issuerHttp(letter: ClientLetter, issuer: number): Http {
  return { ...letter.http, baseUrl: entryOf(letter, issuer).url };
}
