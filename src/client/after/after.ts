// What comes after a release, as its organizers run it: the timeline, links of supporters, organizations that co-sign.
// protocol.md#organizations
import * as v from '../../protocol/schema.js';
import { ORGANIZATION_KINDS } from '../../protocol/organization.js';
import { read } from '../../protocol/shape.js';
import { ENTRY_KINDS, type EntryKind } from '../../protocol/timeline.js';
import type { Http } from '../http.js';
import { getJson, postJson } from '../http.js';
import type { ClientLetter } from '../letter.js';
import type { Organizer } from '../organizer.js';

const entry = v.object({
  entry: v.string,
  kind: v.literal(...ENTRY_KINDS),
  day: v.string,
  text: v.string,
  link: v.nullable(v.string),
});
const timelineAnswer = v.object({
  noAnswerYet: v.boolean,
  entries: v.array(entry),
  support: v.array(entry),
});
const cosigner = v.object({
  entry: v.string,
  accepted: v.boolean,
  name: v.string,
  kind: v.literal(...ORGANIZATION_KINDS),
  domain: v.string,
});
const cosignersAnswer = v.object({ entries: v.array(cosigner) });

export type Timeline = v.Output<typeof timelineAnswer>;
export type TimelineEntry = v.Output<typeof entry>;
export type Cosigner = v.Output<typeof cosigner>;

/** An entry to be added; `day` is `2018-07-02`. */
export interface NewEntry {
  readonly kind: EntryKind;
  readonly day: string;
  readonly text: string;
  readonly link?: string;
}

type Letter = Pick<ClientLetter, 'id'>;

/** As everybody reads it. Throws RequestError. */
export async function fetchTimeline(http: Http, { id }: Letter): Promise<Timeline> {
  return read(timelineAnswer, await getJson(http, `/letters/${id}/timeline`), 'answer');
}

/** Throws RequestError; `entry_refused` and `invalid_input` with the field that is wrong as its place. */
export async function addEntry({ http }: Organizer, { id }: Letter, added: NewEntry): Promise<void> {
  await postJson(http, `/letters/${id}/timeline`, added);
}

/** Throws RequestError. */
export async function removeEntry({ http }: Organizer, { id }: Letter, removed: string): Promise<void> {
  await postJson(http, `/letters/${id}/timeline/${removed}/removal`, {});
}

/** Those that wait among them. Throws RequestError. */
export async function fetchCosigners({ http }: Organizer, { id }: Letter): Promise<Cosigner[]> {
  return read(cosignersAnswer, await getJson(http, `/letters/${id}/cosigners/entries`), 'answer').entries;
}

/** Shows it to everybody, as she saw it. Throws RequestError; `entry_changed` if it is another by now. */
export async function acceptCosigner(
  { http }: Organizer,
  { id }: Letter,
  { entry: accepted, name, kind }: Pick<Cosigner, 'entry' | 'name' | 'kind'>,
): Promise<void> {
  await postJson(http, `/letters/${id}/cosigners/entries/${accepted}/acceptance`, { name, kind });
}

/** Throws RequestError. */
export async function removeCosigner({ http }: Organizer, { id }: Letter, removed: string): Promise<void> {
  await postJson(http, `/letters/${id}/cosigners/entries/${removed}/removal`, {});
}
