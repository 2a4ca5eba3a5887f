// Canonical addresses, as certificates and names hold them: compared as ASCII, by the policy that the manifest froze for the
// workplace. What people type becomes one in typed-address.ts. protocol.md#asking
import { inLowerCase } from './characters.js';
import type { Workplace } from './manifest.js';

/** RFC 5321 section 4.5.3.1. */
export const MAX_ADDRESS = 254;
const MAX_LOCAL_PART = 64;

/** No `+` (a second address for one mailbox), no quotes, comments, routes or characters beyond ASCII. */
const LOCAL_PART = /^[a-z0-9_'&-]+(?:\.[a-z0-9_'&-]+)*$/;

/** Whether an address is a mailbox of the workplace in its canonical form. What an issuer refuses besides is its own affair. */
export function isMailboxOf(
  { domains, mailbox }: Pick<Workplace, 'domains' | 'mailbox'>,
  address: string,
): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  return (
    address.length <= MAX_ADDRESS &&
    domains.includes(address.slice(at + 1)) &&
    isLocalPart(local) &&
    local === canonicalLocalPart(local, mailbox)
  );
}

/** Whether this is a local part that can be mailed to without quotes, in upper or lower case. */
export function isLocalPart(text: string): boolean {
  return text.length <= MAX_LOCAL_PART && LOCAL_PART.test(inLowerCase(text));
}

/** A local part in the one form that it has at a workplace: in lower case, and without dots where they don't matter. */
export function canonicalLocalPart(local: string, { dots }: Workplace['mailbox']): string {
  return dots === 'ignored' ? withoutDots(inLowerCase(local)) : inLowerCase(local);
}

export function withoutDots(local: string): string {
  return local.replaceAll('.', '');
}
