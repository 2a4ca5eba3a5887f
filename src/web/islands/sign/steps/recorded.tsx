// Recorded: when it counts, and what of it she wants to keep. protocol.md#receipt
import type { JSX } from 'preact';
import { useSign } from '../context.js';
import { Moment } from '../moment.js';
import { Button } from '../parts/button.js';
import { ReceiptButton } from '../parts/receipt-button.js';
import { Sheet } from '../parts/step.js';
import { Said } from '../said.js';

export function RecordedStep(): JSX.Element | null {
  const { letter, say, flow } = useSign();
  const { standing } = flow;
  if (standing.step !== 'recorded') return null;
  const { countsFrom, words, receipt } = standing;
  return (
    <Sheet heading={say('sign.recorded.heading')}>
      <p class="sign-counts">
        {countsFrom === null ? (
          say(receipt === null && words !== null ? 'sign.recorded.earlier' : 'sign.recorded.before')
        ) : (
          <Said
            text="sign.recorded.countsFrom"
            parts={{ time: <Moment at={countsFrom} zone={letter.manifest.timeZone} /> }}
          />
        )}
      </p>
      <p>{say('sign.recorded.next')}</p>
      {words !== null && (
        <>
          <h3>{say('sign.recorded.wordsHeading')}</h3>
          <p>{say('sign.recorded.words')}</p>
          <div class="actions">
            <Button
              onPress={() => {
                flow.go('words');
              }}
            >
              {say('sign.recorded.showWords')}
            </Button>
          </div>
        </>
      )}
      {receipt !== null && (
        <>
          <h3>{say('sign.recorded.receiptHeading')}</h3>
          <p>{say('sign.recorded.receipt')}</p>
          <div class="actions">
            <ReceiptButton receipt={receipt} />
          </div>
        </>
      )}
      <OnThisDevice />
    </Sheet>
  );
}

/** What of it stays here: nothing, unless she chooses. */
function OnThisDevice(): JSX.Element | null {
  const { signing, say, flow } = useSign();
  const { standing } = flow;
  if (standing.step !== 'recorded') return null;
  const { isKept } = standing;
  const what = isKept.words ? (isKept.receipt ? 'both' : 'words') : isKept.receipt ? 'receipt' : 'nothing';
  const box = (one: 'words' | 'receipt', text: string): JSX.Element => (
    <label class="check" key={one}>
      <input
        type="checkbox"
        checked={isKept[one]}
        onChange={(event) => {
          const isChosen = event.currentTarget.checked;
          flow.keep(() => signing.chooseKept({ ...isKept, [one]: isChosen }));
        }}
      />
      <span>{text}</span>
    </label>
  );
  return (
    <>
      <h3>{say('sign.recorded.deviceHeading')}</h3>
      <p role="status">{say('sign.recorded.device', { what })}</p>
      <p class="small">{say('sign.recorded.deviceWhy')}</p>
      {standing.words !== null && box('words', say('sign.recorded.keepWords'))}
      {standing.receipt !== null && box('receipt', say('sign.recorded.keepReceipt'))}
    </>
  );
}
