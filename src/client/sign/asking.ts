// The step from an address to a pass: several mails may be under way for one mailbox. protocol.md#asking
import { canonicalMailbox } from '../../protocol/typed-address.js';
import { MOST_CHALLENGES, submitForAny } from '../asked-codes.js';
import type { KeptStep } from '../kept.js';
import type { ClientLetter } from '../letter.js';
import { signerOf } from '../signer.js';
import type { AskOptions, Pass } from './ask.js';
import { askForCode, fetchPass } from './ask.js';
import type { Keeper } from './keeper.js';
import type { Standing } from './standing.js';

/** Has a code mailed, and keeps the challenge before those of the same mailbox. Throws as `askForCode`. */
export async function mailCode(
  letter: ClientLetter,
  keeper: Keeper,
  address: string,
  options?: AskOptions,
): Promise<Standing> {
  const { words } = keeper.begun();
  const asked = { ...(await askForCode(letter, address, options)), at: keeper.now().getTime() };
  return keeper.update({ words }, (now) => {
    if (now.step !== 'asking' && now.step !== 'asked') return now;
    const { mayHaveSigned, draft } = now;
    const before = now.step === 'asked' && isSameMailbox(letter, now.address, address) ? now.asked : [];
    const all = [asked, ...before].slice(0, MOST_CHALLENGES);
    return { step: 'asked', words, mayHaveSigned, draft, address, asked: all, code: '' };
  });
}

/** The pass for a code, which may be of any mail that is still good: the newest is tried first. Throws as `fetchPass`. */
export async function passForCode(
  letter: ClientLetter,
  { words, asked }: KeptStep<'asked'>,
  code: string,
): Promise<Pass> {
  const signer = await signerOf(letter, words);
  return submitForAny(asked, letter.http.now(), async (one) => fetchPass(letter, signer, one, code));
}

/** Whether two addresses are one mailbox of the letter. */
export function isSameMailbox({ manifest }: Pick<ClientLetter, 'manifest'>, a: string, b: string): boolean {
  const [one, other] = [a, b].map((typed) => canonicalMailbox(manifest, typed)?.address ?? typed.trim());
  return one === other;
}
