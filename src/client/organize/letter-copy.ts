// A letter's text and terms as a new draft's, to be written on. protocol.md#opening
import { toBase64url } from '../../protocol/codec.js';
import type { ClientLetter } from '../letter.js';
import type { DraftFields } from './draft-fields.js';
import { contentOf } from './sealed-draft.js';

/** A draft that takes the place of an open letter. Its times are over, so they are left to be chosen. */
export function supersedingContent({
  manifest,
  digest,
}: Pick<ClientLetter, 'manifest' | 'digest'>): DraftFields {
  return { ...withoutTimes(contentOf(manifest)), supersedes: toBase64url(digest) };
}

/** The content for another try, without its times. */
export function withoutTimes(content: DraftFields): DraftFields {
  const { opensAt: _opens, closesAt: _closes, signsFrom: _signs, releaseBy: _release, ...others } = content;
  return others;
}
