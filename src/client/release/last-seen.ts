// The proposal that an organizer saw last in this tab, so that she is told if it died, or another took its place.
// protocol.md#proposal
import * as v from '../../protocol/schema.js';
import { type KeptStorage, tryStorage } from '../storage.js';
import type { ReleaseView } from './release-view.js';

const schema = v.strictObject({
  proposal: v.string,
  /** Whether it took the place of one that she saw before. */
  isAnother: v.boolean,
  dies: v.string,
  editions: v.number,
});

export interface LastSeen {
  /** Whether the one seen last died: its time is over, and nothing was published since. */
  readonly hasDied: boolean;
  /** Whether the one that there is took the place of another of the same snapshot: a share was reported. */
  readonly wasReported: boolean;
  see(view: Pick<ReleaseView, 'proposal' | 'editions' | 'embargoed'>, now: Date): void;
}

/** `storage` is asked for each time, as even looking at it may throw; without it nothing is remembered. */
export function lastSeen(letter: string, storage: () => KeptStorage): LastSeen {
  const place = `undersigned/proposal/${letter}`;
  let hasDied = false;
  let wasReported = false;
  return {
    get hasDied() {
      return hasDied;
    },
    get wasReported() {
      return wasReported;
    },
    see({ proposal, editions, embargoed }, now) {
      const published = editions.length + embargoed.length;
      const kept = read(storage, place);
      if (proposal !== undefined) {
        const { id, dies } = proposal;
        hasDied = false;
        const isSame = kept?.dies === dies && kept.editions === published;
        wasReported = isSame && (kept.isAnother || kept.proposal !== id);
        write(storage, place, { proposal: id, isAnother: wasReported, dies, editions: published });
      } else if (kept !== undefined) {
        hasDied = published === kept.editions && now >= new Date(kept.dies);
        wasReported = false;
      }
    },
  };
}

function read(storage: () => KeptStorage, place: string): v.Output<typeof schema> | undefined {
  return tryStorage(storage, (kept) => schema(JSON.parse(kept.getItem(place) ?? '')));
}

function write(storage: () => KeptStorage, place: string, seen: v.Output<typeof schema>): void {
  // A device that keeps nothing tells her nothing of what died.
  tryStorage(storage, (kept) => {
    kept.setItem(place, JSON.stringify(seen));
  });
}
