// The page for those who come back: whether this browser can, whether the letter is what its id says, then the screens.
// protocol.md#opening
import { render } from 'preact';
import { keptFor } from '../../../client/kept.js';
import { type ClientLetter, fetchLetter } from '../../../client/letter.js';
import { Signing } from '../../../client/sign/signing.js';
import { whyUnsuitable } from '../../../client/unsuitable.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { browserHttp } from '../browser.js';
import { loadTexts, type Say } from '../say.js';
import { problemOf } from '../sign/problem.js';
import { Refused } from '../sign/steps/refused.js';
import { Unsuited } from '../sign/steps/unsuited.js';
import { MinePage } from './mine-page.js';
import { MINE_TEXTS } from './texts.js';

let visits = 0;

/** Draws the page into its place; `pass` is what stood in its address. Rejects if the server can't be reached. */
export async function start(place: HTMLElement, pass: string | undefined): Promise<void> {
  const steps = place.querySelector<HTMLElement>('.mine-steps') ?? place;
  const say = await loadTexts(MINE_TEXTS);
  const drawIf = async (surroundings: typeof globalThis | Partial<typeof globalThis>): Promise<void> => {
    const why = await whyUnsuitable(surroundings);
    if (why === undefined) {
      await draw(place, steps, say, pass);
      return;
    }
    const goOn = async (): Promise<void> => {
      // The same questions, but for which program this is.
      const { isSecureContext, crypto } = globalThis;
      await drawIf({ isSecureContext, crypto });
    };
    render(<Unsuited key={why} why={why} say={say} onGoOn={goOn} />, steps);
  };
  await drawIf(globalThis);
}

async function draw(
  place: HTMLElement,
  steps: HTMLElement,
  say: Say,
  pass: string | undefined,
): Promise<void> {
  const letter = await check(place, steps, say);
  if (letter === undefined) return;
  const kept = keptFor(letter, () => localStorage);
  const signing = new Signing(letter, kept);
  // Whoever comes with another pass begins anew.
  visits += 1;
  render(<MinePage key={visits} {...{ letter, kept, signing, say, pass }} />, steps);
}

/** The letter, if everything about it holds; else what is wrong is said, and nothing can be done. */
async function check(place: HTMLElement, steps: HTMLElement, say: Say): Promise<ClientLetter | undefined> {
  try {
    return await fetchLetter(webPrimitives(), browserHttp(), place.dataset['letter'] ?? '');
  } catch (error) {
    const { key, values, isUnreachable } = problemOf(error);
    if (isUnreachable) throw error;
    render(<Refused say={say} text={say(key, values)} />, steps);
    return undefined;
  }
}
