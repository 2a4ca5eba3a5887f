// Which drafts an organizer works on, remembered on this device only if she wants it: their ids, which tell nothing to whoever
// has not her words. protocol.md#words
import * as v from 'valibot';
import type { KeptStorage } from '../kept.js';

const PLACE = 'undersigned/organized';
const MOST = 50;

const schema = v.array(v.pipe(v.string(), v.regex(/^[a-z2-7]{26}$/)));

/** A device's list, newest first; undefined if she doesn't want one. Never throws. */
export interface MyLetters {
  read(): readonly string[] | undefined;
  /** Begins a list, with these in it. */
  begin(drafts: readonly string[]): void;
  /** Only where there is a list. */
  add(draft: string): void;
  /** This one isn't hers any more. */
  remove(draft: string): void;
  forget(): void;
}

/** The list of drafts (ids, base64url) in this place; it is asked for each time, as even looking at `localStorage` may throw. */
export function myLetters(storage: () => KeptStorage): MyLetters {
  const use = <T>(action: (place: KeptStorage) => T): T | undefined => {
    try {
      return action(storage());
    } catch {
      return undefined;
    }
  };
  const read = (): readonly string[] | undefined => {
    const written = use((place) => place.getItem(PLACE)) ?? undefined;
    return written === undefined ? undefined : parse(written);
  };
  const write = (drafts: readonly string[]): void => {
    const value = JSON.stringify([...new Set(drafts)].slice(0, MOST));
    use((place) => {
      place.setItem(PLACE, value);
    });
  };
  return {
    read,
    begin: write,
    add(draft) {
      const drafts = read();
      if (drafts !== undefined) write([draft, ...drafts]);
    },
    remove(draft) {
      const drafts = read();
      if (drafts !== undefined) write(drafts.filter((one) => one !== draft));
    },
    forget() {
      use((place) => {
        place.removeItem(PLACE);
      });
    },
  };
}

function parse(written: string): readonly string[] | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(written));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
