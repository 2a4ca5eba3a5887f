// The mailbox by which an organization shows its domain, to co-sign in public. protocol.md#organizations
import { isLocalPart, MAX_ADDRESS } from './address.js';
import { inLowerCase } from './characters.js';
import type { Manifest } from './manifest.js';
import { hostName } from './typed-address.js';

/** What an organization says it is. */
export const ORGANIZATION_KINDS = ['customer', 'union', 'other'] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

/** An organization's mailbox: of several people too, unlike a signer's. */
export interface OrganizationMailbox {
  readonly address: string;
  /** Lower-case ASCII (A-labels). */
  readonly domain: string;
}

/** A host name of two labels or more, whose last one no IPv4 address has. */
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+(?!\d+$)[a-z0-9-]+$/;

/** The mailbox that somebody typed, its parts in lower case; undefined if it is none that can be mailed to. */
export function organizationMailbox(typed: string): OrganizationMailbox | undefined {
  const text = typed.trim();
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > MAX_ADDRESS) return undefined;
  const domain = hostName(text.slice(at + 1));
  const local = inLowerCase(text.slice(0, at));
  if (domain === undefined || !DOMAIN.test(domain) || !isLocalPart(text.slice(0, at))) return undefined;
  const address = `${local}@${domain}`;
  return address.length > MAX_ADDRESS ? undefined : { address, domain };
}

/** Whether a domain is one of the letter's workplaces', lies under one, or above one. */
export function isOfWorkplace({ workplaces }: Pick<Manifest, 'workplaces'>, domain: string): boolean {
  const isUnder = (one: string, other: string): boolean => `.${one}`.endsWith(`.${other}`);
  return workplaces.some(({ domains }) =>
    domains.some((own) => isUnder(domain, own) || isUnder(own, domain)),
  );
}
