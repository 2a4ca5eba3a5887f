// The invite to a draft, as this tab holds it.
import { keptInvites } from '../../../client/organize/kept-invites.js';

export const {
  keep: keepInvite,
  read: keptInvite,
  forget: forgetInvite,
  drop: dropInvites,
} = keptInvites(() => sessionStorage);

/** The whole link, the same for everybody who is invited. */
export function inviteLink(draft: string, invite: string): string {
  return `${location.origin}/organize/draft/${draft}#invite=${invite}`;
}
