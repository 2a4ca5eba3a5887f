// Runs in the browser: the protocol on WebCrypto, for a test to call by name.
import { blind, finalize } from '../../src/protocol/blind-rsa.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { concat, toBase64url, utf8 } from '../../src/protocol/codec.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import type { Primitives } from '../../src/protocol/primitives.js';
import { openChoice, openIdentity, openShare, sealChoice } from '../../src/protocol/sealed-choice.js';
import { isSignature, pssVerifier } from '../../src/protocol/signatures.js';
import { verifyBundle, verifyBundleStream } from '../../src/protocol/verify-bundle.js';
import { webPrimitives } from '../../src/protocol/web-primitives.js';
import {
  blindingFactor,
  drawWords,
  entropyOf,
  holderSecret,
  organizerKeys,
  pssSalt,
  signerSeed,
  wordsPseudorandomKey,
} from '../../src/protocol/words.js';
import { pack, unpack } from './values.js';

const p = webPrimitives();

/** `verdict` of a bundle: what it shows, or why it was refused. */
export interface Verdict {
  readonly count?: number;
  readonly refused?: { readonly code: string; readonly message: string; readonly place: string | undefined };
}

const calls = {
  ...p,
  // Lists of parameters that may be named outside.
  sha256: (...parts: Uint8Array[]) => p.sha256(...parts),
  sha384: (...parts: Uint8Array[]) => p.sha384(...parts),
  hmacSha256: (key: Uint8Array, ...parts: Uint8Array[]) => p.hmacSha256(key, ...parts),
  isSignature: async (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    isSignature(p, key, message, signature),
  rsaPssVerify: async (modulus: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    (await pssVerifier(p, modulus))(message, signature),

  drawWords: () => drawWords(p),
  entropyOf,
  async derive(words: string, letter: Uint8Array, tokenInput: Uint8Array, modulus: Uint8Array) {
    const prk = wordsPseudorandomKey(p, words);
    return {
      prk,
      signerSeed: signerSeed(p, prk, letter),
      holderSecret: holderSecret(p, prk, tokenInput),
      pssSalt: pssSalt(p, prk, tokenInput),
      blindingFactor: blindingFactor(p, prk, tokenInput, modulus),
      organizer: await organizerKeys(p, prk),
    };
  },

  blind: (modulus: Uint8Array, message: Uint8Array, salt: Uint8Array, factor: bigint) =>
    blind(p, modulus, message, salt, factor),
  finalize: (modulus: Uint8Array, message: Uint8Array, blindSignature: Uint8Array, inverse: bigint) =>
    finalize(anySize(modulus), modulus, message, blindSignature, inverse),

  sealChoice: (input: Parameters<typeof sealChoice>[1]) => sealChoice(p, input),
  async openChoice(
    sealed: Uint8Array,
    secrets: { release: Uint8Array; sealing: Uint8Array[] },
    context: Parameters<typeof openIdentity>[4],
  ) {
    const choice = await openChoice(p, sealed, secrets.release, context);
    const opened = await Promise.all(
      secrets.sealing.map((secret, i) => openShare(p, sealed, i, secret, context)),
    );
    const shares = opened.map(({ share }, index) => ({ index, share }));
    const identity =
      choice.appear === 'named' ? await openIdentity(p, sealed, shares, choice, context) : null;
    return { choice, conditions: opened.map(({ condition }) => condition), identity };
  },

  verifyBundle: (file: Uint8Array, id: string) => verdict(() => verifyBundle(p, file, id)),
  /** Verdicts on many bundles, each as JSON: in one piece, and if it has records, in pieces, as lines. */
  async verifyAll(bundles: readonly string[], id: string): Promise<Verdict[][]> {
    const verdicts: Verdict[][] = [];
    for (const text of bundles) {
      const lines = linesOf(JSON.parse(text));
      const whole = await verdict(() => verifyBundle(p, utf8(text), id));
      const inPieces = lines && (await verdict(() => verifyBundleStream(p, chunked(lines, 1000), id)));
      verdicts.push(inPieces === undefined ? [whole] : [whole, inPieces]);
    }
    return verdicts;
  },
};

Object.assign(globalThis, {
  /** Calls one of these by its name with packed parameters; the packed result. */
  undersigned: async (name: keyof typeof calls, ...parameters: unknown[]): Promise<unknown> => {
    const call = calls[name] as (...given: unknown[]) => unknown;
    return pack(await call(...parameters.map(unpack)));
  },
});

export type Calls = typeof calls;

async function verdict(verify: () => Promise<{ count: number }>): Promise<Verdict> {
  try {
    return { count: (await verify()).count };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, message, place } = error;
    return { refused: { code, message, place } };
  }
}

/** A bundle, or whatever was made of it, as lines; undefined if it has no list of records. */
function linesOf(bundle: unknown): Uint8Array | undefined {
  const { records, ...parts } = (bundle ?? {}) as { records?: unknown };
  if (!Array.isArray(records)) return undefined;
  const lines = [{ ...parts, records: records.length }, ...(records as unknown[])];
  return concat(...lines.flatMap((line) => [canonicalBytes(line), Uint8Array.of(0x0a)]));
}

async function* chunked(file: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += length) yield file.subarray(at, at + length);
}

/** The RFC's key has 4096 bits; tokens never do, so only here a verifier takes such a key. */
function anySize(modulus: Uint8Array): Primitives {
  const rsaPssVerifier: Primitives['rsaPssVerifier'] = async (n) => {
    const { subtle } = globalThis.crypto;
    const jwk = { kty: 'RSA', alg: 'PS384', n: toBase64url(n), e: 'AQAB' };
    const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
    const key = await subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    return (message, signature) =>
      subtle.verify(
        { name: 'RSA-PSS', saltLength: 48 },
        key,
        new Uint8Array(signature),
        new Uint8Array(message),
      );
  };
  return modulus.length === 256 ? p : { ...p, rsaPssVerifier };
}
