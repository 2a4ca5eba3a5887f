// Releasing a letter: propose, check every record, approve the proposal, approve the edition. protocol.md#editions
import * as v from 'valibot';
import { equal, fromBase64url, toBase64url } from '../protocol/codec.js';
import { encodeEdition, editionDigest } from '../protocol/edition.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Proposal } from '../protocol/proposal.js';
import { decodeProposal, namedDigest, proposalDigest } from '../protocol/proposal.js';
import { recordSchema } from '../protocol/record.js';
import { read } from '../protocol/shape.js';
import { verifyRecords } from '../protocol/verify-records.js';
import { getBytes, getJson, postJson } from './http.js';
import type { ClientLetter } from './letter.js';
import type { Organizer } from './organizer.js';
import { signAs } from './organizer.js';

const proposalsAnswer = v.object({ proposals: v.array(v.object({ proposal: v.string() })) });
const proposalAnswer = v.object({ proposal: v.string() });
const recordsAnswer = v.object({ records: v.array(recordSchema) });
const editionAnswer = v.object({ published: v.nullable(v.string()) });

/** A proposal whose every record this organizer checked herself. */
export interface CheckedProposal {
  /** SHA-256 of the proposal, base64url: its address among the organizers. */
  readonly id: string;
  readonly encoded: Uint8Array;
  readonly proposal: Proposal;
}

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
 * A proposal, after checking all that it claims: every token, every statement, the count by cell, the root, that nobody is named.
 * Throws the ProtocolError of what doesn't hold: don't approve it then; or RequestError.
 */
export async function checkProposal(
  organizer: Organizer,
  letter: ClientLetter,
  id: string,
  onProgress?: (verified: number, all: number) => void,
): Promise<CheckedProposal> {
  const { p } = organizer;
  const path = `/letters/${letter.id}/proposals/${id}`;
  const encoded = fromBase64url(read(proposalAnswer, await getJson(organizer.http, path), 'answer').proposal);
  const proposal = decodeProposal(encoded);
  if (
    !equal(proposalDigest(p, encoded), fromBase64url(id)) ||
    proposal.letter !== toBase64url(letter.digest)
  ) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The server shows another proposal than the one asked for.',
      'proposal',
    );
  }
  const { records } = read(recordsAnswer, await getJson(organizer.http, `${path}/records`), 'answer');
  await verifyRecords(p, letter.context, records, proposal, onProgress);
  if (proposal.named !== namedDigest(p, [])) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The proposal names people whose names this client can’t check.',
      'named',
    );
  }
  return { id, encoded, proposal };
}

/** Approves a proposal that was checked. Throws RequestError. */
export async function approveProposal(
  organizer: Organizer,
  letter: ClientLetter,
  checked: CheckedProposal,
): Promise<void> {
  await postJson(organizer.http, `/letters/${letter.id}/proposals/${checked.id}/shares`, {
    signature: await signAs(organizer, checked.encoded),
    shares: [],
  });
}

/**
 * Approves the edition of a checked proposal, with a time before which it stays closed to the public, if any.
 * Returns its digest (base64url) once enough organizers approved the same edition. Throws RequestError.
 */
export async function approveEdition(
  organizer: Organizer,
  letter: ClientLetter,
  checked: CheckedProposal,
  embargo: string | null = null,
): Promise<string | null> {
  const { p } = organizer;
  const edition = encodeEdition({
    letter: toBase64url(letter.digest),
    proposal: checked.id,
    names: [],
    struck: 0,
    roles: [],
    embargo,
  });
  const answer = await postJson(organizer.http, `/letters/${letter.id}/proposals/${checked.id}/editions`, {
    edition: toBase64url(edition),
    signature: await signAs(organizer, edition),
  });
  const { published } = read(editionAnswer, answer, 'answer');
  if (published !== null && published !== toBase64url(editionDigest(p, edition))) {
    throw new ProtocolError(
      'proposal_mismatch',
      'The server published another edition than the one approved.',
      'edition',
    );
  }
  return published;
}

/** The bundle of a published edition: the exact bytes of its file. Throws RequestError. */
export async function fetchBundle(
  letter: Pick<ClientLetter, 'http' | 'id'>,
  edition: string,
): Promise<Uint8Array> {
  return getBytes(letter.http, `/letters/${letter.id}/editions/${edition}.bundle`);
}
