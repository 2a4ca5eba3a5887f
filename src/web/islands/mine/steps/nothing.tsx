// Nothing stands under her words. protocol.md#signing
import type { JSX } from 'preact';
import { Button } from '../../sign/parts/button.js';
import { Outcome, Sheet } from '../../sign/parts/step.js';
import { useMine } from '../context.js';
import type { Visit } from '../flow.js';
import { signingScreen } from '../screens.js';

export function Nothing({ visit: { returning } }: { readonly visit: Visit }): JSX.Element {
  const { letter, signing, say, flow } = useMine();
  const isOpen = letter.state === 'open';
  const hasPass = returning.pass !== null;
  return (
    <Sheet heading={say('mine.nothing.heading')}>
      <p>{say(hasPass ? 'mine.nothing.pass' : 'mine.nothing.words')}</p>
      {isOpen ? (
        <>
          {!hasPass && <p>{say('mine.nothing.lostDevice')}</p>}
          <Outcome>
            <div class="actions">
              <Button
                onPress={() =>
                  void flow.run(() => {
                    if (!hasPass) signing.begin(returning.words);
                    return signingScreen();
                  })
                }
              >
                {say(hasPass ? 'mine.carried.sign' : 'mine.nothing.ask')}
              </Button>
            </div>
          </Outcome>
        </>
      ) : (
        <p>{say('mine.closed')}</p>
      )}
    </Sheet>
  );
}
