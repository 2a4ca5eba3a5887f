// A sheet with a heading that gets the focus when the sheet comes, and where problems and progress are said.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useOrganize } from '../context.js';

export interface SheetProps {
  readonly heading: string;
  readonly children: ComponentChildren;
  /** It stands there when the page opens: the focus stays where pages begin. */
  readonly isFirst?: boolean;
}

export function Sheet({ heading, children, isFirst = false }: SheetProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFirst) return;
    place.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    place.current?.scrollIntoView();
  }, [heading]);
  return (
    <div class="step organize-sheet" ref={place}>
      <h2 tabIndex={-1}>{heading}</h2>
      {children}
    </div>
  );
}

/** The end of every sheet: what went wrong and no field tells, what can be done, and what is being done. */
export function Outcome({
  busy,
  children,
}: {
  readonly busy?: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { say, flow } = useOrganize();
  const { problem, isBusy, note } = flow;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem !== undefined) place.current?.focus();
  }, [problem]);
  return (
    <>
      {problem !== undefined && problem.field === undefined && (
        <div class="notice error" role="alert" tabIndex={-1} ref={place}>
          {say(problem.key, problem.values)}
        </div>
      )}
      {children}
      <p class="sign-status small" role="status">
        {isBusy ? (busy ?? say('organize.busy')) : note !== undefined && say(note)}
      </p>
    </>
  );
}
