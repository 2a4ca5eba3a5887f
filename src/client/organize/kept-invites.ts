// The invites to drafts, as one tab holds them: of whoever came by one, until she has joined; of whoever made one, to show it
// again. protocol.md#opening
import { type KeptStorage, tryStorage } from '../storage.js';

export interface KeptInvites {
  readonly keep: (draft: string, invite: string) => void;
  readonly read: (draft: string) => string | undefined;
  readonly forget: (draft: string) => void;
  /** What the page holds of them; the tab's storage is the session's to clear. */
  readonly drop: () => void;
}

/** `storage` is asked for each time; without it an invite lives as long as the page. Drafts are ids, invites 16 bytes in base64url. */
export function keptInvites(storage: () => KeptStorage): KeptInvites {
  const held = new Map<string, string>();
  return {
    keep(draft, invite) {
      held.set(draft, invite);
      tryStorage(storage, (place) => {
        place.setItem(placeOf(draft), invite);
      });
    },
    read: (draft) =>
      held.get(draft) ?? tryStorage(storage, (place) => place.getItem(placeOf(draft))) ?? undefined,
    forget(draft) {
      held.delete(draft);
      tryStorage(storage, (place) => {
        place.removeItem(placeOf(draft));
      });
    },
    drop() {
      held.clear();
    },
  };
}

function placeOf(draft: string): string {
  return `undersigned/invite/${draft}`;
}
