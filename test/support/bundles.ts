// Records and bundles of a test letter, everything in them signed to fit, or to fit what a test says instead.
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import type { Bundle } from '../../src/protocol/bundle.js';
import { encodeBundle, sortRecords } from '../../src/protocol/bundle.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { cellIndex, cellsOf } from '../../src/protocol/cells.js';
import { toBase64url } from '../../src/protocol/codec.js';
import type { Edition } from '../../src/protocol/edition.js';
import { encodeEdition } from '../../src/protocol/edition.js';
import type { Manifest } from '../../src/protocol/manifest.js';
import { merkleRoot } from '../../src/protocol/merkle.js';
import type { Proposal } from '../../src/protocol/proposal.js';
import { encodeProposal, namedDigest, proposalDigest } from '../../src/protocol/proposal.js';
import type { BundleRecord } from '../../src/protocol/record.js';
import { makeRecord as recordOf, recordLeaf } from '../../src/protocol/record.js';
import type { SignedBy } from '../../src/protocol/signed.js';
import type { Statement } from '../../src/protocol/statement.js';
import { encodeStatement, nullifierOf } from '../../src/protocol/statement.js';
import type { TestLetter, TestSigner } from './letters.js';
import { makeSigners, organizerOf, signDocument } from './letters.js';

export interface TestRecord {
  readonly record: BundleRecord;
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
  readonly nullifier: Uint8Array;
  /** Her issuers. */
  readonly issuers: readonly number[];
}

export interface BundleOptions {
  readonly letter: TestLetter;
  /** How many, or which. */
  readonly signers?: number | readonly TestSigner[];
  /** Instead of the signers' own records. */
  readonly records?: readonly TestRecord[];
  /** Fields of the proposal that aren't what the records say. */
  readonly proposal?: Partial<Omit<Proposal, 'format'>>;
  readonly edition?: Partial<Omit<Edition, 'format'>>;
  readonly names?: Bundle['names'];
  /** Indices of the organizers who approve; the first t. */
  readonly approvers?: readonly number[];
}

export interface TestBundle {
  readonly file: Uint8Array;
  /** What the file says. */
  readonly bundle: Bundle;
  readonly letterId: string;
  readonly proposal: Uint8Array;
  readonly edition: Uint8Array;
}

/** What the signer says (`sign`, sequence 0, unless told otherwise), with her tokens. */
export async function makeRecord(
  letter: TestLetter,
  signer: TestSigner,
  says: Partial<Omit<Statement, 'format'>> = {},
): Promise<TestRecord> {
  const statement = encodeStatement({
    letter: toBase64url(letter.digest),
    action: 'sign',
    sequence: 0,
    sealed: toBase64url(p.sha256(Uint8Array.of(0), signer.publicKey)),
    ...says,
  });
  const signature = await p.ed25519Sign(signer.seed, statement);
  const record = recordOf({ tokens: signer.tokens, key: signer.publicKey, statement, signature });
  const nullifier = nullifierOf(p, letter.digest, signer.publicKey);
  return { record, statement, signature, nullifier, issuers: signer.issuers };
}

/** A bundle of these records in which everything else is signed to fit them, or to fit what the options say instead. */
export async function makeBundle(options: BundleOptions): Promise<TestBundle> {
  const { letter } = options;
  const signers =
    typeof options.signers === 'object' ? options.signers : await makeSigners(letter, options.signers ?? 0);
  const made = options.records ?? (await Promise.all(signers.map((signer) => makeRecord(letter, signer))));
  const records = sortRecords(
    p,
    letter.digest,
    made.map(({ record }) => record),
  );
  const proposal = encodeProposal({
    letter: toBase64url(letter.digest),
    epoch: 3,
    count: records.length,
    root: toBase64url(merkleRoot(p, records.map(recordLeaf))),
    cells: countedCells(letter.manifest, made),
    named: namedDigest(p, []),
    ...options.proposal,
  });
  const edition = encodeEdition({
    letter: toBase64url(letter.digest),
    proposal: toBase64url(proposalDigest(p, proposal)),
    names: [],
    struck: 0,
    roles: [],
    embargo: null,
    ...options.edition,
  });
  const approvers = options.approvers ?? [...letter.organizers.keys()].slice(0, letter.manifest.approvals);
  const approve = (document: Uint8Array): Promise<SignedBy[]> =>
    Promise.all(approvers.map((i) => signDocument(organizerOf(letter, i).signingSeed, document)));
  const parts = {
    manifest: toBase64url(letter.encoded),
    openings: letter.openings,
    countersignings: letter.countersignings,
    records,
    names: options.names ?? [],
    proposal: toBase64url(proposal),
    proposalApprovals: await approve(proposal),
    edition: toBase64url(edition),
    editionApprovals: await approve(edition),
    log: null,
  };
  const file = encodeBundle(p, parts, letter.digest);
  return {
    file,
    bundle: JSON.parse(Buffer.from(file).toString()) as Bundle,
    letterId: letter.id,
    proposal,
    edition,
  };
}

/** The same bundle, or whatever was made of it, as lines; `records` must be a list. */
export function asLines(bundle: object): Uint8Array {
  const { records, ...parts } = bundle as { records: readonly unknown[] };
  const lines = [{ ...parts, records: records.length }, ...records].map((line) => canonicalBytes(line));
  return Buffer.concat(lines.flatMap((line) => [line, Uint8Array.of(0x0a)]));
}

/** Every cell of the manifest with the number of its records; one that has none waits. */
export function countedCells(
  manifest: Manifest,
  records: readonly Pick<TestRecord, 'issuers'>[],
): Proposal['cells'] {
  const cells = cellsOf(manifest);
  return cells.map(({ workplace, issuers }, i) => {
    const count = records.filter((record) => cellIndex(cells, record.issuers) === i).length;
    return { workplace, issuers: [...issuers], count, waiting: count === 0 };
  });
}
