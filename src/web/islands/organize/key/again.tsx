// Her twelve hours are over: the same words again, and everything is where it was.
import type { JSX } from 'preact';
import { useOrganize } from '../context.js';
import { Sheet } from '../parts/sheet.js';
import { EnterWords } from './enter.js';

export interface SignInAgainProps {
  /** The signing key of whoever was signed in. */
  readonly expected: string;
  readonly onDone: () => void;
}

export function SignInAgain({ expected, onDone }: SignInAgainProps): JSX.Element {
  const { say } = useOrganize();
  return (
    <Sheet heading={say('organize.again.heading')}>
      <p>{say('organize.again.what')}</p>
      <EnterWords expected={expected} onDone={onDone} />
    </Sheet>
  );
}
