// One signer's place on this device, and what was recorded while this page has been open. protocol.md#signing
import { ClientError } from '../client-error.js';
import type { Draft, Kept, KeptState, KeptStep } from '../kept.js';
import { ANONYMOUS_DRAFT } from '../kept.js';
import type { ClientLetter } from '../letter.js';
import { newWords } from '../signer.js';
import type { Pass } from './ask.js';
import type { KeptReceipt } from './sign.js';
import type { Recorded, Standing } from './standing.js';
import { keepPass, standingOf } from './standing.js';

/** On the way: from the first word to the receipt. */
export type Begun = Exclude<KeptState, { step: 'recorded' }>;

/** What is kept of her, `standing` after each change. `letter` is the open one, `kept` its place on this device. */
export class Keeper {
  /** Words and receipt, from when it was recorded until she goes: in memory only. */
  recorded: Recorded | undefined;

  constructor(
    private readonly letter: ClientLetter,
    readonly kept: Kept,
  ) {}

  /** Read anew each time: another tab may have gone on. */
  get state(): KeptState | undefined {
    return this.kept.read();
  }

  /** The clock that everything here goes by. */
  now(): Date {
    return this.letter.http.now();
  }

  /** Where she stands, by what is kept now and what was recorded in this page. */
  standing(): Standing {
    return standingOf(this.letter.manifest, this.state, this.recorded);
  }

  /** Where she stands, if it is one of these. Throws ClientError `out_of_order`. */
  standingIn(...steps: readonly Standing['step'][]): Standing {
    const standing = this.standing();
    if (!steps.includes(standing.step)) throw outOfOrder();
    return standing;
  }

  /** Begins with these words; what she typed before she had them stays. */
  start(words: string, mayHaveSigned: boolean): void {
    const { state } = this;
    const { draft, address } = state?.step === 'asking' ? state : { draft: ANONYMOUS_DRAFT, address: '' };
    this.recorded = undefined;
    this.kept.write({ step: 'asking', words, mayHaveSigned, draft, address });
  }

  /** What is kept, from the first word on: drawn now if there is none. Throws ClientError `out_of_order` after the receipt. */
  begun(): Begun {
    if (this.state === undefined && this.recorded === undefined) this.start(newWords(this.letter), false);
    const { state } = this;
    if (state === undefined || state.step === 'recorded') throw outOfOrder();
    return state;
  }

  /** Changes what is kept, unless it was forgotten, or begun anew, while a reply was awaited. */
  update({ words }: { readonly words: string }, change: (now: Begun) => KeptState): Standing {
    const { state } = this;
    if (state !== undefined && state.step !== 'recorded' && state.words === words)
      this.kept.write(change(state));
    return this.standing();
  }

  /** What is kept of who has a pass now. */
  passed(of: { words: string; mayHaveSigned: boolean; draft: Draft }, pass: Pass): KeptStep<'passed'> {
    const { words, mayHaveSigned, draft } = of;
    const since = this.now().getTime();
    return { step: 'passed', words, mayHaveSigned, draft, pass: keepPass(pass), since, isLater: false };
  }

  /** It was recorded: nothing stays on this device but what she chooses. */
  finish(words: string, receipt: KeptReceipt | null): Standing {
    this.kept.remove();
    this.recorded = { words, receipt };
    return this.standing();
  }

  /** Nothing of her stays, neither on this device nor in memory. */
  forget(): Standing {
    this.recorded = undefined;
    this.kept.remove();
    return this.standing();
  }
}

/** What is thrown where a step isn’t possible: ClientError `out_of_order`. */
export function outOfOrder(): ClientError {
  return new ClientError('out_of_order', 'This step is not possible now. Open the letter again.');
}
