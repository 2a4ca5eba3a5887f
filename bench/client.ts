// A program: how long Blind and Finalize take a client (RFC 9474), beside @cloudflare/blindrsa-ts under the same key.
//   node [--jitless] dist/bench/client.js
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { constants, type KeyObject, privateDecrypt, webcrypto } from 'node:crypto';
import process from 'node:process';
import { blind, finalize } from '../src/protocol/blind-rsa.js';
import { TOKEN_INPUT_LENGTH } from '../src/protocol/token.js';
import { webPrimitives } from '../src/protocol/web-primitives.js';
import { blindingFactor, drawWords, pssSalt, wordsPseudorandomKey } from '../src/protocol/words.js';
import { type Client, median } from './figures.js';
import { type IssuerKey, makeIssuerKey } from './letter.js';

/** The first few warm up. */
const TIMES = 60;
const WARM_UP = 5;

/** Theirs takes a third of a second without a JIT. */
const THEIR_TIMES = 12;

const p = webPrimitives();

interface Round {
  readonly blind: number;
  readonly finalize: number;
}

process.stdout.write(JSON.stringify(await measure(await makeIssuerKey())));

async function measure(issuer: IssuerKey): Promise<Client> {
  const ours = await rounds(TIMES, () => ourRound(issuer));
  const theirs = await theirRounds(issuer);
  const middle = (of: readonly Round[], what: keyof Round): number => median(of.map((one) => one[what]));
  return {
    blind: middle(ours, 'blind'),
    finalize: middle(ours, 'finalize'),
    both: median(ours.map((one) => one.blind + one.finalize)),
    theirs: median(theirs.map((one) => one.blind + one.finalize)),
  };
}

/** With all that a client derives for it from her words. */
async function ourRound({ modulus, privateKey }: IssuerKey): Promise<Round> {
  const prk = wordsPseudorandomKey(p, drawWords(p));
  const input = p.random(TOKEN_INPUT_LENGTH);
  const [began, blinded] = await timed(async () =>
    blind(p, modulus, input, pssSalt(p, prk, input), blindingFactor(p, prk, input, modulus)),
  );
  const answer = blindSign(privateKey, blinded.blindedMessage);
  const [ended] = await timed(() => finalize(p, modulus, input, answer, blinded.inverse));
  return { blind: began, finalize: ended };
}

async function theirRounds({ publicKey, privateKey }: IssuerKey): Promise<Round[]> {
  const suite = RSABSSA.SHA384.PSS.Deterministic();
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const key = await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
  return rounds(THEIR_TIMES, async () => {
    const message = p.random(TOKEN_INPUT_LENGTH);
    const [began, { blindedMsg, inv }] = await timed(() => suite.blind(key, message));
    const answer = blindSign(privateKey, blindedMsg);
    const [ended] = await timed(() => suite.finalize(key, message, answer, inv));
    return { blind: began, finalize: ended };
  });
}

async function rounds(times: number, round: () => Promise<Round>): Promise<Round[]> {
  const all: Round[] = [];
  for (let i = 0; i < times; i++) all.push(await round());
  return all.slice(WARM_UP);
}

/** As the issuer does, s = m^d mod n; not part of any figure. */
function blindSign(privateKey: KeyObject, blindedMessage: Uint8Array): Uint8Array {
  return new Uint8Array(
    privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, blindedMessage),
  );
}

/** How many milliseconds it took, and what came of it. */
async function timed<T>(act: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now();
  const result = await act();
  return [performance.now() - began, result];
}
