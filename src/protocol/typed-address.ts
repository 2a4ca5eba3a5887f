// What people type becomes an address: by UTS-46, as browsers read hosts, and by the issuer's list of shared mailboxes. Both
// change with the years, so nothing that is verified asks them. protocol.md#asking
import { canonicalLocalPart, isLocalPart, MAX_ADDRESS, withoutDots } from './address.js';
import { inLowerCase } from './characters.js';
import { isDomain } from './hosts.js';
import type { Manifest, Workplace } from './manifest.js';

/** What would make a URL parser see anything but a host name. */
const NOT_A_HOST = /[\s/\\?#:@[\]%<>^|]/;

/** Mailboxes that several people read, or that no person does; RFC 2142 and common practice. */
const ROLE_ACCOUNTS = new Set(
  `abuse accounting accounts admin administrator all all-hands all-staff alle allstaff announce announcements
  billing board careers compliance contact customerservice customersupport dev developers devnull employees
  engineering enquiries everybody everyone feedback finance ftp hello help helpdesk hostmaster hr human-resources
  humanresources info inquiries invoice invoices it jobs legal list list-request mail mailer-daemon mailerdaemon
  management marketing me media news newsletter no-reply no_reply nobody noc noreply office operations ops orders
  people postmaster pr press privacy recruiting recruitment request root sales security service services shop spam
  staff subscribe support sysadmin system tech team test unsubscribe usenet users uucp web webmaster www`
    .split(/\s+/)
    .map(withoutDots),
);

/** A mailbox of the letter. */
export interface Mailbox {
  readonly address: string;
  readonly workplace: Workplace;
}

/**
 * The canonical address of what somebody typed, with its workplace; `undefined` if it is no mailbox that may vouch.
 * The part after the last `@` is mapped by UTS-46 and must be one of the domains exactly; the local part is lower-cased,
 * and loses its dots where the workplace's policy says that they don't matter.
 */
export function canonicalMailbox(manifest: Manifest, typed: string): Mailbox | undefined {
  const text = typed.trim();
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > MAX_ADDRESS) return undefined;
  const domain = hostName(text.slice(at + 1));
  const workplace = manifest.workplaces.find((one) => domain !== undefined && one.domains.includes(domain));
  const typedLocal = text.slice(0, at);
  if (domain === undefined || workplace === undefined || !isLocalPart(typedLocal)) return undefined;
  if (ROLE_ACCOUNTS.has(withoutDots(inLowerCase(typedLocal)))) return undefined;
  const address = `${canonicalLocalPart(typedLocal, workplace.mailbox)}@${domain}`;
  // An A-label can be longer than what was typed.
  return address.length > MAX_ADDRESS ? undefined : { address, workplace };
}

/** The host name of a domain in A-labels, by UTS-46; undefined if it is none. What is ASCII already isn't mapped. */
export function hostName(text: string): string | undefined {
  const ascii = inLowerCase(text);
  if (isDomain(ascii)) return ascii;
  if (NOT_A_HOST.test(text) || !URL.canParse(`https://${text}`)) return undefined;
  return new URL(`https://${text}`).hostname;
}
