// A step: a sheet with a heading that gets the focus when the step comes, and where its problems and progress are said.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSign } from '../context.js';

export interface SheetProps {
  readonly heading: string;
  readonly children: ComponentChildren;
  /** It stands there when the page opens: the focus stays where pages begin. */
  readonly isFirst?: boolean;
}

/** A sheet below the letter. */
export function Sheet({ heading, children, isFirst = false }: SheetProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current && !isFirst) focusHeading(place.current);
  }, [heading]);
  return (
    <div class="step sign-step" ref={place}>
      <h2 tabIndex={-1}>{heading}</h2>
      {children}
    </div>
  );
}

/** The end of every step: what went wrong and no field tells, what is being done, and what can be done. */
export function Outcome({
  busy = '',
  children,
}: {
  readonly busy?: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { say, flow } = useSign();
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
        {isBusy ? busy : note !== undefined && say(note)}
      </p>
    </>
  );
}

/** Puts the focus on the heading of the step in this place, and the step into view. False if there is none. */
export function focusHeading(place: Element): boolean {
  const heading = place.querySelector<HTMLElement>('h2');
  heading?.focus({ preventScroll: true });
  heading?.closest('.step')?.scrollIntoView();
  return heading !== null;
}
