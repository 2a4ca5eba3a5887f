// The end of a part of the page: what went wrong in it, what can be done, and what was done.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Place, PUBLISHED, useRelease } from '../context.js';

export interface OutcomeProps {
  readonly at: Place;
  readonly children?: ComponentChildren;
}

export function Outcome({ at, children }: OutcomeProps): JSX.Element {
  const { say, flow, place, note } = useRelease();
  const { problem, isBusy } = flow;
  const isHere = place === at;
  const found = useRef<HTMLDivElement>(null);
  const shown = isHere && problem?.field === undefined ? problem : undefined;
  useEffect(() => {
    if (shown !== undefined) found.current?.focus();
  }, [shown]);
  return (
    <>
      {shown !== undefined && (
        <div class="notice error" role="alert" tabIndex={-1} ref={found}>
          {say(shown.key, shown.values)}
        </div>
      )}
      {children}
      <p class="sign-status small" role="status">
        {isHere &&
          (isBusy
            ? say('release.busy')
            : note !== undefined && note !== PUBLISHED && say(note.key, note.values))}
      </p>
    </>
  );
}
