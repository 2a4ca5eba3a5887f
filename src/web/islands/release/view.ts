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
  const failed = useRef(onFailure);
  failed.current = onFailure;

  const look = useCallback(async (): Promise<void> => {
    latest.current += 1;
    const asked = latest.current;
    const found = await fetchRelease(organizer(), letter).catch((error: unknown) => {
      if (error instanceof RequestError && error.code === 'letter_withheld') setView(takenDown);
      throw error;
    });
    // An answer that a later one has overtaken is of another time.
    if (asked === latest.current) setView((now) => (isSame(now, found) ? now : found));
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

/** Then nothing is drawn anew, and nothing is said again. */
function isSame(a: ReleaseView | undefined, b: ReleaseView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
