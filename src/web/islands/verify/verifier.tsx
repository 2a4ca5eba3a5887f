// The verifier: what to check, how far it is, what was found. One place on the page, in which these follow one another.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome } from '../../../client/verify/verification.js';
import { Ask, type Asked } from './ask.js';
import { Found } from './found.js';
import type { Begin, Running } from './running.js';
import type { Say } from './texts.js';
import { Under } from './under.js';
import { type Dropped, useDrop } from './use-drop.js';

export interface VerifierProps {
  readonly say: Say;
  readonly begin: Begin;
  /** The letter's id, if it came with the link. */
  readonly given: string | undefined;
}

type Stage =
  | { readonly is: 'asking'; readonly dropped?: Dropped }
  | { readonly is: 'running'; readonly running: Running; readonly verified: number; readonly all: number }
  | { readonly is: 'found'; readonly outcome: Outcome };

export function Verifier({ say, begin, given }: VerifierProps): JSX.Element {
  const [stage, setStage] = useState<Stage>({ is: 'asking' });
  const letter = useRef(given ?? '');
  const isAgain = useRef(false);
  const place = useRef<HTMLDivElement>(null);

  // Whoever hears the page hears where it is now.
  useEffect(() => {
    if (stage.is === 'asking' && !isAgain.current) return;
    isAgain.current = true;
    // Unless a field asks for something already.
    if (place.current?.contains(document.activeElement) === true) return;
    place.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [stage.is]);

  const go = ({ file, id }: Asked): void => {
    letter.current = id;
    const running = begin(file, id, (verified, all) => {
      setStage((now) => (now.is === 'running' && now.running === running ? { ...now, verified, all } : now));
    });
    setStage({ is: 'running', running, verified: 0, all: 0 });
    void running.outcome.then((outcome) => {
      setStage({ is: 'found', outcome });
    });
  };

  // While a check goes on nothing takes its place; on what was found, the next one is dropped.
  const take = (dropped: Dropped): void => {
    setStage({ is: 'asking', dropped });
  };
  const isOver = useDrop(stage.is === 'running' ? undefined : take);

  return (
    <div ref={place} class="verify-place" data-over={(isOver && stage.is === 'found') || undefined}>
      {stage.is === 'asking' && (
        <Ask
          say={say}
          letter={letter.current}
          isGiven={letter.current === given}
          isOver={isOver}
          dropped={stage.dropped}
          onGo={go}
        />
      )}
      {stage.is === 'running' && <Under say={say} {...stage} />}
      {stage.is === 'found' && (
        <Found
          say={say}
          outcome={stage.outcome}
          onAgain={() => {
            setStage({ is: 'asking' });
          }}
        />
      )}
    </div>
  );
}
