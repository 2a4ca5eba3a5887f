// A receipt to save: all that it takes, beside a bundle, to prove that the origin broke its word. protocol.md#receipt
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { fromUtf8 } from '../../protocol/codec.js';
import type { ClientLetter } from '../letter.js';
import type { TextFile } from '../sign/pass.js';
import type { KeptReceipt } from '../sign/sign.js';

/** The receipt with what it is for, as a file. Its form is canonical JSON. */
export function receiptFile({ id }: Pick<ClientLetter, 'id'>, receipt: KeptReceipt): TextFile {
  const { document, signature, statement, key, tokens } = receipt;
  const held = { letter: id, receipt: document, signature, statement, key, tokens };
  return { name: `receipt-${id.slice(0, 8)}.json`, text: `${fromUtf8(canonicalBytes(held))}\n` };
}
