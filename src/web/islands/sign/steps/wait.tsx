// Signing later: the pass waits on this device, or goes to another one as a file or a QR code. protocol.md#signing
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSign } from '../context.js';
import { Moment, useNow } from '../moment.js';
import { Button } from '../parts/button.js';
import { Forget } from '../parts/forget.js';
import type { QrCode } from '../parts/qr-code.js';
import { saveText } from '../parts/save.js';
import { Outcome, Sheet } from '../parts/step.js';
import { Said } from '../said.js';

export function Wait(): JSX.Element | null {
  const { letter, signing, say, flow } = useSign();
  const { standing } = flow;
  const now = useNow();
  const [shown, setShown] = useState<{ readonly link: string; readonly Code: typeof QrCode }>();
  if (standing.step !== 'passed') return null;

  const { signsFrom, timeZone } = letter.manifest;
  const isDue = now >= standing.earliest;
  const mayNow = signsFrom === null || now >= new Date(signsFrom);
  const when = { time: <Moment at={standing.earliest} zone={timeZone} /> };
  const carry = (as: () => void): void => {
    flow.keep(() => {
      as();
      return signing.resume();
    });
  };

  const showCode = async (): Promise<void> => {
    // Most never want one.
    const part = await import('../parts/qr-code.js').catch(() => undefined);
    if (part === undefined) flow.fail({ key: 'sign.error.unreachable' });
    else {
      carry(() => {
        setShown({ link: signing.carryLink(), Code: part.QrCode });
      });
    }
  };

  return (
    <Sheet heading={say('sign.wait.heading')}>
      <p role="status">{isDue ? say('sign.wait.due') : <Said text="sign.wait.until" parts={when} />}</p>
      {!signing.isLasting && (
        <p class="notice warning">
          <strong>{say('sign.wait.notLastingHeading')}</strong> {say('sign.wait.notLasting')}
        </p>
      )}
      <Outcome busy={say('sign.ready.sending')}>
        {mayNow && (
          <div class="actions">
            <Button
              {...(isDue ? {} : { look: 'quiet' })}
              onPress={() => {
                void flow.run(() => signing.sign());
              }}
            >
              {say(isDue ? 'sign.ready.sign' : 'sign.wait.now')}
            </Button>
          </div>
        )}
      </Outcome>
      <h3>{say('sign.wait.carryHeading')}</h3>
      <p>{say('sign.wait.carry')}</p>
      <div class="actions">
        <Button
          look="quiet"
          onPress={() => {
            if (shown === undefined) void showCode();
            else setShown(undefined);
          }}
        >
          {say(shown === undefined ? 'sign.wait.showQr' : 'sign.wait.hideQr')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            carry(() => {
              saveText(signing.carryFile(say('sign.wait.fileHeading')));
            });
          }}
        >
          {say('sign.wait.file')}
        </Button>
      </div>
      {shown !== undefined && <shown.Code text={shown.link} label={say('sign.wait.qrLabel')} />}
      <Forget />
    </Sheet>
  );
}
