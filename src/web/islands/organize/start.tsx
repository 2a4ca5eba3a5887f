// Making a letter: whether this browser can hold a key, then the sheets. protocol.md#words
import { render } from 'preact';
import { whyUnsuitable } from '../../../client/unsuitable.js';
import { loadTexts, type Say } from '../say.js';
import { Unsuited } from '../sign/steps/unsuited.js';
import { OrganizeApp } from './app.js';
import { keepInvite } from './invite.js';
import { ORGANIZE_TEXTS } from './texts.js';

let visits = 0;

/** What stood behind the `#` of the address. */
export type Given = Readonly<Partial<Record<string, string>>>;

/** Draws the page into its place. */
export async function start(place: HTMLElement, given: Given): Promise<void> {
  const sheets = place.querySelector<HTMLElement>('.organize-sheets') ?? place;
  const say = await loadTexts(ORGANIZE_TEXTS);
  const draft = place.dataset['draft'];
  if (draft !== undefined && given['invite'] !== undefined) keepInvite(draft, given['invite']);
  await drawIf(globalThis);

  async function drawIf(surroundings: typeof globalThis | Partial<typeof globalThis>): Promise<void> {
    const why = await whyUnsuitable(surroundings);
    if (why === undefined) {
      draw(place, sheets, say, given);
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

function draw(place: HTMLElement, sheets: HTMLElement, say: Say, given: Given): void {
  // Whoever comes with another invite begins anew.
  visits += 1;
  render(
    <OrganizeApp
      key={visits}
      say={say}
      draft={place.dataset['draft']}
      asksForInvitation={place.dataset['invitation'] !== undefined}
      copyOf={given['copy']}
    />,
    sheets,
  );
}
