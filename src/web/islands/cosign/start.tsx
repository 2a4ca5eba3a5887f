// Co-signing for an organization: the letter is checked, then the steps are drawn. protocol.md#organizations
import { type JSX, render } from 'preact';
import { RequestError } from '../../../client/http.js';
import { type ClientLetter, fetchLetter } from '../../../client/letter.js';
import { whyUnsuitable } from '../../../client/unsuitable.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { AFTER_TEXTS } from '../after/texts.js';
import { problemOf } from '../after/problem.js';
import { browserHttp } from '../browser.js';
import { loadTexts, type Say } from '../say.js';
import { CosignApp } from './cosign-app.js';

/** Rejects if the server can't be reached. */
export async function start(place: HTMLElement): Promise<void> {
  const steps = place.querySelector<HTMLElement>('.cosign-steps') ?? place;
  const say = await loadTexts(AFTER_TEXTS);
  // Nothing is kept here: another program's own browser will do.
  const { isSecureContext, crypto } = globalThis;
  const why = await whyUnsuitable({ isSecureContext, crypto });
  if (why !== undefined) {
    render(<Unsuited say={say} why={why === 'insecure-context' ? 'insecure' : 'old'} />, steps);
    return;
  }
  let letter: ClientLetter;
  try {
    letter = await fetchLetter(webPrimitives(), browserHttp(), place.dataset['letter'] ?? '');
  } catch (error) {
    if (error instanceof RequestError && error.code === 'unreachable') throw error;
    const { key, values } = problemOf(error);
    render(
      <p class="notice error" role="alert">
        {say(key, values)}
      </p>,
      steps,
    );
    return;
  }
  render(<CosignApp letter={letter} say={say} />, steps);
}

function Unsuited({ say, why }: { readonly say: Say; readonly why: 'insecure' | 'old' }): JSX.Element {
  return (
    <div class="step">
      <h2>{say('cosign.unsuited.heading')}</h2>
      <p class="notice warning" role="alert">
        {say('cosign.unsuited', { why })}
      </p>
      <p class="copyable">{location.href}</p>
    </div>
  );
}
