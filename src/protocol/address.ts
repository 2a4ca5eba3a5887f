// One canonical address for a mailbox, under the policy that the manifest froze for its workplace. protocol.md#asking
import type { Manifest, Workplace } from './manifest.js';

/** RFC 5321 section 4.5.3.1. */
export const MAX_ADDRESS = 254;
const MAX_LOCAL_PART = 64;

/** Asked before lower-casing, which makes ASCII of some other letters (the Kelvin sign). */
const ASCII = /^[\x21-\x7e]+$/;
/** No `+` (a second address for one mailbox), no quotes, comments, routes or characters beyond ASCII. */
const LOCAL_PART = /^[a-z0-9_'&-]+(?:\.[a-z0-9_'&-]+)*$/;
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
  if (at < 1 || text.length > MAX_ADDRESS || !ASCII.test(text.slice(0, at))) return undefined;
  const domain = hostName(text.slice(at + 1));
  const workplace = manifest.workplaces.find((one) => domain !== undefined && one.domains.includes(domain));
  const local = text.slice(0, at).toLowerCase();
  if (domain === undefined || workplace === undefined || !isLocalPart(local)) return undefined;
  if (ROLE_ACCOUNTS.has(withoutDots(local))) return undefined;
  const address = `${workplace.mailbox.dots === 'ignored' ? withoutDots(local) : local}@${domain}`;
  // An A-label can be longer than what was typed.
  return address.length > MAX_ADDRESS ? undefined : { address, workplace };
}

/** Whether this is a local part that can be mailed to without quotes, in upper or lower case. */
export function isLocalPart(text: string): boolean {
  return text.length <= MAX_LOCAL_PART && ASCII.test(text) && LOCAL_PART.test(text.toLowerCase());
}

/** The host name of a domain in A-labels, by UTS-46; undefined if it is none. */
export function hostName(text: string): string | undefined {
  if (NOT_A_HOST.test(text) || !URL.canParse(`https://${text}`)) return undefined;
  return new URL(`https://${text}`).hostname;
}

function withoutDots(local: string): string {
  return local.replaceAll('.', '');
}
