// When no code comes: junk, another mailbox, another code after a wait, and how many there are at most.
import type { JSX } from 'preact';
import { isolated } from '../isolated.js';
import { useNow } from '../now.js';
import { useOrganize } from '../organize/context.js';
import { Button } from '../organize/parts/button.js';
import type { CodeStepProps } from './code-step.js';

export function Nothing({
  http,
  asked: { address, resendAt, expiresAt },
  onAgain,
  onBack,
}: Omit<CodeStepProps, 'onSubmit'>): JSX.Element {
  const { say } = useOrganize();
  const now = useNow(http);
  const seconds = Math.ceil((resendAt.getTime() - now.getTime()) / 1000);
  return (
    <section class="sign-help">
      <h3>{say('cosign.code.help')}</h3>
      {now >= expiresAt && <p class="notice warning">{say('cosign.code.expired')}</p>}
      <ul>
        <li>{say('cosign.code.junk')}</li>
        <li>
          {say('cosign.code.right', { address: isolated(address.trim()) })}{' '}
          <Button look="link" onPress={onBack}>
            {say('cosign.code.back')}
          </Button>
        </li>
        <li>{say('cosign.code.limits')}</li>
      </ul>
      <div class="actions">
        <Button look="quiet" isOff={seconds > 0} describedBy="cosign-again-when" onPress={onAgain}>
          {say('cosign.code.again')}
        </Button>
        {seconds > 0 && (
          <span class="small soft" aria-hidden="true">
            {say('cosign.code.againIn', { seconds })}
          </span>
        )}
      </div>
      <p class="visually-hidden" id="cosign-again-when">
        {say('cosign.code.againWhen')}
      </p>
    </section>
  );
}
