// A pass is on this device. Whether it was used elsewhere only the server knows, and asking it shows it her key: so she is asked.
// protocol.md#signing
import type { JSX } from 'preact';
import { returningSigner } from '../../../../client/mine/mine.js';
import { Button } from '../../sign/parts/button.js';
import { Outcome, Sheet } from '../../sign/parts/step.js';
import { lookUp, useMine } from '../context.js';
import type { Screen } from '../flow.js';
import { signingScreen } from '../screens.js';
import { ForgetHere } from './forget-here.js';

/** `isNew`: it came just now, and nothing was kept before. */
export function Carried({ isNew }: { readonly isNew: boolean }): JSX.Element {
  const { letter, signing, say, flow } = useMine();

  const look = async (): Promise<Screen> => {
    const found = await lookUp(letter, await returningSigner(letter, signing.carryLink()));
    // It has done its work: nothing stays here that she didn't choose to keep.
    if (isNew && found.at === 'known') signing.forget();
    return found;
  };

  const isOpen = letter.state === 'open';
  return (
    <Sheet heading={say('mine.carried.heading')}>
      <p>{say('mine.carried.what')}</p>
      <Outcome busy={say('mine.enter.busy')}>
        <div class="actions">
          {isOpen && <Button onPress={() => void flow.run(signingScreen)}>{say('mine.carried.sign')}</Button>}
          <Button {...(isOpen ? { look: 'quiet' } : {})} onPress={() => void flow.run(look)}>
            {say('mine.carried.look')}
          </Button>
        </div>
      </Outcome>
      {isOpen && <p class="small">{say('mine.carried.secret')}</p>}
      <ForgetHere />
    </Sheet>
  );
}
