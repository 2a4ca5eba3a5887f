// Words that she has: signs in with them. protocol.md#words
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { tidyWords, wrongIn } from '../../../../client/typed-words.js';
import { problemOfWords } from '../../mine/wrong-words.js';
import { useOrganize } from '../context.js';
import { Button } from '../parts/button.js';
import { Text } from '../parts/field.js';
import { Outcome } from '../parts/sheet.js';
import { signedIn, signIn, endSession } from '../session.js';

export interface EnterWordsProps {
  /** Her signing key, where no other will do. */
  readonly expected?: string;
  readonly onDone: () => void;
  readonly children?: ComponentChildren;
}

const FIELD = 'organize-words';

export function EnterWords({ expected, onDone, children }: EnterWordsProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [typed, setTyped] = useState('');

  const enter = (): void => {
    const words = tidyWords(typed);
    const wrong = wrongIn(words);
    if (wrong !== undefined) {
      const { key, values } = problemOfWords(wrong);
      flow.fail({ key: key === 'mine.error.count' ? 'organize.error.count' : key, values, field: FIELD });
      return;
    }
    void flow.run(async () => {
      await signIn(words);
      if (expected !== undefined && signedIn()?.key !== expected) {
        endSession();
        flow.fail({ key: 'organize.error.otherWords', field: FIELD });
        return;
      }
      setTyped('');
      onDone();
    });
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        enter();
      }}
    >
      <Text
        id={FIELD}
        label={say('organize.enter.label')}
        hint={say('organize.enter.hint')}
        value={typed}
        rows={3}
        isExact
        onChange={(value) => {
          setTyped(value);
          flow.fail(undefined);
        }}
      />
      <Outcome busy={say('organize.signingIn')}>
        <div class="actions">
          <Button>{say('organize.enter.go')}</Button>
          {children}
        </div>
      </Outcome>
    </form>
  );
}
