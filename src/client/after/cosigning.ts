// Co-signing step by step, for a page that only calls and draws: several mails may be under way for one mailbox. All of it is
// gone with the page. protocol.md#organizations
import { organizationMailbox, type OrganizationKind } from '../../protocol/organization.js';
import { expiryTime, MOST_CHALLENGES, requireResend, resendTime, submitForAny } from '../asked-codes.js';
import type { ClientLetter } from '../letter.js';
import type { WorkOptions } from '../work.js';
import { askOrganizationCode, cosign, type Cosigned } from './cosign.js';

/** What was asked for by one mailbox: the newest first. */
export interface OrganizationAsked {
  /** As it was typed. */
  readonly address: string;
  readonly asked: readonly { readonly challenge: string; readonly at: number }[];
  /** When another code can be asked for. */
  readonly resendAt: Date;
  /** Until when the newest is good. */
  readonly expiresAt: Date;
}

/**
 * Has a code mailed; within a minute of the last one to the same mailbox only goes back to that. Those `before` stay good.
 * Throws as `askOrganizationCode`.
 */
export async function askOrganization(
  letter: ClientLetter,
  address: string,
  before?: OrganizationAsked,
  options?: WorkOptions,
): Promise<OrganizationAsked> {
  const { now } = letter.http;
  const isSame = before !== undefined && mailboxOf(before.address) === mailboxOf(address);
  if (isSame && now() < before.resendAt) return before;
  const challenge = await askOrganizationCode(letter, address, options);
  const asked = [{ challenge, at: now().getTime() }, ...(isSame ? before.asked : [])];
  const all = asked.slice(0, MOST_CHALLENGES);
  return { address, asked: all, resendAt: resendTime({ asked: all }), expiresAt: expiryTime({ asked: all }) };
}

/** The same once more. Throws ClientError `wait` before `resendAt`, and as `askOrganizationCode`. */
export async function askOrganizationAgain(
  letter: ClientLetter,
  before: OrganizationAsked,
  options?: WorkOptions,
): Promise<OrganizationAsked> {
  requireResend(before, letter.http.now());
  return askOrganization(letter, before.address, before, options);
}

/** Hands in a code, which may be of any mail that is still good: the newest is tried first. Throws as `cosign`. */
export async function cosignWith(
  letter: ClientLetter,
  { asked }: OrganizationAsked,
  organization: { readonly name: string; readonly kind: OrganizationKind },
  code: string,
): Promise<Cosigned> {
  return submitForAny(asked, letter.http.now(), async ({ challenge }) =>
    cosign(letter, { ...organization, challenge, code }),
  );
}

function mailboxOf(typed: string): string {
  return organizationMailbox(typed)?.address ?? typed;
}
