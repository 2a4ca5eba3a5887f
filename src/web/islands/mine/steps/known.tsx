// Recorded: before the announcement nothing else, and for everybody in the same words. protocol.md#signing, protocol.md#inclusion
import type { JSX } from 'preact';
import { Button } from '../../sign/parts/button.js';
import { ReceiptButton } from '../../sign/parts/receipt-button.js';
import { Sheet } from '../../sign/parts/step.js';
import { keptReceipt, useMine } from '../context.js';
import type { Visit } from '../flow.js';
import { ForgetHere } from './forget-here.js';
import type { Published } from './published.js';

export interface KnownScreenProps {
  readonly visit: Visit;
  readonly Published: typeof Published;
}

export function KnownScreen({ visit, Published: Shown }: KnownScreenProps): JSX.Element {
  const { letter, kept, say, flow } = useMine();
  const receipt = keptReceipt(kept, visit);
  return (
    <Sheet heading={say('mine.known.heading')}>
      <p>{say('mine.known.what')}</p>
      <Shown edition={visit.edition} />
      <h3>{say('mine.known.doHeading')}</h3>
      {letter.state === 'open' ? (
        <>
          <p>{say('mine.known.do')}</p>
          <div class="actions">
            <Button
              look="quiet"
              onPress={() => {
                flow.go({ at: 'change', visit });
              }}
            >
              {say('mine.known.change')}
            </Button>
            <Button
              look="quiet"
              onPress={() => {
                flow.go({ at: 'withdraw', visit });
              }}
            >
              {say('mine.known.withdraw')}
            </Button>
          </div>
        </>
      ) : (
        <p>{say('mine.closed')}</p>
      )}
      {receipt !== undefined && (
        <>
          <h3>{say('sign.recorded.receiptHeading')}</h3>
          <p>{say('sign.recorded.receipt')}</p>
          <div class="actions">
            <ReceiptButton receipt={receipt} />
          </div>
        </>
      )}
      <ForgetHere />
    </Sheet>
  );
}
