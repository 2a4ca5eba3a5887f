// How the release stands, looked at by itself while the page is open: other organizers do their part meanwhile.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { fetchRelease, type ReleaseView } from '../../../client/release/release-view.js';
import { RequestError } from '../../../client/http.js';
import type { ClientLetter } from '../../../client/letter.js';
import { organizer } from '../organize/flow.js';

const LOOK_EVERY_MS = 10_000;

export interface Looking {
  readonly view: ReleaseView | undefined;
  /** Throws RequestError. */
  readonly look: () => Promise<void>;
}

/** `onFailure` is told what went wrong when nobody asked. */
export function useReleaseView(letter: ClientLetter, onFailure: (error: unknown) => void): Looking {
  const [view, setView] = useState<ReleaseView>();
  const latest = useRef(0);
  const known = useRef<ReleaseView>(undefined);
  const failed = useRef(onFailure);
  failed.current = onFailure;

  const look = useCallback(async (): Promise<void> => {
    latest.current += 1;
    const asked = latest.current;
    const found = await fetchRelease(organizer(), letter, known.current).catch((error: unknown) => {
      if (error instanceof RequestError && error.code === 'letter_withheld') {
        // Put back, it is drawn anew.
        known.current = undefined;
        setView(takenDown);
      }
      throw error;
    });
    // An answer that a later one has overtaken is of another time.
    if (asked !== latest.current || isSame(known.current, found)) return;
    known.current = found;
    setView(found);
  }, [letter]);

  useEffect(() => {
    const lookAgain = (): void => {
      if (document.visibilityState === 'visible') look().catch(failed.current);
    };
    const timer = setInterval(lookAgain, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [look]);

  return { view, look };
}

/** All that is known of a letter that was taken down while she looked at it. */
function takenDown(before: ReleaseView | undefined): ReleaseView | undefined {
  const nothing = {
    proposal: undefined,
    snapshotAt: null,
    editions: [],
    embargoed: [],
    links: [],
    actions: [],
  };
  return before && { ...before, ...nothing, state: 'withheld' };
}

/** Then nothing is drawn anew, and nothing is said again. An edition's bytes may be millions; its digest stands for them. */
function isSame(a: ReleaseView | undefined, b: ReleaseView): boolean {
  const written = (view: ReleaseView | undefined): string | undefined =>
    JSON.stringify(view, (_, value: unknown) => (value instanceof Uint8Array ? undefined : value));
  return written(a) === written(b);
}
