// Where signing is drawn, and what is said there before its script has come. islands/letter.ts
import type { JSX } from 'preact';
import type { LetterText } from '../../../protocol/manifest.js';
import { useView } from '../view.js';
import type { LetterFacts, Phase } from './letter-facts.service.js';

const BEGUN = {
  unfinished: ['sign.begunUnfinished', 'sign.begunGoOn'],
  later: ['sign.begunLater', 'sign.begunGoOn'],
  recorded: ['sign.begunRecorded', 'sign.begunLook'],
} as const;

/** Whether a letter in this phase can be signed, or a pass be asked for. */
export function canSignIn(phase: Phase): boolean {
  return phase === 'open' || phase === 'ready';
}

/** Whether the letter's page with this text has the place, and so its script: a translation is never signed. */
export function hasSignPlace({ phase, manifest }: LetterFacts, text: LetterText): boolean {
  return canSignIn(phase) && text === manifest.letter;
}

/** One quiet line for whoever has begun on this device, hidden until a script has looked there: at the top, and at the place. */
export function SignBegun(): JSX.Element {
  const { say } = useView();
  return (
    <>
      {Object.entries(BEGUN).map(([what, [text, link]]) => (
        <p key={what} class="sign-begun notice" data-begun={what} hidden>
          {say(text)}{' '}
          <a href="#sign" data-sign>
            {say(link)}
          </a>
        </p>
      ))}
    </>
  );
}

/** The place itself. */
export function SignPlace({ id }: { readonly id: string }): JSX.Element {
  const { say } = useView();
  return (
    <section id="sign" data-letter={id} data-loading={say('sign.loading')}>
      <SignBegun />
      <p class="sign-status" role="status" />
      <p class="notice error" role="alert" hidden>
        {say('sign.notLoaded')}{' '}
        <a href="#sign" data-sign>
          {say('sign.tryAgain')}
        </a>
      </p>
      <div class="sign-steps" />
    </section>
  );
}
