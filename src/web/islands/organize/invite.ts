// The invite to a draft, as this tab holds it: of whoever came by it, until she has joined; of whoever made it, to show it again.

const held = new Map<string, string>();

/** The whole link, the same for everybody who is invited. */
export function inviteLink(draft: string, invite: string): string {
  return `${location.origin}/organize/draft/${draft}#invite=${invite}`;
}

export function keepInvite(draft: string, invite: string): void {
  held.set(draft, invite);
  try {
    sessionStorage.setItem(placeOf(draft), invite);
  } catch {
    // Then it lives as long as the page.
  }
}

export function keptInvite(draft: string): string | undefined {
  try {
    return held.get(draft) ?? sessionStorage.getItem(placeOf(draft)) ?? undefined;
  } catch {
    return held.get(draft);
  }
}

function placeOf(draft: string): string {
  return `undersigned/invite/${draft}`;
}
