// Saves a moment after she stops typing, tries again when it didn't work, and looks now and then at what the others did.
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Drafting } from '../../../../client/organize/drafting.js';
import { RequestError } from '../../../../client/http.js';
import { useOrganize } from '../context.js';
import { type Problem, problemOf } from '../problem.js';
import type { Desk } from './desk.js';

const AFTER_MS = 700;
const AGAIN_MS = 5_000;
const LOOK_MS = 5_000;

export function useDesk(drafting: Drafting): Desk {
  const { flow } = useOrganize();
  const [, redraw] = useReducer((n: number, _: undefined) => n + 1, 0);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Problem>();
  const [isGone, setGone] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { isOver } = flow;

  const save = async (): Promise<void> => {
    clearTimeout(timer.current);
    setSaving(true);
    try {
      await drafting.save();
      setFailure(undefined);
    } finally {
      setSaving(false);
    }
  };
  const isUnsaved = (): boolean => drafting.draft.state === 'draft' && !drafting.isSaved;
  const attempt = (): void => {
    // What was sealed is not saved any more, whatever she typed meanwhile.
    if (drafting.draft.state !== 'draft') return;
    void save().catch((error: unknown) => {
      if (flow.ended(error) || gone(error)) return;
      setFailure(problemOf(error));
      // What was sealed in the meantime can't be saved any more.
      if (error instanceof RequestError && error.code === 'draft_sealed') void refresh();
      else soon(AGAIN_MS);
    });
  };
  const gone = (error: unknown): boolean => {
    const isSo = error instanceof RequestError && error.code === 'draft_not_found';
    if (isSo) setGone(true);
    return isSo;
  };
  const soon = (ms = AFTER_MS): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(attempt, ms);
  };
  const refresh = async (): Promise<void> => {
    try {
      await drafting.refresh();
      redraw(undefined);
    } catch (error) {
      if (!flow.ended(error)) gone(error);
    }
  };

  useEffect(() => {
    if (isOver || isGone) return undefined;
    if (isUnsaved()) attempt();
    const looking = setInterval(() => {
      if (document.visibilityState === 'visible' && !isUnsaved()) void refresh();
    }, LOOK_MS);
    // She goes to another tab, or puts the phone away: nothing waits for the timer.
    const leaving = (): void => {
      if (document.visibilityState === 'visible') void refresh();
      else if (isUnsaved()) attempt();
    };
    document.addEventListener('visibilitychange', leaving);
    return () => {
      clearInterval(looking);
      clearTimeout(timer.current);
      document.removeEventListener('visibilitychange', leaving);
    };
  }, [drafting, isOver, isGone]);

  const now: Desk['now'] = () => ({
    draft: drafting.draft,
    content: drafting.content,
    revision: drafting.savedRevision,
  });
  return {
    ...now(),
    conflicts: drafting.conflicts,
    saving: failure !== undefined ? 'failed' : isSaving ? 'saving' : drafting.isSaved ? 'saved' : 'unsaved',
    failure,
    isGone,
    now,
    edit(changed) {
      drafting.edit(changed);
      redraw(undefined);
      soon();
    },
    choose(conflict, whose) {
      drafting.choose(conflict, whose);
      redraw(undefined);
      soon();
    },
    save,
    refresh,
  };
}
