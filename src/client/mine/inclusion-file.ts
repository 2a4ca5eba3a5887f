// A proof of inclusion to save. protocol.md#inclusion
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { fromUtf8 } from '../../protocol/codec.js';
import type { ClientLetter } from '../letter.js';
import type { TextFile } from '../sign/pass.js';
import type { ShownIn } from './shown.js';

/** The proof that her record stands in an edition, as a file; `undefined` if it doesn't. */
export function inclusionFile(
  { id }: Pick<ClientLetter, 'id'>,
  { digest, inclusion }: ShownIn,
): TextFile | undefined {
  if (inclusion === null) return undefined;
  const held = { letter: id, edition: digest, ...inclusion };
  return { name: `proof-${id.slice(0, 8)}.json`, text: `${fromUtf8(canonicalBytes(held))}\n` };
}
