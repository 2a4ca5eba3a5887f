// Which drafts an organizer works on, remembered on this device only if she wants it: their ids, which tell nothing to whoever
// has not her words. protocol.md#words
import * as v from '../../protocol/schema.js';
import { type KeptStorage, tryStorage } from '../storage.js';

const PLACE = 'undersigned/organized';
const MOST = 50;

const schema = v.array(
  v.pipe(
    v.string,
    v.check((text) => /^[a-z2-7]{26}$/.test(text), 'is not of this form'),
  ),
);

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

/** The list in `storage`, which is asked for each time. Drafts are ids: 26 characters of base32. */
export function myLetters(storage: () => KeptStorage): MyLetters {
  const read = (): readonly string[] | undefined => {
    const written = tryStorage(storage, (place) => place.getItem(PLACE)) ?? undefined;
    return written === undefined ? undefined : parse(written);
  };
  const write = (drafts: readonly string[]): void => {
    const value = JSON.stringify([...new Set(drafts)].slice(0, MOST));
    tryStorage(storage, (place) => {
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
      tryStorage(storage, (place) => {
        place.removeItem(PLACE);
      });
    },
  };
}

function parse(written: string): readonly string[] | undefined {
  try {
    return schema(JSON.parse(written));
  } catch {
    return undefined;
  }
}
