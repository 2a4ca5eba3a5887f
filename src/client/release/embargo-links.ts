// Private links to an edition under embargo, for journalists: made, listed and revoked by organizers. protocol.md#embargo-links
import * as v from '../../protocol/schema.js';
import { bytes, read, time } from '../../protocol/shape.js';
import { getJson, postJson } from '../http.js';
import type { ClientLetter } from '../letter.js';
import type { Organizer } from '../organizer.js';

const madeAnswer = v.object({ link: v.string, token: bytes(32) });
const linksAnswer = v.object({
  editions: v.array(v.object({ edition: bytes(32), embargo: time })),
  links: v.array(v.object({ link: v.string, edition: v.string, label: v.string, revoked: v.boolean })),
});

/** A link as organizers see it: without its token, which is told once. */
export type EmbargoLink = v.Output<typeof linksAnswer>['links'][number];

export type UnderEmbargo = v.Output<typeof linksAnswer>;

/** Makes a link to a published edition (digest in base64url); `label` says whom it is for. Throws RequestError. */
export async function makeEmbargoLink(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id'>,
  request: { readonly edition: string; readonly label: string },
): Promise<{ link: string; token: string }> {
  const answer = await postJson(organizer.http, `/letters/${letter.id}/embargo-links`, request);
  return read(madeAnswer, answer, 'answer');
}

/** Throws RequestError. */
export async function fetchEmbargoLinks(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id'>,
): Promise<EmbargoLink[]> {
  return (await fetchUnderEmbargo(organizer, letter)).links;
}

/** The editions that are published and not for everybody to see yet (oldest first), and the links to them. Throws RequestError. */
export async function fetchUnderEmbargo(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id'>,
): Promise<UnderEmbargo> {
  return read(linksAnswer, await getJson(organizer.http, `/letters/${letter.id}/embargo-links`), 'answer');
}

/** From now on the link shows nothing before the embargo is over. Throws RequestError. */
export async function revokeEmbargoLink(
  organizer: Organizer,
  letter: Pick<ClientLetter, 'id'>,
  link: string,
): Promise<void> {
  await postJson(organizer.http, `/letters/${letter.id}/embargo-links/${link}/revocation`, {});
}
