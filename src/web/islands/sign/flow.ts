// Which step is drawn, and what happens between two: the browser's history, busy, problems. The state is client/signing.ts'.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { IslandKey } from '../../locales/locales.js';
import type { Signing } from '../../../client/sign/signing.js';
import type { Standing } from '../../../client/sign/standing.js';
import { toBase64url } from '../../../protocol/codec.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { type Problem, problemOf } from './problem.js';

/** `words-now` and `words-later` come before signing, `words` after. */
export type Screen = 'ask' | 'code' | 'ready' | 'words-now' | 'words-later' | 'wait' | 'recorded' | 'words';

/** Which step is meant by an entry of the browser's history. That may be written to disk, and says nothing there. */
const VISITED = new Map<string, Screen>();

export interface Flow {
  readonly standing: Standing;
  readonly screen: Screen;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** Does something that takes its time, then shows where she stands; nothing while something is being done. */
  readonly run: (action: () => Standing | Promise<Standing>) => Promise<void>;
  /** Something quick, as keeping what she typed: the step stays. */
  readonly keep: (action: () => Standing) => void;
  readonly go: (screen: Screen) => void;
  readonly fail: (problem: Problem | undefined) => void;
  /** What went well, until something else is done. */
  readonly note: IslandKey | undefined;
  readonly tell: (note: IslandKey) => void;
}

export function useFlow(signing: Signing): Flow {
  const [standing, setStanding] = useState(() => signing.resume());
  const [wanted, setWanted] = useState<Screen>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [note, setNote] = useState<IslandKey>();
  const running = useRef(false);

  const screens = screensOf(standing);
  const screen = screens.find((one) => one === wanted) ?? screens[0];

  const go = (next: Screen): void => {
    setProblem(undefined);
    setWanted(next);
    // Back leads to the address, or out; never to a step that is over.
    if (screen === 'ask' || next.startsWith('words')) history.pushState(named(next), '');
    else history.replaceState(named(next), '');
  };

  const show = (next: Standing): void => {
    setStanding(next);
    const [natural] = screensOf(next);
    if (natural !== screen) go(natural);
  };

  const attempt = (error: unknown): void => {
    setProblem(problemOf(error));
    setStanding(signing.resume());
  };

  const run: Flow['run'] = async (action) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    setNote(undefined);
    try {
      show(await action());
    } catch (error) {
      attempt(error);
    }
    running.current = false;
    setBusy(false);
  };

  const keep: Flow['keep'] = (action) => {
    setProblem(undefined);
    try {
      setStanding(action());
    } catch (error) {
      attempt(error);
    }
  };

  useEffect(() => {
    const moved = (event: PopStateEvent): void => {
      setProblem(undefined);
      setNote(undefined);
      setStanding(signing.resume());
      // Whoever comes from the letter gets the step where she is; whoever goes back within, the first.
      setWanted(VISITED.get(String(event.state)) ?? (location.hash === '#sign' ? 'ask' : undefined));
    };
    // Another tab has gone on.
    const elsewhere = (): void => {
      setStanding(signing.resume());
    };
    addEventListener('popstate', moved);
    addEventListener('storage', elsewhere);
    return () => {
      removeEventListener('popstate', moved);
      removeEventListener('storage', elsewhere);
    };
  }, [signing]);

  return { standing, screen, isBusy, problem, run, keep, go, fail: setProblem, note, tell: setNote };
}

/** The steps that can be drawn for where she stands: first the one that is, unless she wants another. */
function screensOf(standing: Standing): readonly [Screen, ...Screen[]] {
  switch (standing.step) {
    case 'new':
    case 'asking':
      return ['ask'];
    case 'asked':
      return ['code', 'ask'];
    case 'passed':
      return standing.isLater ? ['wait'] : ['ready', 'words-now', 'words-later'];
    case 'sending':
      return ['ready'];
    case 'recorded':
      return ['recorded', 'words'];
  }
}

/** A random name for a step, good as long as the page lives. */
function named(screen: Screen): string {
  const name = toBase64url(webPrimitives().random(16));
  VISITED.set(name, screen);
  return name;
}
