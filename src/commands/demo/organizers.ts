// Three organizers, each with her own words: draft, seal, sign. Two must agree to a release.
import { logIn } from '../../client/organizer.js';
import type { Organizer } from '../../client/organizer.js';
import type { ClientLetter } from '../../client/letter.js';
import { fetchLetter } from '../../client/letter.js';
import type { DraftContent } from '../../client/organize/organize.js';
import {
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../client/organize/organize.js';
import { drawWords } from '../../protocol/words.js';
import type { World } from './world.js';
import { p } from './world.js';

const LABELS = ['Heron', 'Kestrel', 'Wren'];

export interface Opened {
  readonly organizers: readonly [Organizer, Organizer, Organizer];
  readonly letter: ClientLetter;
}

/** From nothing to an open letter. */
export async function openLetter(world: Pick<World, 'http'>, content: DraftContent): Promise<Opened> {
  const [first, second, third] = await Promise.all([0, 1, 2].map(() => logIn(p, world.http, drawWords(p))));
  if (first === undefined || second === undefined || third === undefined) throw new Error('unreachable');
  const [heron, kestrel, wren] = LABELS;
  const { draft, invite, revision } = await startDraft(first, heron ?? '');
  await joinDraft(second, draft, invite, kestrel ?? '');
  await joinDraft(third, draft, invite, wren ?? '');
  await saveDraft(second, draft, await currentRevision(second, draft, revision), content);
  const manifest = await sealDraft(first, draft, await currentRevision(first, draft, revision));
  let id: string | undefined;
  for (const organizer of [first, second, third]) id = await signOpening(organizer, draft, manifest, content);
  if (id === undefined) throw new Error('All organizers signed, and the letter is not open.');
  return { organizers: [first, second, third], letter: await fetchLetter(p, world.http, id) };
}

async function currentRevision(organizer: Organizer, draft: string, known: number): Promise<number> {
  return Math.max(known, (await fetchDraft(organizer, draft)).revision);
}
