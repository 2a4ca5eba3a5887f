// What every screen for those who come back works with.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Kept } from '../../../client/kept.js';
import type { ClientLetter } from '../../../client/letter.js';
import { type ReturningSigner, isRecorded, Mine } from '../../../client/mine/mine.js';
import type { KeptReceipt } from '../../../client/sign/sign.js';
import type { Signing } from '../../../client/sign/signing.js';
import { toBase64url } from '../../../protocol/codec.js';
import type { Say } from '../say.js';
import { LastEdition } from './edition.js';
import type { MineFlow, Screen, Visit } from './flow.js';
import { knownScreen } from './screens.js';

export interface MineContext {
  readonly letter: ClientLetter;
  readonly signing: Signing;
  readonly kept: Kept;
  readonly say: Say;
  readonly flow: MineFlow;
}

const Context = createContext<MineContext | undefined>(undefined);

export const MineProvider = Context.Provider;

export function useMine(): MineContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error('Screens are drawn by MinePage.');
  return context;
}

/** Whether the server has anything of her: asked for with her key, so never before somebody wants to know. */
export async function lookUp(letter: ClientLetter, returning: ReturningSigner): Promise<Screen> {
  const isThere = await isRecorded(letter, returning.signer);
  const visit = {
    returning,
    mine: new Mine(letter, returning),
    edition: new LastEdition(letter, returning.signer),
  };
  return isThere ? knownScreen(visit) : { at: 'nothing', visit };
}

/** The receipt that this device keeps of her, if any. */
export function keptReceipt(kept: Kept, { returning }: Visit): KeptReceipt | undefined {
  const state = kept.read();
  const receipt = state?.step === 'recorded' ? state.receipt : null;
  return receipt?.key === toBase64url(returning.signer.publicKey) ? receipt : undefined;
}

/** Where a receipt of hers is kept, the newest takes its place. */
export function renewReceipt(kept: Kept, visit: Visit, receipt: KeptReceipt): void {
  const state = kept.read();
  if (state?.step !== 'recorded' || keptReceipt(kept, visit) === undefined) return;
  kept.write({ ...state, receipt });
}
