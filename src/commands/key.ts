// `undersigned key`: an organizer's twelve words, and the public keys that they make. protocol.md#words
import { text } from 'node:stream/consumers';
import process from 'node:process';
import { toBase64url } from '../protocol/codec.js';
import { ProtocolError } from '../protocol/errors.js';
import { webPrimitives } from '../protocol/web-primitives.js';
import { drawWords, organizerKeys, wordsPseudorandomKey } from '../protocol/words.js';

/** Prints new words and their public keys; with `show`, the public keys of the words on standard input. Returns the exit code. */
export async function key(options: { show: boolean }): Promise<number> {
  const p = webPrimitives();
  const words = options.show ? await text(process.stdin) : drawWords(p);
  try {
    const keys = await organizerKeys(p, wordsPseudorandomKey(p, words));
    const lines = [
      ...(options.show ? [] : [`words        ${words}`]),
      `signing key  ${toBase64url(keys.signingKey)}`,
      `sealing key  ${toBase64url(keys.sealingKey)}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    if (!options.show) {
      process.stderr.write(
        'Write the words down on paper. Whoever has them acts as you; without them nobody can.\n',
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}
