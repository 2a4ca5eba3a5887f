// Drafting a letter together, sealing it, signing its opening, acting on it. protocol.md#opening
import * as v from '../../protocol/schema.js';
import type { ActionName } from '../../protocol/action.js';
import { actionDocument } from '../../protocol/action.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { equal, fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import type { Manifest } from '../../protocol/manifest.js';
import { decodeManifest, letterDigest } from '../../protocol/manifest.js';
import { openingDocument } from '../../protocol/opening.js';
import { read, time, toTime } from '../../protocol/shape.js';
import { signedBy } from '../../protocol/signed.js';
import { getJson, postJson, putJson } from '../http.js';
import type { ClientLetter } from '../letter.js';
import type { Organizer } from '../organizer.js';
import { signAs } from '../organizer.js';
import type { DraftFields } from './draft-fields.js';

/** What organizers choose; the rest of the manifest is keys, which the servers and they themselves bring. */
export const DRAFT_FIELDS = [
  'letter',
  'translations',
  'occasion',
  'timeZone',
  'pressContact',
  'supersedes',
  'workplaces',
  'threshold',
  'opensAt',
  'signsFrom',
  'closesAt',
  'releaseBy',
  'epochSeconds',
  'countStep',
  'minimumCell',
  'signing',
  'roles',
  'nameConditions',
  'approvals',
] as const satisfies readonly (keyof Manifest)[];

export type DraftContent = Pick<Manifest, (typeof DRAFT_FIELDS)[number]>;

const createdAnswer = v.object({ draft: v.string, invite: v.string, revision: v.number });
const inviteAnswer = v.object({ invite: v.string });
const domainsAnswer = v.object({ public: v.array(v.string) });
const actedAnswer = v.object({ effective: v.boolean });
const savedAnswer = v.object({ revision: v.number });
const sealedAnswer = v.object({ manifest: v.string });
const openingAnswer = v.object({
  state: v.literal('sealed', 'open'),
  letter: v.optional(v.nullable(v.string)),
});
const draftAnswer = v.object({
  draft: v.string,
  state: v.literal('draft', 'sealed', 'open'),
  revision: v.number,
  content: v.typed(isRecord, 'Object'),
  organizers: v.array(v.object({ label: v.string, signingKey: v.string })),
  openings: v.array(signedBy),
  manifest: v.optional(v.nullable(v.string)),
  letter: v.optional(v.nullable(v.string)),
  expires: v.optional(time),
});

export type Draft = v.Output<typeof draftAnswer>;

/**
 * Starts a draft; the invite goes to the co-organizers. `invitation` is the operator's code as it was typed, where the server
 * asks for one. Throws RequestError.
 */
export async function startDraft(
  organizer: Organizer,
  label: string,
  invitation?: string,
): Promise<v.Output<typeof createdAnswer>> {
  const code = invitation === undefined ? {} : { invitation };
  return read(
    createdAnswer,
    await postJson(organizer.http, '/letters', { label, ...sealingKey(organizer), ...code }),
    'answer',
  );
}

/** Joins a draft by its invite. Throws RequestError. */
export async function joinDraft(
  organizer: Organizer,
  draft: string,
  invite: string,
  label: string,
): Promise<void> {
  const body = { invite, label, ...sealingKey(organizer) };
  await postJson(organizer.http, `/letters/drafts/${draft}/organizers`, body);
}

/** Takes an organizer, by her signing key, out of a draft: herself, or another if she started it. Throws RequestError. */
export async function removeOrganizer(organizer: Organizer, draft: string, key: string): Promise<void> {
  await postJson(organizer.http, `/letters/drafts/${draft}/organizers/${key}/removal`, {});
}

/** A new invite; whoever has the one before it can't join any more. Throws RequestError. */
export async function renewInvite(organizer: Organizer, draft: string): Promise<string> {
  const answer = await postJson(organizer.http, `/letters/drafts/${draft}/invite`, {});
  return read(inviteAnswer, answer, 'answer').invite;
}

/** Those of the domains at which anybody can have a mailbox. Throws RequestError. */
export async function publicMailDomains(organizer: Organizer, domains: readonly string[]): Promise<string[]> {
  const answer = await postJson(organizer.http, '/letters/mail-domains', { domains });
  return read(domainsAnswer, answer, 'answer').public;
}

/** The draft as it stands. Throws RequestError. */
export async function fetchDraft(organizer: Organizer, draft: string): Promise<Draft> {
  return read(draftAnswer, await getJson(organizer.http, `/letters/drafts/${draft}`), 'answer');
}

/** Saves over `revision`; returns the new one. Throws RequestError 409 if a co-organizer saved first: fetch and merge. */
export async function saveDraft(
  organizer: Organizer,
  draft: string,
  revision: number,
  content: DraftFields,
): Promise<number> {
  const answer = await putJson(organizer.http, `/letters/drafts/${draft}`, { revision, content });
  return read(savedAnswer, answer, 'answer').revision;
}

/** Freezes the draft; the manifest's canonical bytes. `allMustAgree` confirms that every organizer is needed for a release. */
export async function sealDraft(
  organizer: Organizer,
  draft: string,
  revision: number,
  allMustAgree = false,
): Promise<Uint8Array> {
  const answer = await postJson(organizer.http, `/letters/drafts/${draft}/seal`, { revision, allMustAgree });
  return fromBase64url(read(sealedAnswer, answer, 'answer').manifest);
}

/**
 * Signs the opening of a manifest that says what she reviewed, and returns the letter's id once it is open.
 * Throws `letter_mismatch` if the manifest isn't what she agreed to, or her keys aren't in it; or RequestError.
 */
export async function signOpening(
  organizer: Organizer,
  draft: string,
  manifest: Uint8Array,
  reviewed: DraftContent,
): Promise<string | undefined> {
  checkSealed(organizer, decodeManifest(manifest), reviewed);
  const document = openingDocument(letterDigest(organizer.p, manifest), organizer.keys.signingKey);
  const answer = await postJson(organizer.http, `/letters/drafts/${draft}/openings`, {
    signature: await signAs(organizer, document),
  });
  return read(openingAnswer, answer, 'answer').letter ?? undefined;
}

/** Asks, as one organizer, to close early, cancel, or call the last edition final. It happens once enough have. */
export async function act(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id' | 'digest'>,
  action: ActionName,
): Promise<v.Output<typeof actedAnswer>> {
  const document = actionDocument(letter.digest, action, toTime(organizer.http.now()));
  const answer = await postJson(organizer.http, `/letters/${letter.id}/actions`, {
    document: toBase64url(document),
    signature: await signAs(organizer, document),
  });
  return read(actedAnswer, answer, 'answer');
}

function checkSealed(organizer: Organizer, manifest: Manifest, reviewed: DraftContent): void {
  const differing = (Object.keys(reviewed) as (keyof DraftContent)[]).find(
    (field) => !equal(canonicalBytes(manifest[field]), canonicalBytes(reviewed[field])),
  );
  const own = manifest.organizers.find((one) => one.signingKey === organizer.key);
  const place =
    differing ??
    (own?.sealingKey === toBase64url(organizer.keys.sealingKey) ? undefined : 'organizers') ??
    (manifest.origin === organizer.http.baseUrl ? undefined : 'origin');
  if (place !== undefined) {
    throw new ProtocolError(
      'letter_mismatch',
      'The sealed letter is not what you reviewed. Don’t sign it; look at the draft again.',
      place,
    );
  }
}

function sealingKey(organizer: Organizer): { sealingKey: string } {
  return { sealingKey: toBase64url(organizer.keys.sealingKey) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
