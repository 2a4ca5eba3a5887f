// Two issuers who show each other everything they saw: with one blinding factor under both keys they could tell who signed;
// with ours they can't. protocol.md#words
import { beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { blind, bytesToInt, emsaPssEncode } from '../../src/protocol/blind-rsa.js';
import { letterChallenge, tokenInput, tokenKeyId } from '../../src/protocol/token.js';
import { blindingFactor, drawWords, pssSalt, wordsPseudorandomKey } from '../../src/protocol/words.js';
import { makeIssuerKey, type IssuerKey } from '../support/issuer-key.js';

const SIGNERS = 5;
const MODULUS_BITS = 2048;
const issuers = [makeIssuerKey(), makeIssuerKey()] as const;
const letterDigest = p.random(32);

/** What is published of a signer: under each issuer's key, what its signature is over. */
type Published = readonly [bigint, bigint];
/** What the issuers saw of one mailbox, each a blinded message. */
type Seen = readonly [bigint, bigint];

interface Signer {
  readonly published: Published;
  readonly seen: Seen;
}

async function makeSigner(
  factorUnder: (prk: Uint8Array, input: Uint8Array, issuer: IssuerKey) => bigint,
): Promise<Signer> {
  const prk = wordsPseudorandomKey(p, drawWords(p));
  const nonce = p.random(32);
  const views = await Promise.all(
    issuers.map(async (issuer, i) => {
      const challenge = letterChallenge({
        issuerHost: `issuer${i.toString()}.example`,
        originHost: 'letters.example',
        letterDigest,
      });
      const input = tokenInput(p, { challenge, nonce, keyId: tokenKeyId(p, issuer.spki) });
      const salt = pssSalt(p, prk, input);
      const encoded = bytesToInt(await emsaPssEncode(p, input, salt, MODULUS_BITS - 1));
      const { blindedMessage } = await blind(p, issuer.modulus, input, salt, factorUnder(prk, input, issuer));
      return { encoded, blinded: bytesToInt(blindedMessage) };
    }),
  );
  const [first, second] = [views[0]!, views[1]!];
  return { published: [first.encoded, second.encoded], seen: [first.blinded, second.blinded] };
}

/** Which published signature belongs to which mailbox, as far as both issuers' secrets tell: the factors must be the same. */
function link(published: readonly Published[], seen: readonly Seen[]): [number, number][] {
  const links: [number, number][] = [];
  published.forEach((signature, i) => {
    seen.forEach((mailbox, j) => {
      const [a, b] = issuers.map((issuer, k) => factorOf(issuer, mailbox[k]!, signature[k]!));
      if (a === b) links.push([i, j]);
    });
  });
  return links;
}

/** The only factor with which this message, blinded, gives what was seen: (seen / message)^d mod n. */
function factorOf(issuer: IssuerKey, seen: bigint, message: bigint): bigint {
  const n = bytesToInt(issuer.modulus);
  const quotient = (seen * inverseOf(message, n)) % n;
  const bytes = new Uint8Array(Buffer.from(quotient.toString(16).padStart(512, '0'), 'hex'));
  return bytesToInt(issuer.blindSign(bytes));
}

function inverseOf(value: bigint, modulus: bigint): bigint {
  let [r, next, x, step] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [x, step] = [step, x - quotient * step];
  }
  return ((x % modulus) + modulus) % modulus;
}

describe('two issuers who collude', () => {
  let ours: Signer[];
  let careless: Signer[];

  beforeAll(async () => {
    ours = await Promise.all(
      Array.from({ length: SIGNERS }, () =>
        makeSigner((prk, input, { modulus }) => blindingFactor(p, prk, input, modulus)),
      ),
    );
    // One factor for both keys: derived from the words alone, below both moduli.
    careless = await Promise.all(
      Array.from({ length: SIGNERS }, () => {
        const factor = bytesToInt(p.random(255)) | 1n;
        return makeSigner(() => factor);
      }),
    );
  });

  it('link every signature to its mailbox where one factor serves two keys', () => {
    const links = link(
      careless.map(({ published }) => published),
      careless.map(({ seen }) => seen),
    );
    expect(links).toEqual(Array.from({ length: SIGNERS }, (_, i) => [i, i]));
  });

  it('link none of ours', () => {
    const links = link(
      ours.map(({ published }) => published),
      ours.map(({ seen }) => seen),
    );
    expect(links).toEqual([]);
  });
});
