// Signing step by step, for a page that only calls and draws. What was reached is kept before anything is sent, so that a reload,
// a closed tab or a lost reply at any step loses nothing. protocol.md#asking, protocol.md#signing
import { entropyOf, wordsOf } from '../../protocol/words.js';
import { isRefusedCode, requireResend, resendTime } from '../asked-codes.js';
import { ClientError } from '../client-error.js';
import type { Draft, Kept } from '../kept.js';
import { ANONYMOUS_DRAFT } from '../kept.js';
import type { ClientLetter } from '../letter.js';
import { tidyWords } from '../typed-words.js';
import type { AskOptions } from './ask.js';
import { isSameMailbox, mailCode, passForCode } from './asking.js';
import { parseCode } from './code.js';
import { requireDraft } from './draft.js';
import { Keeper, outOfOrder } from './keeper.js';
import type { TextFile } from './pass.js';
import { encodePass, passFile, passLink, readPass } from './pass.js';
import { prepare, send } from './sending.js';
import type { Standing } from './standing.js';
import { keptPass, waiting } from './standing.js';

/** One signer's way through one letter on this device. Calls run one after the other; every one says where she stands then. */
export class Signing {
  private readonly keeper: Keeper;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly letter: ClientLetter,
    kept: Kept,
  ) {
    this.keeper = new Keeper(letter, kept);
  }

  /** Whether what she began outlives the tab. */
  get isLasting(): boolean {
    return this.keeper.kept.isLasting;
  }

  /** Where she stands: at the start, after a reload, back, or any error. */
  resume(): Standing {
    return this.keeper.standing();
  }

  /**
   * Draws words, unless she has begun already; or takes the words that she saved, to get her pass once more. Throws
   * `invalid_words`, or ClientError `already_begun` if other words are kept and something hangs on them.
   */
  begin(saved?: string): Standing {
    const { keeper } = this;
    const { state } = keeper;
    if (saved === undefined) {
      if (this.resume().step === 'new') keeper.begun();
      return this.resume();
    }
    const words = wordsOf(entropyOf(tidyWords(saved)));
    // A lost pass is asked for anew; what was kept of it stays.
    if (state === undefined || state.step === 'asking') keeper.start(words, true);
    else if (state.words !== words) throw alreadyBegun();
    else if (state.step === 'recorded') keeper.start(words, true);
    return this.resume();
  }

  /** Keeps what she has typed so far. Throws ClientError `out_of_order` once it was posted. */
  edit(draft: Draft, address?: string): Standing {
    const state = this.keeper.begun();
    if (state.step === 'sending') throw outOfOrder();
    return this.keeper.update(state, () =>
      state.step === 'asking' ? { ...state, draft, address: address ?? state.address } : { ...state, draft },
    );
  }

  /**
   * Asks for a code; right after one was mailed to this address, only goes back to it. Throws `malformed` with a field of
   * the draft as its place, RequestError, and as `askForCode`.
   */
  async ask(address: string, draft: Draft, options?: AskOptions): Promise<Standing> {
    return this.inTurn(async () => {
      const { keeper, letter } = this;
      requireDraft(letter, draft);
      const state = keeper.begun();
      if (state.step === 'passed' || state.step === 'sending') throw outOfOrder();
      if (state.step === 'asked' && isSameMailbox(letter, state.address, address)) {
        keeper.update(state, () => ({ ...state, draft }));
        if (keeper.now() < resendTime(state)) return this.resume();
      } else {
        const { words, mayHaveSigned } = state;
        keeper.update(state, () => ({ step: 'asking', words, mayHaveSigned, draft, address }));
      }
      return mailCode(letter, keeper, address, options);
    });
  }

  /** Asks for another code; those before stay good. Throws ClientError `wait` before `resendAt`, and as `ask`. */
  async askAgain(options?: AskOptions): Promise<Standing> {
    return this.inTurn(async () => {
      const { keeper, letter } = this;
      const { state } = keeper;
      if (state?.step !== 'asked') throw outOfOrder();
      requireResend(state, keeper.now());
      return mailCode(letter, keeper, state.address, options);
    });
  }

  /**
   * Turns the code into her pass. As long as no answer came the code is kept, to be submitted again. Throws ClientError
   * `incomplete_code`; RequestError, of which `code_refused` means another code; and as `fetchPass`.
   */
  async submitCode(typed: string): Promise<Standing> {
    return this.inTurn(async () => {
      const { keeper, letter } = this;
      const { state } = keeper;
      if (state?.step !== 'asked') return keeper.standingIn('passed', 'sending', 'recorded');
      const code = parseCode(typed);
      if (code === undefined) {
        throw new ClientError(
          'incomplete_code',
          'A code has eight letters and digits: look at the mail again.',
        );
      }
      keeper.update(state, () => ({ ...state, code }));
      try {
        const pass = await passForCode(letter, state, code);
        return keeper.update(state, (now) => (now.step === 'asked' ? keeper.passed(now, pass) : now));
      } catch (error) {
        if (isRefusedCode(error)) {
          keeper.update(state, (now) => (now.step === 'asked' ? { ...now, code: '' } : now));
        }
        throw error;
      }
    });
  }

  /** Takes a pass from another device. Throws as `readPass`, or ClientError `already_begun`. */
  async takePass(text: string): Promise<Standing> {
    return this.inTurn(async () => {
      const { keeper } = this;
      const { words, pass } = await readPass(this.letter, text);
      const { state } = keeper;
      if (state !== undefined && state.step !== 'asking' && state.words !== words) throw alreadyBegun();
      if (state === undefined || state.step === 'asking' || state.step === 'asked') {
        keeper.recorded = undefined;
        const draft = state?.draft ?? ANONYMOUS_DRAFT;
        keeper.kept.write(keeper.passed({ words, mayHaveSigned: true, draft }, pass));
      }
      return this.resume();
    });
  }

  /** Her twelve words, to save. Throws ClientError `out_of_order` if there are none. */
  words(): string {
    const words = this.keeper.recorded?.words ?? this.keeper.state?.words;
    if (words == null) throw outOfOrder();
    return words;
  }

  /** A link for another device, to be shown as a QR code: whoever has it is her. Throws ClientError `out_of_order`. */
  carryLink(): string {
    return passLink(this.letter, this.carry());
  }

  /** The same as a file; `heading` is its one sentence. */
  carryFile(heading?: string): TextFile {
    return passFile(this.letter, this.carry(), heading);
  }

  /**
   * Signs; or, after a lost reply, posts again what was posted. Throws RequestError: if the server refused what was posted,
   * she is back at her pass, else it stays to be posted again. `invalid_receipt` if the server lies.
   */
  async sign(): Promise<Standing> {
    return this.inTurn(async () => {
      const { keeper, letter } = this;
      const before = keeper.state;
      const state = before?.step === 'passed' ? await prepare(letter, keeper, before) : before;
      if (state?.step !== 'sending') return keeper.standingIn('recorded');
      return send(letter, keeper, state);
    });
  }

  /** Keeps her pass, to sign when it is due. Throws ClientError `cannot_wait` or `out_of_order`. */
  signLater(): Standing {
    const { keeper, letter } = this;
    const { state } = keeper;
    if (state?.step !== 'passed') throw outOfOrder();
    if (!waiting(letter.manifest, state).canWait) {
      throw new ClientError('cannot_wait', 'The letter closes before that: sign now.');
    }
    return keeper.update(state, () => ({ ...state, isLater: true }));
  }

  /** Whether she is to sign without being asked again: later has come, or a reply was lost. */
  due(now = this.keeper.now()): boolean {
    const { state } = this.keeper;
    if (state?.step === 'sending') return true;
    return state?.step === 'passed' && state.isLater && now >= waiting(this.letter.manifest, state).earliest;
  }

  /** After it was recorded: what of it is to stay on this device. Throws ClientError `out_of_order`. */
  chooseKept({ words, receipt }: { readonly words: boolean; readonly receipt: boolean }): Standing {
    const { keeper } = this;
    const { kept, state } = keeper;
    // After a reload there is only what she kept; it can be chosen again as long as the page is open.
    const recorded = (keeper.recorded ??= state?.step === 'recorded' ? state : undefined);
    if (recorded === undefined) throw outOfOrder();
    const chosen = { words: words ? recorded.words : null, receipt: receipt ? recorded.receipt : null };
    if (chosen.words === null && chosen.receipt === null) kept.remove();
    else kept.write({ step: 'recorded', ...chosen });
    return this.resume();
  }

  /** Nothing of her stays on this device. */
  forget(): Standing {
    return this.keeper.forget();
  }

  private carry(): string {
    const { state } = this.keeper;
    if (state?.step !== 'passed') throw outOfOrder();
    this.keeper.update(state, () => ({ ...state, mayHaveSigned: true }));
    return encodePass(this.letter, state.words, keptPass(state.pass));
  }

  private async inTurn(action: () => Promise<Standing>): Promise<Standing> {
    const turn = this.last.then(action);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function alreadyBegun(): ClientError {
  return new ClientError(
    'already_begun',
    'Somebody has begun to sign this letter on this device. Finish that, or remove it, first.',
  );
}
