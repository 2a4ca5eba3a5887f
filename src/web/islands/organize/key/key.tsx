// Her key: twelve words, made here or typed. protocol.md#words
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { drawWords } from '../../../../protocol/words.js';
import { webPrimitives } from '../../../../protocol/web-primitives.js';
import { useOrganize } from '../context.js';
import { Button } from '../parts/button.js';
import { Sheet } from '../parts/sheet.js';
import { EnterWords } from './enter.js';
import { NewWords } from './new-words.js';

type At = 'choose' | 'new' | 'enter';

export interface KeyProps {
  /** She came by a link to a draft. */
  readonly isInvited: boolean;
  readonly onDone: () => void;
}

export function Key({ isInvited, onDone }: KeyProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [at, setAt] = useState<At>('choose');
  const [words, setWords] = useState('');
  const [isFirst, setFirst] = useState(true);
  const go = (next: At): void => {
    flow.fail(undefined);
    setFirst(false);
    setAt(next);
  };
  const back = (): void => {
    setWords('');
    go('choose');
  };
  if (at === 'new') return <NewWords words={words} onBack={back} onDone={onDone} />;
  if (at === 'enter') {
    return (
      <Sheet heading={say('organize.enter.heading')}>
        <EnterWords onDone={onDone}>
          <Button look="link" onPress={back}>
            {say('organize.back')}
          </Button>
        </EnterWords>
      </Sheet>
    );
  }
  return (
    <Sheet heading={say('organize.key.heading')} isFirst={isFirst}>
      {isInvited && <p>{say('organize.key.invited')}</p>}
      <p>{say('organize.key.what')}</p>
      <ul>
        <li>{say('organize.key.lost')}</li>
        <li>{say('organize.key.shared')}</li>
        <li>{say('organize.key.linked')}</li>
      </ul>
      <div class="actions">
        <Button
          onPress={() => {
            setWords(drawWords(webPrimitives()));
            go('new');
          }}
        >
          {say('organize.key.make')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            go('enter');
          }}
        >
          {say('organize.key.have')}
        </Button>
      </div>
      <p class="small soft">{say('organize.key.tab')}</p>
    </Sheet>
  );
}
