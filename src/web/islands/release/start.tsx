// The page of a letter's organizers: whether this browser can check and sign, then what is to be done.
import { render } from 'preact';
import { whyUnsuitable } from '../../../client/unsuitable.js';
import { ORGANIZE_TEXTS } from '../organize/texts.js';
import { AFTER_TEXTS } from '../after/texts.js';
import { loadTexts } from '../say.js';
import { Unsuited } from '../sign/steps/unsuited.js';
import { ReleaseApp } from './app.js';
import { RELEASE_TEXTS } from './texts.js';

/** Draws the page into its place. */
export async function start(place: HTMLElement): Promise<void> {
  const sheets = place.querySelector<HTMLElement>('.release-sheets') ?? place;
  const say = await loadTexts(ORGANIZE_TEXTS, RELEASE_TEXTS, AFTER_TEXTS);
  await drawIf(globalThis);

  async function drawIf(surroundings: typeof globalThis | Partial<typeof globalThis>): Promise<void> {
    const why = await whyUnsuitable(surroundings);
    if (why === undefined) {
      render(<ReleaseApp say={say} id={place.dataset['letter'] ?? ''} />, sheets);
      return;
    }
    const goOn = async (): Promise<void> => {
      // The same questions, but for which program this is.
      const { isSecureContext, crypto } = globalThis;
      await drawIf({ isSecureContext, crypto });
    };
    render(<Unsuited key={why} why={why} say={say} onGoOn={goOn} />, sheets);
  }
}
