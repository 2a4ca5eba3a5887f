// What a published edition shows of one signer, found in its whole bundle: asking for one record would tell who asks.
// protocol.md#inclusion
import * as v from '../../protocol/schema.js';
import type { BundleReader } from '../../protocol/bundle-stream.js';
import { readBundle } from '../../protocol/bundle-stream.js';
import type { BundleHead } from '../../protocol/bundle.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import type { Edition, EditionName } from '../../protocol/edition.js';
import { decodeEdition, editionDigest } from '../../protocol/edition.js';
import { epochEnd } from '../../protocol/epochs.js';
import { ProtocolError } from '../../protocol/errors.js';
import { verifyRecordInclusion } from '../../protocol/inclusion.js';
import { hashedInclusionProof, leafHash } from '../../protocol/merkle.js';
import type { Proposal } from '../../protocol/proposal.js';
import { decodeProposal, proposalDigest } from '../../protocol/proposal.js';
import type { BundleRecord } from '../../protocol/record.js';
import { recordBytes } from '../../protocol/record.js';
import { bytes, read } from '../../protocol/shape.js';
import { isSignedBy } from '../../protocol/signed.js';
import { decodeStatement, isForLetter, verifyStatement } from '../../protocol/statement.js';
import { verifyVouchers } from '../../protocol/vouching.js';
import { getJson, streamBytes } from '../http.js';
import type { ClientLetter } from '../letter.js';
import { fetchTally } from '../letter.js';
import type { Signer } from '../signer.js';

const PROGRESS_STEP = 64;

const editionsAnswer = v.object({ editions: v.array(bytes(32)) });

export type Progress = (read: number, all: number) => void;

/** A record of an edition, and what leads from it to the root that the organizers signed. */
export interface Inclusion {
  /** The proposal's canonical bytes, base64url: it names root and count. */
  readonly proposal: string;
  readonly record: BundleRecord;
  /** From 0, in the order of the nullifiers. */
  readonly index: number;
  /** Hashes of 32 bytes from the record's sibling up, base64url. */
  readonly proof: readonly string[];
}

export interface ShownIn {
  /** The edition's address, base64url. */
  readonly digest: string;
  /** The epoch end that it shows. */
  readonly asOf: Date;
  /** By name; among the signatures, with a role or without (which one it is no edition tells); or not among them. */
  readonly appears: 'named' | 'counted' | 'not-yet';
  readonly name: EditionName | null;
  readonly inclusion: Inclusion | null;
}

/**
 * What the last published edition shows of her; `null` before the announcement, when nothing is asked for, and while there is
 * none. The edition is fetched whole. Throws RequestError, or as `shownIn`.
 */
export async function lastShown(
  letter: ClientLetter,
  signer: Signer,
  onProgress?: Progress,
): Promise<ShownIn | null> {
  const { tally } = await fetchTally(letter.http, letter.id);
  if (tally !== 'reached') return null;
  const answer = await getJson(letter.http, `/letters/${letter.id}`);
  const last = read(editionsAnswer, answer, 'answer').editions.at(-1);
  return last === undefined ? null : shownIn(letter, signer, last, onProgress);
}

/**
 * What an edition (its digest, base64url) shows of a signer. Its approvals, its root and her own record are verified, the records
 * of others only as leaves. Throws RequestError, `letter_mismatch`, `proposal_mismatch`, `too_few_approvals`,
 * `root_mismatch`, or what a bundle's form breaks.
 */
export async function shownIn(
  letter: ClientLetter,
  signer: Signer,
  digest: string,
  onProgress?: Progress,
): Promise<ShownIn> {
  const reader = await readBundle(
    streamBytes(letter.http, `/letters/${letter.id}/editions/${digest}.bundle`),
  );
  try {
    const { edition, proposal } = await verifyHead(letter, reader.head, digest);
    const inclusion = await find(letter, signer, reader, proposal, onProgress);
    const name = edition.names.find(({ nullifier }) => nullifier === signer.nullifier) ?? null;
    return {
      digest,
      asOf: epochEnd(letter.manifest, proposal.epoch),
      appears: inclusion === null ? 'not-yet' : name === null ? 'counted' : 'named',
      name: inclusion === null ? null : name,
      inclusion,
    };
  } finally {
    await reader.close();
  }
}

/** That enough organizers of this letter approved this edition, and that it is of this proposal. */
async function verifyHead(
  { p, manifest, digest: letter }: ClientLetter,
  head: BundleHead,
  digest: string,
): Promise<{ edition: Edition; proposal: Proposal }> {
  const encoded = fromBase64url(head.edition);
  const edition = decodeEdition(encoded);
  const proposed = fromBase64url(head.proposal);
  const proposal = decodeProposal(proposed);
  const isOurs = [edition.letter, proposal.letter].every((one) => one === toBase64url(letter));
  if (!isOurs || toBase64url(editionDigest(p, encoded)) !== digest) {
    throw new ProtocolError('letter_mismatch', 'The server shows another edition than this one.', 'edition');
  }
  if (edition.proposal !== toBase64url(proposalDigest(p, proposed))) {
    throw new ProtocolError('proposal_mismatch', 'The edition is of another proposal.', 'edition');
  }
  const approved = await Promise.all(
    manifest.organizers.map(async ({ signingKey }) => {
      const approval = head.editionApprovals.find(({ key }) => key === signingKey);
      return approval !== undefined && (await isSignedBy(p, encoded, approval));
    }),
  );
  if (approved.filter(Boolean).length < manifest.approvals) {
    throw new ProtocolError('too_few_approvals', 'Fewer organizers approved than the letter demands.');
  }
  return { edition, proposal };
}

/** Holds a hash for each record, and her own. */
async function find(
  letter: ClientLetter,
  signer: Signer,
  { head, records }: BundleReader,
  proposal: Proposal,
  onProgress?: Progress,
): Promise<Inclusion | null> {
  const { p } = letter;
  const key = toBase64url(signer.publicKey);
  const hashes: Uint8Array[] = [];
  let index = -1;
  let own: BundleRecord | undefined;
  for await (const { record, leaf } of records) {
    if (record.key === key) [own, index] = [record, hashes.length];
    hashes.push(leafHash(p, leaf));
    if (hashes.length % PROGRESS_STEP === 0) onProgress?.(hashes.length, head.records);
  }
  onProgress?.(hashes.length, head.records);
  if (own === undefined) return null;
  await verifyOwn(letter, own);
  const proof = hashedInclusionProof(p, hashes, index).map(toBase64url);
  verifyRecordInclusion(p, proposal, own, { index, proof });
  return { proposal: head.proposal, record: own, index, proof };
}

/** That her record counts: its tokens, and a statement that signs this letter. */
async function verifyOwn({ p, context }: ClientLetter, own: BundleRecord): Promise<void> {
  const { tokens, key, statement, signature } = recordBytes(own);
  await verifyVouchers(p, context, tokens, key, 'record.tokens');
  await verifyStatement(p, key, statement, signature, 'record.statement');
  const stated = decodeStatement(statement, 'record.statement');
  if (stated.action !== 'sign' || !isForLetter(stated, context.digest)) {
    throw new ProtocolError('invalid_statement', 'Your record doesn’t sign this letter.', 'record.statement');
  }
}
