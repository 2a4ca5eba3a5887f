// An organizer's session as one tab holds it: her keys and her bearer token, until it is over, she signs out or the tab is
// closed. The words themselves are kept nowhere. protocol.md#words
import * as v from '../../protocol/schema.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import type { Primitives } from '../../protocol/primitives.js';
import { bytes } from '../../protocol/shape.js';
import type { Http } from '../http.js';
import type { Organizer } from '../organizer.js';
import { logIn } from '../organizer.js';
import { type KeptStorage, tryStorage } from '../storage.js';

const PREFIX = 'undersigned/';
const PLACE = `${PREFIX}organizer`;

const sessionSchema = v.strictObject({
  origin: v.string,
  key: bytes(32),
  signingSeed: bytes(32),
  sealingKey: bytes(32),
  sealingSecret: bytes(32),
  token: v.string,
});

/** What is used of the tab's `Storage`. */
export interface TabStorage extends KeptStorage {
  readonly length: number;
  key(index: number): string | null;
}

/** Whoever is signed in here; one object for as long as the session is the same. */
export interface OrganizerSession {
  readonly signedIn: () => Organizer | undefined;
  /** Throws `invalid_words` or RequestError; then whoever was signed in still is. */
  readonly signIn: (words: string) => Promise<Organizer>;
  /** The session is over; what she was doing in this tab stays. */
  readonly end: () => void;
  /** She leaves: everything of ours goes from this tab's storage, what isn't saved and invites among it. */
  readonly signOut: () => void;
}

/** `storage` is asked for each time; without it the session lives as long as the page. */
export function organizerSession(p: Primitives, http: Http, storage: () => TabStorage): OrganizerSession {
  let current: Organizer | undefined;
  return {
    signedIn() {
      current ??= read(p, http, tryStorage(storage, (place) => place.getItem(PLACE)) ?? '');
      return current;
    },
    async signIn(words) {
      const organizer = await logIn(p, http, words);
      tryStorage(storage, (place) => {
        place.setItem(PLACE, write(organizer));
      });
      current = organizer;
      return organizer;
    },
    end() {
      current = undefined;
      tryStorage(storage, (place) => {
        place.removeItem(PLACE);
      });
    },
    signOut() {
      current = undefined;
      tryStorage(storage, (place) => {
        const names = Array.from({ length: place.length }, (_, i) => place.key(i));
        for (const name of names) if (name?.startsWith(PREFIX) === true) place.removeItem(name);
      });
    },
  };
}

function write({ http, keys, key }: Organizer): string {
  return JSON.stringify({
    origin: http.baseUrl,
    key,
    signingSeed: toBase64url(keys.signingSeed),
    sealingKey: toBase64url(keys.sealingKey),
    sealingSecret: toBase64url(keys.sealingSecret),
    token: http.bearer ?? '',
  });
}

/** Whatever isn't a session with this server is none: of another version, or somebody else's. */
function read(p: Primitives, http: Http, written: string): Organizer | undefined {
  try {
    const kept = sessionSchema(JSON.parse(written));
    if (kept.origin !== http.baseUrl) return undefined;
    const keys = {
      signingSeed: fromBase64url(kept.signingSeed),
      signingKey: fromBase64url(kept.key),
      sealingSecret: fromBase64url(kept.sealingSecret),
      sealingKey: fromBase64url(kept.sealingKey),
    };
    return { p, http: { ...http, bearer: kept.token }, keys, key: kept.key };
  } catch {
    return undefined;
  }
}
