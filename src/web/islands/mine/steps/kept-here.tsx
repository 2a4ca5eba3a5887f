// What this device keeps of this letter, and the way on with it. protocol.md#signing
import type { JSX } from 'preact';
import type { KeptState } from '../../../../client/kept.js';
import { returningSigner } from '../../../../client/mine/mine.js';
import type { IslandKey } from '../../../locales/locales.js';
import { Button } from '../../sign/parts/button.js';
import { ReceiptButton } from '../../sign/parts/receipt-button.js';
import { lookUp, useMine } from '../context.js';
import type { Screen } from '../flow.js';
import { passScreen, signingScreen } from '../screens.js';

/** What of her is kept: `begun` is something unfinished. */
export type KeptThing = 'begun' | 'pass' | 'sending' | 'both' | 'words' | 'receipt';

const TEXTS: Readonly<Record<KeptThing, IslandKey>> = {
  begun: 'mine.kept.begun',
  pass: 'mine.kept.pass',
  sending: 'mine.kept.sending',
  both: 'mine.kept.words',
  words: 'mine.kept.words',
  receipt: 'mine.kept.receipt',
};

export function keptThing(state: KeptState | undefined): KeptThing | undefined {
  switch (state?.step) {
    case undefined:
      return undefined;
    case 'passed':
      return 'pass';
    case 'sending':
      return 'sending';
    case 'recorded':
      if (state.words === null) return 'receipt';
      return state.receipt === null ? 'words' : 'both';
    default:
      return 'begun';
  }
}

export function KeptHere(): JSX.Element | null {
  const { letter, signing, kept, say, flow } = useMine();
  const state = kept.read();
  const thing = keptThing(state);
  if (state === undefined || thing === undefined) return null;
  const receipt = state.step === 'recorded' ? state.receipt : null;

  const goOn = async (): Promise<Screen> => {
    if (state.step === 'sending') return signingScreen();
    // Her key isn't shown to the server before she signs.
    if (state.step !== 'recorded' && !state.mayHaveSigned) return signingScreen();
    if (state.step === 'passed') return { at: 'carried', isNew: false };
    const found = await lookUp(letter, await returningSigner(letter, signing.words()));
    if (state.step === 'recorded') return found;
    return found.at === 'known' ? passScreen(found.visit) : signingScreen();
  };

  return (
    <div class="notice">
      <strong>{say('mine.kept.heading')}</strong>
      <p>{say(TEXTS[thing])}</p>
      <div class="actions">
        {thing !== 'receipt' && <Button onPress={() => void flow.run(goOn)}>{say('mine.kept.goOn')}</Button>}
        {receipt !== null && <ReceiptButton receipt={receipt} />}
      </div>
    </div>
  );
}
