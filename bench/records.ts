// Records of a letter, each with a key, a token and a statement of its own, and the bundle of some of them. protocol.md#bundle
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { nodePrimitives as p } from '../src/common/node-primitives.js';
import { encodeBundleLines } from '../src/protocol/bundle-stream.js';
import { compare, toBase64url } from '../src/protocol/codec.js';
import { encodeEdition } from '../src/protocol/edition.js';
import { mapInOrder } from '../src/protocol/in-order.js';
import { merkleRoot } from '../src/protocol/merkle.js';
import { encodeProposal, namedDigest, proposalDigest } from '../src/protocol/proposal.js';
import type { BundleRecord } from '../src/protocol/record.js';
import { makeRecord, recordLeaf } from '../src/protocol/record.js';
import { encodeStatement, nonceOf, nullifierOf } from '../src/protocol/statement.js';
import { assembleToken, challengeDigest, authenticatorInput } from '../src/protocol/token.js';
import { entryChallenge } from '../src/protocol/vouching.js';
import { keyIdOf } from '../src/protocol/manifest.js';
import type { BenchLetter } from './letter.js';

/** More than the thread pool has threads. */
const AT_ONCE = 16;

interface Signer {
  /** Ed25519, made by OpenSSL: importing a seed would take longer than everything else. */
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
  readonly nullifier: Uint8Array;
}

/** `count` records, sorted by nullifier. Each takes half a millisecond of a core, most of it for the issuer's signature. */
export async function makeRecords(letter: BenchLetter, count: number): Promise<BundleRecord[]> {
  const signers = Array.from({ length: count }, () => makeSigner(letter));
  signers.sort((a, b) => compare(a.nullifier, b.nullifier));
  const recordOf = recorder(letter);
  const records: BundleRecord[] = [];
  for await (const record of mapInOrder(each(signers), AT_ONCE, recordOf)) {
    records.push(record);
  }
  return records;
}

/** Writes a bundle of these records, which come sorted, as lines, whatever their number. */
export async function writeBundle(
  file: string,
  letter: BenchLetter,
  records: readonly BundleRecord[],
): Promise<void> {
  const digest = toBase64url(letter.digest);
  const proposal = encodeProposal({
    letter: digest,
    epoch: 1,
    count: records.length,
    root: toBase64url(merkleRoot(p, leavesOf(records))),
    cells: [{ workplace: 'company', issuers: [0], count: records.length, waiting: false }],
    named: namedDigest(p, []),
  });
  const edition = encodeEdition({
    letter: digest,
    proposal: toBase64url(proposalDigest(p, proposal)),
    names: [],
    struck: 0,
    roles: [],
    embargo: null,
  });
  const parts = {
    manifest: toBase64url(letter.encoded),
    openings: letter.openings,
    countersignings: letter.countersignings,
    names: [],
    proposal: toBase64url(proposal),
    proposalApprovals: await letter.approve(proposal),
    edition: toBase64url(edition),
    editionApprovals: await letter.approve(edition),
    log: null,
  };
  const output = createWriteStream(file);
  for await (const chunk of encodeBundleLines(parts, records, records.length)) {
    if (!output.write(chunk)) await once(output, 'drain');
  }
  output.end();
  await finished(output);
}

/** Her key is exported as DER: as JWK, Node 20 blocks for ever if garbage is collected meanwhile. */
function makeSigner({ digest }: BenchLetter): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  return { privateKey, publicKey: key, nullifier: nullifierOf(p, digest, key) };
}

/** Signs as the issuer without blinding: what it finalizes to is the same kind of signature. */
function recorder(letter: BenchLetter): (signer: Signer) => Promise<BundleRecord> {
  const [entry] = letter.manifest.issuers;
  if (entry === undefined) throw new Error('The letter has no issuer.');
  const keyId = keyIdOf(p, entry);
  const { privateKey: key } = letter.issuerKey;
  const issuerKey = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const challenge = challengeDigest(p, entryChallenge(letter.manifest, entry, letter.digest));
  return async ({ privateKey, publicKey }) => {
    const input = authenticatorInput({ nonce: nonceOf(p, publicKey), challengeDigest: challenge, keyId });
    const statement = encodeStatement({
      letter: toBase64url(letter.digest),
      action: 'sign',
      sequence: 0,
      sealed: toBase64url(p.sha256(publicKey)),
    });
    const [authenticator, signature] = await Promise.all([
      signedBy('sha384', input, issuerKey),
      signedBy(null, statement, privateKey),
    ]);
    return makeRecord({
      tokens: [assembleToken(input, authenticator)],
      key: publicKey,
      statement,
      signature,
    });
  };
}

function signedBy(
  algorithm: string | null,
  message: Uint8Array,
  key: Parameters<typeof sign>[2],
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign(algorithm, message, key, (error, signature) => {
      if (error) reject(error);
      else resolve(new Uint8Array(signature));
    });
  });
}

function* leavesOf(records: readonly BundleRecord[]): Generator<Uint8Array> {
  for (const record of records) yield recordLeaf(record);
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
