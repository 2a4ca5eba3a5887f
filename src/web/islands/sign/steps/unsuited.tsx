// What this browser can't do, or had better not, said before anything is typed.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Unsuitable } from '../../../../client/unsuitable.js';
import type { IslandKey } from '../../../locales/locales.js';
import type { Say } from '../../say.js';
import { Sheet } from '../parts/step.js';

const TEXTS: Readonly<Record<Unsuitable, readonly [what: IslandKey, instead: IslandKey]>> = {
  'insecure-context': ['sign.unsuited.insecure', 'sign.unsuited.insecureDo'],
  'in-app-browser': ['sign.unsuited.inApp', 'sign.unsuited.inAppDo'],
  'no-webcrypto': ['sign.unsuited.old', 'sign.unsuited.oldDo'],
};

export interface UnsuitedProps {
  readonly why: Unsuitable;
  readonly say: Say;
  /** Against advice. Rejects if the server can't be reached. */
  readonly onGoOn: () => Promise<void>;
}

export function Unsuited({ why, say, onGoOn }: UnsuitedProps): JSX.Element {
  const [state, setState] = useState<'' | 'busy' | 'failed'>('');
  const [what, instead] = TEXTS[why];
  const goOn = (): void => {
    if (state === 'busy') return;
    setState('busy');
    onGoOn().catch(() => {
      setState('failed');
    });
  };
  return (
    <Sheet heading={say(why === 'in-app-browser' ? 'sign.unsuited.headingInApp' : 'sign.unsuited.heading')}>
      <p class="notice warning">{say(what)}</p>
      <p>{say(instead)}</p>
      <p class="copyable">{location.href.replace(/#.*/, '')}</p>
      {why === 'in-app-browser' && (
        <div class="actions">
          <button class="button quiet" type="button" onClick={goOn}>
            {say('sign.unsuited.anyway')}
          </button>
        </div>
      )}
      <p role="status">{state === 'busy' && say('sign.loading')}</p>
      {state === 'failed' && (
        <p class="notice error" role="alert">
          {say('sign.error.unreachable')}
        </p>
      )}
    </Sheet>
  );
}
