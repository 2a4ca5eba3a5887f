// Whether an address counts for a draft's workplaces, and if not, why: for organizers, who ask about addresses of their own.
// protocol.md#asking
import { canonicalMailbox, hostName } from '../../protocol/typed-address.js';
import { WORKPLACE_DEFAULTS } from '../../protocol/manifest-defaults.js';
import type { Manifest, Workplace } from '../../protocol/manifest.js';
import type { DraftWorkplace } from './draft-fields.js';

/**
 * - `address`: it isn't one.
 * - `domain`: no workplace has its domain.
 * - `plus`: what stands after a plus sign makes a second address for one mailbox.
 * - `shared`: several people read it, or nobody.
 * - `characters`: it has some that no mailbox of a letter may have.
 */
export type WhyNot = 'address' | 'domain' | 'plus' | 'shared' | 'characters';

export type Tested =
  | { readonly counts: true; readonly address: string; readonly workplace: string }
  | { readonly counts: false; readonly why: WhyNot };

/** The code would be mailed to `address`, which may be written otherwise than what was typed. */
export function testAddress(workplaces: readonly DraftWorkplace[], typed: string): Tested {
  const manifest = { workplaces: workplaces.map(whole) };
  const found = canonicalMailbox(manifest as Manifest, typed);
  if (found !== undefined) return { counts: true, address: found.address, workplace: found.workplace.name };
  const text = typed.trim();
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return { counts: false, why: 'address' };
  const [local, domain] = [text.slice(0, at), text.slice(at)];
  // A mailbox that counts everywhere else tells whether it is for the domain.
  if (canonicalMailbox(manifest as Manifest, `x.y${domain}`) === undefined)
    return { counts: false, why: 'domain' };
  if (local.includes('+')) return { counts: false, why: 'plus' };
  const isWritten = /^[a-z0-9_'&-]+(?:\.[a-z0-9_'&-]+)*$/i.test(local) && local.length <= 64;
  return { counts: false, why: isWritten ? 'shared' : 'characters' };
}

/** A domain as manifests have it, from what was typed or pasted: a domain, an address, a link. Empty if it is none. */
export function domainFrom(typed: string): string {
  const text = typed.trim().replace(/^[a-z]+:\/\//i, '');
  const host = text.slice(text.lastIndexOf('@') + 1).replace(/[/?#].*$/, '');
  return hostName(host)?.replace(/\.$/, '') ?? '';
}

/** A workplace's id, made of its name: lower-case letters, digits and hyphens, and none of these taken ones. */
export function workplaceId(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');
  const id = /[a-z]/.test(plain) ? plain : `workplace${plain === '' ? '' : `-${plain}`}`;
  if (!taken.includes(id)) return id;
  const number = [...taken.keys(), taken.length].find((i) => !taken.includes(`${id}-${i + 2}`)) ?? 0;
  return `${id}-${number + 2}`;
}

function whole(one: DraftWorkplace): Workplace {
  return { ...WORKPLACE_DEFAULTS, id: '', name: '', domains: [], ...one };
}
