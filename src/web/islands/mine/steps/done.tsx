// Changed or withdrawn: when it takes effect, and the receipt for it. protocol.md#receipt
import type { JSX } from 'preact';
import type { KeptReceipt } from '../../../../client/sign/sign.js';
import { epochEnd } from '../../../../protocol/epochs.js';
import { Moment } from '../../sign/moment.js';
import { Button } from '../../sign/parts/button.js';
import { ReceiptButton } from '../../sign/parts/receipt-button.js';
import { Sheet } from '../../sign/parts/step.js';
import { Said } from '../../sign/said.js';
import { keptReceipt, useMine } from '../context.js';
import type { Visit } from '../flow.js';

export interface DoneProps {
  readonly visit: Visit;
  readonly action: 'sign' | 'withdraw';
  readonly receipt: KeptReceipt;
}

export function Done({ visit, action, receipt }: DoneProps): JSX.Element {
  const { letter, kept, say } = useMine();
  const { manifest } = letter;
  const counts = <Moment at={epochEnd(manifest, receipt.receipt.epoch)} zone={manifest.timeZone} />;
  const isKept = keptReceipt(kept, visit) !== undefined;
  return (
    <Sheet heading={say(action === 'sign' ? 'mine.done.changed' : 'mine.done.withdrawn')}>
      <p class="sign-counts">
        <Said text="mine.done.from" parts={{ time: counts }} />
      </p>
      <p>{say(action === 'sign' ? 'mine.done.changedWhat' : 'mine.done.withdrawnWhat')}</p>
      <h3>{say('mine.done.receiptHeading')}</h3>
      <p>{say('mine.done.receipt', { what: action })}</p>
      {isKept && <p>{say('mine.done.renewed')}</p>}
      <div class="actions">
        <ReceiptButton receipt={receipt} />
        <Button
          look="link"
          onPress={() => {
            history.back();
          }}
        >
          {say('mine.back')}
        </Button>
      </div>
    </Sheet>
  );
}
