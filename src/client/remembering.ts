// Primitives that remember what took long: asked the same again, they answer at once. So work that was interrupted goes on where
// it stopped, and every check is still made. protocol.md#named-set
import { toBase64url, utf8 } from '../protocol/codec.js';
import type { Primitives } from '../protocol/primitives.js';

/** What was found out before. A question is a SHA-256 (base64url) of all that it is about. */
export interface Memory {
  recall(question: string): Uint8Array | undefined;
  /** Resolves when it may go on: a memory that writes things down is waited for. */
  keep(question: string, answer: Uint8Array): Promise<void>;
}

/** Bytes of what was opened that are remembered at most: shares, but no identity. */
const MOST_OPENED = 256;

const YES = new Uint8Array(0);

/** The same primitives; signatures that don't verify and seals that don't open are looked at anew each time. */
export function remembering(p: Primitives, memory: Memory): Primitives {
  const question = (kind: string, ...parts: readonly Uint8Array[]): string =>
    toBase64url(p.sha256(utf8(kind), ...parts.flatMap((part) => [lengthOf(part), part])));
  const verified = async (asked: string, verify: () => Promise<boolean>): Promise<boolean> => {
    if (memory.recall(asked) !== undefined) return true;
    const holds = await verify();
    if (holds) await memory.keep(asked, YES);
    return holds;
  };
  return {
    ...p,

    ed25519Verify: async (key, message, signature) =>
      verified(question('ed25519', key, message, signature), async () =>
        p.ed25519Verify(key, message, signature),
      ),

    rsaPssVerifier: async (modulus) => {
      const verify = await p.rsaPssVerifier(modulus);
      return async (message, signature) =>
        verified(question('rsa-pss', modulus, message, signature), async () => verify(message, signature));
    },

    x25519: async (secret, publicKey) => {
      const asked = question('x25519', secret, publicKey);
      const known = memory.recall(asked);
      if (known !== undefined) return known;
      const shared = await p.x25519(secret, publicKey);
      await memory.keep(asked, shared);
      return shared;
    },

    aesGcmOpen: async (key, nonce, ciphertext, data) => {
      if (ciphertext.length > MOST_OPENED) return p.aesGcmOpen(key, nonce, ciphertext, data);
      const asked = question('aes-gcm', key, nonce, ciphertext, data ?? YES);
      const known = memory.recall(asked);
      if (known !== undefined) return known;
      const opened = await p.aesGcmOpen(key, nonce, ciphertext, data);
      if (opened !== undefined) await memory.keep(asked, opened);
      return opened;
    },
  };
}

function lengthOf(part: Uint8Array): Uint8Array {
  const { length } = part;
  return Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length);
}
