// Out again, without asking anybody: what it does, what it can't undo, and one press that means it. protocol.md#statement
import type { JSX } from 'preact';
import { Button } from '../../sign/parts/button.js';
import { Outcome, Sheet } from '../../sign/parts/step.js';
import { renewReceipt, useMine } from '../context.js';
import type { Visit } from '../flow.js';

export function Withdraw({ visit }: { readonly visit: Visit }): JSX.Element {
  const { kept, say, flow } = useMine();
  const withdraw = async (): Promise<undefined> => {
    const receipt = await visit.mine.withdraw();
    renewReceipt(kept, visit, receipt);
    flow.replace({ at: 'done', visit, action: 'withdraw', receipt });
  };
  return (
    <Sheet heading={say('mine.withdraw.heading')}>
      <p>{say('mine.withdraw.what')}</p>
      <div class="notice warning">
        <p>{say('mine.withdraw.printed')}</p>
      </div>
      <p>{say('mine.withdraw.again')}</p>
      <Outcome busy={say('mine.withdraw.busy')}>
        <div class="actions">
          <Button onPress={() => void flow.run(withdraw)}>{say('mine.withdraw.yes')}</Button>
          <Button
            look="quiet"
            onPress={() => {
              history.back();
            }}
          >
            {say('mine.withdraw.no')}
          </Button>
        </div>
      </Outcome>
    </Sheet>
  );
}
