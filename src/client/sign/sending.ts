// The step from a pass to a receipt: one statement, made once and posted until it is answered. protocol.md#signing
import { fromBase64url } from '../../protocol/codec.js';
import { decodeStatement } from '../../protocol/statement.js';
import { isRefused } from '../http.js';
import type { KeptState, KeptStep } from '../kept.js';
import type { ClientLetter } from '../letter.js';
import { signerOf } from '../signer.js';
import { appearanceOf } from './draft.js';
import type { Keeper } from './keeper.js';
import { latestSequence, makeSignature, postSignature, sequenceAfter } from './sign.js';
import type { Standing } from './standing.js';
import { keptPass } from './standing.js';

/** Makes the statement and keeps it before it is posted: whatever happens, there will be one. */
export async function prepare(
  letter: ClientLetter,
  keeper: Keeper,
  state: KeptStep<'passed'>,
): Promise<KeptState | undefined> {
  const signer = await signerOf(letter, state.words);
  const pass = keptPass(state.pass);
  const request = await makeSignature(letter, signer, {
    action: 'sign',
    sequence: state.mayHaveSigned ? sequenceAfter(await latestSequence(letter, signer)) : 0,
    tokens: [pass.token],
    appearance: appearanceOf(letter, state.draft, pass),
  });
  // Another tab may have been faster: then its statement is the one.
  keeper.update(state, (now) => (now.step === 'passed' ? { ...state, step: 'sending', request } : now));
  return keeper.state;
}

/** Posts what was prepared. Throws RequestError; if the server refused it, she is back at her pass. */
export async function send(
  letter: ClientLetter,
  keeper: Keeper,
  state: KeptStep<'sending'>,
): Promise<Standing> {
  const { request, ...before } = state;
  const signer = await signerOf(letter, state.words);
  try {
    return keeper.finish(state.words, await postSignature(letter, signer, request));
  } catch (error) {
    if (!isRefused(error)) throw error;
    // An earlier try may have been recorded before its reply was lost: then refusing this one takes nothing back.
    const latest = await latestSequence(letter, signer).catch(() => undefined);
    if (latest === undefined) throw error;
    const { sequence } = decodeStatement(fromBase64url(request.statement));
    if (latest !== null && latest >= sequence) return keeper.finish(state.words, null);
    keeper.update(state, () => ({ ...before, step: 'passed' }));
    throw error;
  }
}
