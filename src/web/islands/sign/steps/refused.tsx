// Ends before the beginning: a letter that isn't what it should be, or that takes no signatures. protocol.md#opening
import type { JSX } from 'preact';
import type { Say } from '../../say.js';
import { Sheet } from '../parts/step.js';

/** Something about the letter doesn't hold: nothing is possible here. */
export function Refused({ say, text }: { readonly say: Say; readonly text: string }): JSX.Element {
  return (
    <Sheet heading={say('sign.refused.heading')}>
      <p class="notice error" role="alert">
        {text}
      </p>
      <p>{say('sign.refused.nothingSent')}</p>
    </Sheet>
  );
}

export function NotOpen({ say }: { readonly say: Say }): JSX.Element {
  return (
    <Sheet heading={say('sign.notOpen.heading')}>
      <p>{say('sign.notOpen.what')}</p>
    </Sheet>
  );
}
