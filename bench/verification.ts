// A program: how many records a second the verifier manages, beside bare `crypto.verify` of the same signatures.
//   node dist/bench/verification.js BUNDLE LETTER-ID
import { createPublicKey, constants, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { nodePrimitives } from '../src/common/node-primitives.js';
import { threadedPrimitives } from '../src/common/verify-threads.js';
import { readBundle } from '../src/protocol/bundle-stream.js';
import { fromBase64url, toBase64url } from '../src/protocol/codec.js';
import { decodeManifest } from '../src/protocol/manifest.js';
import type { Primitives } from '../src/protocol/primitives.js';
import { recordBytes } from '../src/protocol/record.js';
import { decodeRsaPssSpki } from '../src/protocol/rsa-spki.js';
import { authenticatorInput, decodeToken } from '../src/protocol/token.js';
import { verifyBundleStream } from '../src/protocol/verify-bundle.js';
import { RECORDS_AT_ONCE } from '../src/protocol/verify-records.js';
import { webPrimitives } from '../src/protocol/web-primitives.js';
import { median, type Verification } from './figures.js';

/** All three by turns, so that whatever else the machine does meets each of them; the first round warms up. */
const ROUNDS = 12;

const CHUNK_BYTES = 1 << 18;

/** What `crypto.verify` takes, ready: no parsing, no key to import. */
interface Work {
  readonly input: Uint8Array;
  readonly authenticator: Uint8Array;
  readonly key: KeyObject;
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

interface Cost {
  readonly seconds: number;
  /** Seconds of all cores together. */
  readonly processor: number;
}

const [file = '', letter = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(chunksOf(readFileSync(file)), letter)));

async function measure(chunks: readonly Uint8Array[], id: string): Promise<Verification> {
  const { rsa, work } = await workOf(chunks);
  const threaded = threadedPrimitives(nodePrimitives);
  const rounds: Record<'bare' | 'node' | 'web', Cost>[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const round = {
      bare: await costOf(() => verifyBare(rsa, work)),
      node: await costOf(() => verifyAll(threaded, chunks, id, work.length)),
      web: await costOf(() => verifyAll(webPrimitives(), chunks, id, work.length)),
    };
    if (i > 0) rounds.push(round);
  }
  const rate = (of: 'bare' | 'node' | 'web'): number =>
    work.length / median(rounds.map((round) => round[of].seconds));
  // Of each round by itself: its parts met the same machine.
  const toBare = (of: 'node' | 'web', what: keyof Cost): number =>
    median(rounds.map((round) => round.bare[what] / round[of][what]));
  return {
    records: work.length,
    bare: rate('bare'),
    node: rate('node'),
    web: rate('web'),
    nodeToBare: toBare('node', 'seconds'),
    nodeToBareProcessor: toBare('node', 'processor'),
    webToBare: toBare('web', 'seconds'),
  };
}

async function workOf(chunks: readonly Uint8Array[]): Promise<{ rsa: KeyObject; work: Work[] }> {
  const { head, records } = await readBundle(chunks);
  const [issuer] = decodeManifest(fromBase64url(head.manifest)).issuers;
  if (issuer === undefined) throw new Error('The letter has no issuer.');
  const n = toBase64url(decodeRsaPssSpki(fromBase64url(issuer.key)));
  const work: Work[] = [];
  for await (const { record } of records) {
    const { tokens, statement, signature } = recordBytes(record);
    const token = decodeToken(tokens[0] ?? new Uint8Array(0));
    work.push({
      input: authenticatorInput(token),
      authenticator: token.authenticator,
      key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: record.key }, format: 'jwk' }),
      statement,
      signature,
    });
  }
  return { rsa: createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' }), work };
}

async function verifyBare(rsa: KeyObject, work: readonly Work[]): Promise<void> {
  const issuer = { key: rsa, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let one = work[next++]; one !== undefined; one = work[next++]) {
      await Promise.all([
        verifies('sha384', one.input, issuer, one.authenticator),
        verifies(null, one.statement, one.key, one.signature),
      ]);
    }
  };
  await Promise.all(Array.from({ length: RECORDS_AT_ONCE }, lane));
}

async function verifyAll(
  p: Primitives,
  chunks: readonly Uint8Array[],
  id: string,
  records: number,
): Promise<void> {
  const { count } = await verifyBundleStream(p, chunks, id);
  if (count !== records) throw new Error('The bundle has another number of records.');
}

function verifies(
  algorithm: string | null,
  message: Uint8Array,
  key: Parameters<typeof verify>[2],
  signature: Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    verify(algorithm, message, key, signature, (error, valid) => {
      if (error === null && valid) resolve();
      else reject(error ?? new Error('A signature does not verify.'));
    });
  });
}

async function costOf(act: () => Promise<void>): Promise<Cost> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await act();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - began) / 1e3, processor: (user + system) / 1e6 };
}

function chunksOf(bytes: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) chunks.push(bytes.subarray(at, at + CHUNK_BYTES));
  return chunks;
}
