// The steps of signing: one sheet at a time, below the letter.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ClientLetter } from '../../../client/letter.js';
import type { Signing } from '../../../client/sign/signing.js';
import type { Say } from '../say.js';
import { SignProvider } from './context.js';
import { type Screen, useFlow } from './flow.js';
import type { Changed } from './page-check.js';
import { Ask } from './steps/ask.js';
import { Code } from './steps/code.js';
import { Ready } from './steps/ready.js';
import { RecordedStep } from './steps/recorded.js';
import { Wait } from './steps/wait.js';
import { WordsAfter, WordsBefore } from './steps/words.js';

export interface StepsProps {
  readonly letter: ClientLetter;
  readonly signing: Signing;
  readonly say: Say;
  /** Whether this browser shows other words above than were sent. */
  readonly changed: Changed | undefined;
}

const STEPS: Readonly<Record<Screen, () => JSX.Element | null>> = {
  ask: () => <Ask />,
  code: () => <Code />,
  ready: () => <Ready />,
  'words-now': () => <WordsBefore before="now" />,
  'words-later': () => <WordsBefore before="later" />,
  wait: () => <Wait />,
  recorded: () => <RecordedStep />,
  words: () => <WordsAfter />,
};

export function Steps({ letter, signing, say, changed }: StepsProps): JSX.Element {
  const flow = useFlow(signing);
  const { run, screen } = flow;
  // Later has come, or an answer was lost: that she opened it is what was waited for.
  useEffect(() => {
    if (signing.due()) void run(() => signing.sign());
  }, [signing]);
  const Step = STEPS[screen];
  return (
    <SignProvider value={{ letter, signing, say, flow, changed }}>
      <Step key={screen} />
    </SignProvider>
  );
}
