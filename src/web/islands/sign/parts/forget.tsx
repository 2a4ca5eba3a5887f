// A way out at every step: nothing of what she began stays on this device.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSign } from '../context.js';
import { Button } from './button.js';

export function Forget(): JSX.Element | null {
  const { say, signing, flow } = useSign();
  const [isAsking, setAsking] = useState(false);
  const { step } = flow.standing;
  if (step === 'new') return null;
  const forget = (): void => {
    void flow.run(() => signing.forget());
  };
  const hasPass = step === 'passed' || step === 'sending';
  if (!isAsking) {
    return (
      <p class="sign-forget">
        <Button
          look="link"
          onPress={() => {
            if (hasPass) setAsking(true);
            else forget();
          }}
        >
          {say('sign.forget')}
        </Button>
      </p>
    );
  }
  return (
    <div class="notice warning" role="alert">
      <p>{say(step === 'sending' ? 'sign.forgetSending' : 'sign.forgetPass')}</p>
      <div class="actions">
        <Button look="quiet" onPress={forget}>
          {say('sign.forgetYes')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            setAsking(false);
          }}
        >
          {say('sign.forgetNo')}
        </Button>
      </div>
    </div>
  );
}
