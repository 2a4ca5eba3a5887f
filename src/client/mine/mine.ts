// What a signer can do with her words or her pass once she has signed: see that it is recorded, change how she appears,
// withdraw. What was published of her is shown.ts'. protocol.md#statement
import { isRefused } from '../http.js';
import type { Draft } from '../kept.js';
import type { ClientLetter } from '../letter.js';
import type { Pass } from '../sign/ask.js';
import { appearanceOf } from '../sign/draft.js';
import { looksLikePass, readPass } from '../sign/pass.js';
import type { Appearance, KeptReceipt, SignatureRequest, ToState } from '../sign/sign.js';
import { ANONYMOUS, latestSequence, makeSignature, nextSequence, postSignature } from '../sign/sign.js';
import type { Signer } from '../signer.js';
import { signerOf } from '../signer.js';
import { tidyWords } from '../typed-words.js';

/** A signer who comes back, with her words or with her pass. */
export interface ReturningSigner {
  readonly words: string;
  readonly signer: Signer;
  /** `null` if she came with words: then she can't appear by name. */
  readonly pass: Pass | null;
}

/** Whose words, or whose pass in any of its forms, these are. Throws `invalid_words`, or as `readPass`. */
export async function returningSigner(letter: ClientLetter, text: string): Promise<ReturningSigner> {
  if (looksLikePass(text)) return readPass(letter, text);
  const words = tidyWords(text);
  return { words, signer: await signerOf(letter, words), pass: null };
}

/** Whether a statement stands under her key: all that anybody is told before the announcement. Throws RequestError. */
export async function isRecorded(letter: ClientLetter, signer: Signer): Promise<boolean> {
  return (await latestSequence(letter, signer)) !== null;
}

/** Changes of one signer's mind, each above what stands. What got no answer is posted again as it was. */
export class Mine {
  private unanswered: { readonly wish: string; readonly request: SignatureRequest } | undefined;

  constructor(
    private readonly letter: ClientLetter,
    private readonly returning: ReturningSigner,
  ) {}

  /**
   * Changes how she appears; after a withdrawal, signs again. Throws as `requireDraft`, ClientError `needs_pass`,
   * `invalid_words` if nothing stands under her key, RequestError.
   */
  async change(draft: Draft): Promise<KeptReceipt> {
    return this.state('sign', appearanceOf(this.letter, draft, this.returning.pass), JSON.stringify(draft));
  }

  /** Withdraws. Throws `invalid_words` if nothing stands under her key, RequestError. */
  async withdraw(): Promise<KeptReceipt> {
    return this.state('withdraw', ANONYMOUS, '');
  }

  private async state(action: ToState['action'], appearance: Appearance, wish: string): Promise<KeptReceipt> {
    const { letter } = this;
    const { signer, pass } = this.returning;
    if (this.unanswered?.wish !== wish) {
      const sequence = await nextSequence(letter, signer);
      const tokens = pass === null ? [] : [pass.token];
      const request = await makeSignature(letter, signer, { action, sequence, tokens, appearance });
      this.unanswered = { wish, request };
    }
    try {
      const receipt = await postSignature(letter, signer, this.unanswered.request);
      this.unanswered = undefined;
      return receipt;
    } catch (error) {
      if (isRefused(error)) this.unanswered = undefined;
      throw error;
    }
  }
}
