// Which screen of the page is drawn, and what happens between two: the browser's history, busy, problems. What a screen needs is
// in memory only; the history holds names that say nothing.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClientLetter } from '../../../client/letter.js';
import type { ReturningSigner, Mine } from '../../../client/mine/mine.js';
import type { KeptReceipt } from '../../../client/sign/sign.js';
import { toBase64url } from '../../../protocol/codec.js';
import { ProtocolError } from '../../../protocol/errors.js';
import type { IslandKey } from '../../locales/locales.js';
import type { Values } from '../say.js';
import { type Problem, problemOf } from '../sign/problem.js';
import type { Steps } from '../sign/steps.js';
import type { LastEdition } from './edition.js';
import type { NewPass } from './steps/new-pass.js';
import type { Published } from './steps/published.js';

/** Whoever has shown words or a pass, for as long as the page is open. */
export interface Visit {
  readonly returning: ReturningSigner;
  readonly mine: Mine;
  readonly edition: LastEdition;
}

/**
 * - `enter`: words, a pass, or what this device keeps.
 * - `carried`: a pass is kept here; whether it was used it alone doesn't tell.
 * - `steps`: signing. `known`: recorded. `nothing`: not recorded.
 * - `pass`: another code for the same words, to appear by name.
 * - `done`: changed or withdrawn.
 */
export type Screen =
  | { readonly at: 'enter' }
  | { readonly at: 'carried'; readonly isNew: boolean }
  | { readonly at: 'steps'; readonly Steps: typeof Steps }
  | { readonly at: 'known'; readonly visit: Visit; readonly Published: typeof Published }
  | { readonly at: 'nothing' | 'change' | 'withdraw'; readonly visit: Visit }
  | { readonly at: 'pass'; readonly visit: Visit; readonly NewPass: typeof NewPass }
  | {
      readonly at: 'done';
      readonly visit: Visit;
      readonly action: 'sign' | 'withdraw';
      readonly receipt: KeptReceipt;
    };

export interface Note {
  readonly key: IslandKey;
  readonly values?: Values;
}

export interface MineFlow {
  readonly screen: Screen;
  /** Until she has gone anywhere. */
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  readonly note: Note | undefined;
  /** Does something that takes its time, then shows the screen that it gives, if any; nothing while something is being done. */
  readonly run: (action: () => Screen | undefined | Promise<Screen | undefined>) => Promise<void>;
  /** Back leads here again. */
  readonly go: (screen: Screen) => void;
  /** Back doesn't lead here again: this screen is over. */
  readonly replace: (screen: Screen) => void;
  readonly fail: (problem: Problem | undefined) => void;
  readonly tell: (note: Note) => void;
}

/** Refusals that no screen of signing has. */
const TEXTS: Readonly<Record<string, IslandKey>> = {
  invalid_statement: 'mine.error.tooOften',
};

/** Bytes of a name in the history. */
const NAME_LENGTH = 16;

const ENTER: Screen = { at: 'enter' };

export function useMineFlow({ p }: Pick<ClientLetter, 'p'>): MineFlow {
  const [{ screen, isFirst }, setShown] = useState({ screen: ENTER, isFirst: true });
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [note, setNote] = useState<Note>();
  const running = useRef(false);
  const screens = useRef(new Map<unknown, Screen>());

  const show = (next: Screen): string => {
    const name = toBase64url(p.random(NAME_LENGTH));
    screens.current.set(name, next);
    setProblem(undefined);
    setNote(undefined);
    setShown({ screen: next, isFirst: false });
    return name;
  };
  const go: MineFlow['go'] = (next) => {
    history.pushState(show(next), '');
  };
  const replace: MineFlow['replace'] = (next) => {
    history.replaceState(show(next), '');
  };

  const run: MineFlow['run'] = async (action) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    setNote(undefined);
    try {
      const next = await action();
      if (next !== undefined) go(next);
    } catch (error) {
      const key = error instanceof ProtocolError ? TEXTS[error.code] : undefined;
      setProblem(key === undefined ? problemOf(error) : { key });
    }
    running.current = false;
    setBusy(false);
  };

  useEffect(() => {
    const moved = ({ state }: PopStateEvent): void => {
      // The steps of signing have names of their own.
      const next = state === null ? ENTER : screens.current.get(state);
      if (next === undefined) return;
      setProblem(undefined);
      setNote(undefined);
      setShown({ screen: next, isFirst: false });
    };
    addEventListener('popstate', moved);
    return () => {
      removeEventListener('popstate', moved);
    };
  }, []);

  return { screen, isFirst, isBusy, problem, note, run, go, replace, fail: setProblem, tell: setNote };
}
