// Three organizers, each with her own words: draft, seal, sign; later release. Two must agree.
import { logIn } from '../../client/organizer.js';
import type { Organizer } from '../../client/organizer.js';
import type { ClientLetter } from '../../client/letter.js';
import { fetchLetter } from '../../client/letter.js';
import type { DraftContent } from '../../client/organize.js';
import {
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../client/organize.js';
import {
  approveEdition,
  approveProposal,
  checkProposal,
  fetchProposals,
  propose,
} from '../../client/release.js';
import { drawWords } from '../../protocol/words.js';
import type { World } from './world.js';
import { eventually, p } from './world.js';

const LABELS = ['Heron', 'Kestrel', 'Wren'];

export interface Opened {
  readonly organizers: readonly [Organizer, Organizer, Organizer];
  readonly letter: ClientLetter;
}

/** From nothing to an open letter. */
export async function openLetter(world: World, content: DraftContent): Promise<Opened> {
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

/** Proposes, checks and publishes by two of three; the edition's digest. */
export async function release(world: World, { organizers, letter }: Opened): Promise<string> {
  const [first, second] = organizers;
  await propose(first, letter);
  world.say('Heron proposes a release; the snapshot is taken at the end of the epoch.');
  await eventually('a proposal', async () => (await fetchProposals(first, letter)).length > 0);
  const [id] = await fetchProposals(second, letter);
  if (id === undefined) throw new Error('The proposal is gone.');
  let published: string | null = null;
  for (const organizer of [first, second]) {
    await approveProposal(organizer, letter, await checkProposal(organizer, letter, id));
  }
  world.say('Heron and Kestrel checked every record, and approve.');
  for (const organizer of [first, second]) {
    published = await approveEdition(organizer, letter, await checkProposal(organizer, letter, id));
  }
  if (published === null) throw new Error('Two organizers approved, and nothing is published.');
  return published;
}

async function currentRevision(organizer: Organizer, draft: string, known: number): Promise<number> {
  return Math.max(known, (await fetchDraft(organizer, draft)).revision);
}
