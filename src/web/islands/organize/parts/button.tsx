// A button that waits while something is being done: it keeps its focus, and a second press does nothing.
import type { ComponentChildren, JSX } from 'preact';
import { useOrganize } from '../context.js';

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** Without, it submits its form. */
  readonly onPress?: () => void;
  readonly look?: 'quiet' | 'link';
  /** Not possible yet. */
  readonly isOff?: boolean;
  readonly describedBy?: string;
}

const LOOKS = { quiet: 'button quiet', link: 'link-button' } as const;

export function Button({ children, onPress, look, isOff = false, describedBy }: ButtonProps): JSX.Element {
  const { flow } = useOrganize();
  const isWaiting = isOff || flow.isBusy;
  return (
    <button
      type={onPress === undefined ? 'submit' : 'button'}
      class={look === undefined ? 'button' : LOOKS[look]}
      aria-disabled={isWaiting || undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (isWaiting) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}
