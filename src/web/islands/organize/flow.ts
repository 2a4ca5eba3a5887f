// What happens between two sheets: busy, problems, notes, and a session that is over.
import { useRef, useState } from 'preact/hooks';
import { RequestError } from '../../../client/http.js';
import type { Organizer } from '../../../client/organizer.js';
import type { IslandKey } from '../../locales/locales.js';
import { type Problem, problemOf } from './problem.js';
import { signedIn, endSession } from './session.js';

export interface Flow {
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  readonly note: IslandKey | undefined;
  /** Her twelve hours are over: she signs in again, and everything goes on where it was. */
  readonly isOver: boolean;
  /** Does something that takes its time; nothing while something is being done. */
  readonly run: (action: () => void | Promise<void>) => Promise<void>;
  readonly fail: (problem: Problem | undefined) => void;
  readonly tell: (note: IslandKey | undefined) => void;
  /** For what is done without her asking: an error that isn't the session's end comes back. */
  readonly ended: (error: unknown) => boolean;
  /** Somebody has signed in. */
  readonly begin: () => void;
}

/** `problemIn` has the sentence for an error. */
export function useFlow(problemIn: (error: unknown) => Problem = problemOf): Flow {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [note, setNote] = useState<IslandKey>();
  const [isOver, setOver] = useState(false);
  const running = useRef(false);

  const ended = (error: unknown): boolean => {
    if (!(error instanceof RequestError) || error.code !== 'session_required') return false;
    endSession();
    setOver(true);
    return true;
  };
  const run: Flow['run'] = async (action) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    setNote(undefined);
    try {
      await action();
    } catch (error) {
      if (!ended(error)) setProblem(problemIn(error));
    }
    running.current = false;
    setBusy(false);
  };
  const begin = (): void => {
    setOver(false);
    setProblem(undefined);
  };
  return { isBusy, problem, note, isOver, run, fail: setProblem, tell: setNote, ended, begin };
}

/** Whoever is signed in. Throws RequestError `session_required` if nobody is. */
export function organizer(): Organizer {
  const found = signedIn();
  if (found === undefined) throw new RequestError(401, 'session_required', 'Sign in again.');
  return found;
}
