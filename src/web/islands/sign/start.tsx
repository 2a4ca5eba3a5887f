// Signing, from the press of *Sign*: whether this browser can, whether the letter is what its id says, then the steps.
// protocol.md#opening
import { render } from 'preact';
import { keptFor } from '../../../client/kept.js';
import { type ClientLetter, fetchLetter } from '../../../client/letter.js';
import { Signing } from '../../../client/sign/signing.js';
import { type Unsuitable, whyUnsuitable } from '../../../client/unsuitable.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { browserHttp } from '../browser.js';
import { loadTexts, type Say } from '../say.js';
import { type Changed, changedHere, differsOnPage, pageAsSent } from './page-check.js';
import { focusHeading } from './parts/step.js';
import { problemOf } from './problem.js';
import { NotOpen, Refused } from './steps/refused.js';
import { Unsuited } from './steps/unsuited.js';
import { Steps } from './steps.js';

/** Draws the signing of a letter into its place on the page. Rejects if the server can't be reached. */
export async function start(place: HTMLElement): Promise<void> {
  const steps = place.querySelector<HTMLElement>('.sign-steps') ?? place;
  if (focusHeading(steps)) return;
  const [say, reason] = await Promise.all([loadTexts(), whyUnsuitable(globalThis)]);
  if (reason === undefined) return draw(place, steps, say);
  unsuited(reason);

  function unsuited(why: Unsuitable): void {
    const goOn = async (): Promise<void> => {
      // The same questions, but for which program this is.
      const { isSecureContext, crypto } = globalThis;
      const other = await whyUnsuitable({ isSecureContext, crypto });
      if (other === undefined) await draw(place, steps, say);
      else unsuited(other);
    };
    render(<Unsuited key={why} why={why} say={say} onGoOn={goOn} />, steps);
  }
}

async function draw(place: HTMLElement, steps: HTMLElement, say: Say): Promise<void> {
  const { id, letter, changed } = await check(place, say, steps);
  if (letter === undefined) return;
  const signing = new Signing(
    letter,
    keptFor({ id }, () => localStorage),
  );
  const step = signing.resume().step;
  if (letter.state !== 'open' && step !== 'recorded' && step !== 'sending') {
    render(<NotOpen say={say} />, steps);
    return;
  }
  render(<Steps letter={letter} signing={signing} say={say} changed={changed} />, steps);
}

/** The letter, if everything about it holds; else what is wrong is said, and nothing can be done. */
async function check(
  place: HTMLElement,
  say: Say,
  steps: HTMLElement,
): Promise<{ id: string; letter?: ClientLetter; changed?: Changed | undefined }> {
  const id = place.dataset['letter'] ?? '';
  try {
    const [letter, sent] = await Promise.all([fetchLetter(webPrimitives(), browserHttp(), id), pageAsSent()]);
    const differing = differsOnPage(sent, letter.manifest);
    if (differing === undefined) return { id, letter, changed: changedHere(sent) };
    render(<Refused say={say} text={say('sign.refused.page', { what: differing })} />, steps);
  } catch (error) {
    const { key, values, isUnreachable } = problemOf(error);
    if (isUnreachable) throw error;
    render(<Refused say={say} text={say(key, values)} />, steps);
  }
  return { id };
}
