// Releasing a letter: propose, check every record and every share of one's own, approve the proposal, publish an edition.
// protocol.md#editions
import * as v from '../../protocol/schema.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { equal, fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { isNamedSet } from '../../protocol/named-set.js';
import type { Proposal } from '../../protocol/proposal.js';
import { decodeProposal, namedDigest, proposalDigest } from '../../protocol/proposal.js';
import type { BundleRecord } from '../../protocol/record.js';
import { recordSchema } from '../../protocol/record.js';
import { openShare } from '../../protocol/sealed-choice.js';
import { read } from '../../protocol/shape.js';
import { decodeStatement } from '../../protocol/statement.js';
import type { VerifiedRecord } from '../../protocol/verify-records.js';
import { verifyRecords } from '../../protocol/verify-records.js';
import { getBytes, getJson, postJson } from '../http.js';
import type { ClientLetter } from '../letter.js';
import type { Organizer } from '../organizer.js';
import { signAs } from '../organizer.js';

/** Enough to keep the cores busy, few enough to show progress. */
const AT_ONCE = 64;

const proposalsAnswer = v.object({ proposals: v.array(v.object({ proposal: v.string })) });
const proposalAnswer = v.object({ proposal: v.string });
const recordsAnswer = v.object({
  records: v.array(recordSchema),
  named: v.array(v.object({ nullifier: v.string, condition: v.number, choice: v.string })),
});
const approvedAnswer = v.object({ proposal: v.string, approvedBy: v.array(v.string) });

/** Somebody whom a proposal names, as far as one organizer can tell. */
export interface NamedMember {
  /** base64url. */
  readonly nullifier: string;
  readonly record: VerifiedRecord;
  readonly condition: number;
  /** Her sealed choice, to which her statement is bound. */
  readonly choice: Uint8Array;
}

interface CheckedRecord {
  readonly record: VerifiedRecord;
  readonly sealed: string;
}

/** A proposal whose every record this organizer checked herself, and every share of hers. */
export interface CheckedProposal {
  /** SHA-256 of the proposal, base64url: its address among the organizers. */
  readonly id: string;
  readonly encoded: Uint8Array;
  readonly proposal: Proposal;
  /** What its records are, by nullifier: each with the hash of the choice that its statement binds. */
  readonly records: ReadonlyMap<string, CheckedRecord>;
  /** In the order of their nullifiers. */
  readonly named: readonly NamedMember[];
  /** Her share of each of those, as far as it holds. */
  readonly shares: readonly { readonly nullifier: string; readonly share: Uint8Array }[];
  /** Nullifiers of those whose share doesn't open, misses its hash, or carries another condition. */
  readonly reports: readonly string[];
}

/** What is left to know of it once it was checked: what is signed, posted and reported. */
export type Approvable = Pick<CheckedProposal, 'id' | 'encoded' | 'shares' | 'reports'>;

/** Hears how much is done: of records and shares together, or of names. */
export type Progress = (done: number, all: number) => void;

/** Asks for a snapshot at the next epoch end. Before the announcement always refused in the same words. Throws RequestError. */
export async function propose(organizer: Organizer, letter: ClientLetter): Promise<void> {
  await postJson(organizer.http, `/letters/${letter.id}/proposals`, {});
}

/** The ids of the proposals that can be released. Throws RequestError. */
export async function fetchProposals(organizer: Organizer, letter: ClientLetter): Promise<string[]> {
  const answer = await getJson(organizer.http, `/letters/${letter.id}/proposals`);
  return read(proposalsAnswer, answer, 'answer').proposals.map((one) => one.proposal);
}

/**
 * A proposal, after checking all that it claims: every token, every statement, the count by cell, the root, and that whom it
 * names chose so, under conditions that hold; and after opening this organizer's shares of them. What she checked `before` of
 * the same snapshot isn't checked again. Throws the ProtocolError of what doesn't hold: don't approve it then; or RequestError.
 */
export async function checkProposal(
  organizer: Organizer,
  letter: ClientLetter,
  id: string,
  onProgress?: Progress,
  before?: CheckedProposal,
): Promise<CheckedProposal> {
  const { p } = organizer;
  const path = `/letters/${letter.id}/proposals/${id}`;
  const encoded = fromBase64url(read(proposalAnswer, await getJson(organizer.http, path), 'answer').proposal);
  const proposal = decodeProposal(encoded);
  if (
    !equal(proposalDigest(p, encoded), fromBase64url(id)) ||
    proposal.letter !== toBase64url(letter.digest)
  ) {
    throw mismatch('The server shows another proposal than the one asked for.', 'proposal');
  }
  const answer = read(recordsAnswer, await getJson(organizer.http, `${path}/records`), 'answer');
  const all = answer.records.length + answer.named.length;
  const tell = (done: number): void => onProgress?.(done, all);
  const records =
    before !== undefined && isSameSnapshot(proposal, before.proposal)
      ? before.records
      : await checkRecords(letter, proposal, answer.records, tell);
  const named = namedMembers(letter, proposal, answer.named, records);
  const opened = await openShares(organizer, letter, named, (done) => {
    tell(answer.records.length + done);
  });
  return { id, encoded, proposal, records, named, ...opened };
}

/**
 * Approves a proposal that was checked, with the shares of whom it names. If any share doesn't hold, reports it instead: then
 * another proposal takes its place, to be checked and approved by everybody; `proposal` is its id. Throws RequestError.
 */
export async function approveProposal(
  organizer: Organizer,
  letter: ClientLetter,
  checked: Approvable,
): Promise<{ proposal: string; approvedBy: string[] }> {
  const path = `/letters/${letter.id}/proposals/${checked.id}/shares`;
  const body =
    checked.reports.length > 0
      ? { shares: [], reports: checked.reports }
      : {
          signature: await signAs(organizer, checked.encoded),
          shares: checked.shares.map(({ nullifier, share }) => ({ nullifier, share: toBase64url(share) })),
        };
  return read(approvedAnswer, await postJson(organizer.http, path, body), 'answer');
}

/**
 * The bundle of a published edition: the exact bytes of its file. `access` is the token of a private link, for one that is
 * under embargo. Throws RequestError.
 */
export async function fetchBundle(
  letter: Pick<ClientLetter, 'http' | 'id'>,
  edition: string,
  access?: string,
): Promise<Uint8Array> {
  const query = access === undefined ? '' : `?access=${access}`;
  return getBytes(letter.http, `/letters/${letter.id}/editions/${edition}.bundle${query}`);
}

async function checkRecords(
  { p, context }: ClientLetter,
  proposal: Proposal,
  records: readonly BundleRecord[],
  onProgress: (done: number) => void,
): Promise<CheckedProposal['records']> {
  const verified = await verifyRecords(p, context, records, proposal, onProgress);
  return new Map(
    verified.map((record, i) => [
      record.nullifier,
      { record, sealed: decodeStatement(fromBase64url(records[i]?.statement ?? '')).sealed },
    ]),
  );
}

/** Whether two proposals differ in nothing but whom they name: the root stands for the records. */
function isSameSnapshot(a: Proposal, b: Proposal): boolean {
  const { named } = a;
  return equal(canonicalBytes(a), canonicalBytes({ ...b, named }));
}

/** Whom the proposal names, each bound to her record and with a condition that holds. */
function namedMembers(
  { p }: ClientLetter,
  proposal: Proposal,
  named: v.Output<typeof recordsAnswer>['named'],
  records: CheckedProposal['records'],
): NamedMember[] {
  const members = named.map(({ nullifier, condition, choice }) => {
    const bytes = fromBase64url(choice, undefined, 'choice');
    const known = records.get(nullifier);
    if (known?.sealed !== toBase64url(p.sha256(bytes))) {
      throw mismatch('The proposal names somebody by another choice than she signed.', 'named');
    }
    return { nullifier, record: known.record, condition, choice: bytes };
  });
  const nullifiers = members.map(({ nullifier }) => fromBase64url(nullifier));
  if (proposal.named !== namedDigest(p, nullifiers)) {
    throw mismatch('The proposal names others than the server shows.', 'named');
  }
  if (!isNamedSet(members)) {
    throw mismatch('The proposal names somebody who asked for more names beside hers.', 'conditions');
  }
  return members;
}

/** This organizer's share of each, where it opens and says what the server says of her condition; else a report. */
async function openShares(
  organizer: Organizer,
  letter: ClientLetter,
  named: readonly NamedMember[],
  onProgress: (done: number) => void,
): Promise<Pick<CheckedProposal, 'shares' | 'reports'>> {
  const index = letter.manifest.organizers.findIndex((one) => one.signingKey === organizer.key);
  const shares: { nullifier: string; share: Uint8Array }[] = [];
  const reports: string[] = [];
  for (let from = 0; from < named.length; from += AT_ONCE) {
    const some = named.slice(from, from + AT_ONCE);
    const opened = await Promise.all(some.map((member) => shareOf(organizer, letter, index, member)));
    some.forEach(({ nullifier }, i) => {
      const share = opened[i];
      if (share === undefined) reports.push(nullifier);
      else shares.push({ nullifier, share });
    });
    onProgress(from + some.length);
  }
  return { shares, reports };
}

async function shareOf(
  { p, keys }: Organizer,
  { digest, manifest }: ClientLetter,
  index: number,
  { record, condition, choice }: NamedMember,
): Promise<Uint8Array | undefined> {
  const context = { letterDigest: digest, publicKey: record.key, organizers: manifest.organizers.length };
  try {
    const opened = await openShare(p, choice, index, keys.sealingSecret, context);
    return opened.condition === condition ? opened.share : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function mismatch(message: string, place: string): ProtocolError {
  return new ProtocolError('proposal_mismatch', message, place);
}
