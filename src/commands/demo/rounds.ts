// The demo's releases: proposals checked and approved by two of three, names opened, editions published. protocol.md#editions
import type { EditionTerms, OpenedNames } from '../../client/release/editions.js';
import {
  composeEdition,
  fetchDrafts,
  openNames,
  reviewEdition,
  signEdition,
} from '../../client/release/editions.js';
import { fetchBundle } from '../../client/release/release.js';
import type { CheckedProposal } from '../../client/release/release.js';
import { approveProposal, checkProposal, fetchProposals, propose } from '../../client/release/release.js';
import { fetchEmbargoLinks, makeEmbargoLink, revokeEmbargoLink } from '../../client/release/embargo-links.js';
import { signAgain } from '../../client/sign/sign.js';
import type { Edition } from '../../protocol/edition.js';
import { decodeEdition } from '../../protocol/edition.js';
import type { Leaving, ReleasedNames } from '../../protocol/released-names.js';
import { toTime } from '../../protocol/shape.js';
import { verifyBundle } from '../../protocol/verify-bundle.js';
import { CAST, isNamed } from './cast.js';
import type { Opened } from './organizers.js';
import type { Passed } from './signers.js';
import type { World } from './world.js';
import { eventually, p, refusalOf } from './world.js';

const EMBARGO_MS = 3_600_000;

/** What became of the names in one edition. */
export interface EditionStory {
  /** The edition's digest. */
  readonly digest: string;
  readonly edition: Edition;
  /** How many were reported by an organizer. */
  readonly reported: number;
  readonly left: Readonly<Partial<Record<Leaving, number>>>;
}

interface Approved {
  readonly checked: CheckedProposal;
  /** Nullifiers. */
  readonly reported: readonly string[];
}

/** The first edition, for everybody: whoever cheated is not in it. */
export async function firstEdition(
  world: World,
  opened: Opened,
  signed: readonly Passed[],
): Promise<EditionStory> {
  const { checked, reported } = await approve(world, opened, await proposal(world, opened));
  if (reported.join() !== keyAt(signed, CAST.contradicting))
    throw new Error('The contradicting share was not the one that was reported.');
  const names = await opening(opened, checked);
  const story = await publish(world, opened, { checked, reported }, names, {});
  demandReason(story.names, signed, CAST.borrower, 'uncertified');
  const expected = signed.filter((_, place) => isNamed(place)).map(({ signer }) => signer.nullifier);
  demandNames(story.edition, expected);
  if (story.edition.roles.length === 0) throw new Error('The first edition carries no table of roles.');
  world.say(
    `The first edition shows ${expected.length.toString()} names and a table of roles; not the borrowed certificate's.`,
  );
  return story;
}

/**
 * A later edition, under embargo: a newcomer waits, one name is struck, one changed her mind since the snapshot; read through
 * a private link until that is revoked.
 */
export async function secondEdition(
  world: World,
  opened: Opened,
  signed: readonly Passed[],
): Promise<EditionStory> {
  const { letter } = opened;
  const { checked, reported } = await approve(world, opened, await proposal(world, opened));
  if (
    checked.proposal.count !== letter.manifest.threshold ||
    !checked.proposal.cells.some((one) => one.waiting)
  )
    throw new Error('A single newcomer shows in the second edition.');
  const fickle = signed[CAST.fickle];
  if (fickle === undefined) throw new Error('Nobody is left to change her mind.');
  await signAgain(letter, fickle.signer);
  const embargo = toTime(new Date(world.http.now().getTime() + EMBARGO_MS));
  const names = await opening(opened, checked);
  const struck = new Set([keyAt(signed, CAST.struck)]);
  const story = await publish(world, opened, { checked, reported }, names, { struck, embargo });
  demandReason(story.names, signed, CAST.struck, 'struck');
  demandReason(story.names, signed, CAST.fickle, 'changed');
  await throughLink(world, opened, story);
  return story;
}

async function proposal(world: World, { organizers: [first, second], letter }: Opened): Promise<string> {
  await propose(first, letter);
  world.say('Heron proposes a release; the snapshot is taken at the end of the epoch.');
  await eventually('a proposal', async () => (await fetchProposals(first, letter)).length > 0);
  const [id] = await fetchProposals(second, letter);
  if (id === undefined) throw new Error('The proposal is gone.');
  return id;
}

/** Heron and Kestrel check every record and their shares; whoever's contradicts is reported, and they begin anew. */
async function approve(world: World, { organizers, letter }: Opened, id: string): Promise<Approved> {
  const checks = new Map<string, CheckedProposal>();
  let reported: readonly string[] = [];
  for (let [current, next] = ['', id]; current !== next;) {
    current = next;
    for (const organizer of organizers.slice(0, 2)) {
      const checked = await checkProposal(organizer, letter, current, undefined, checks.get(organizer.key));
      checks.set(organizer.key, checked);
      next = (await approveProposal(organizer, letter, checked)).proposal;
      if (next === current) continue;
      reported = checked.reports;
      world.say(
        'A share contradicts its choice: reported, and another proposal takes the place of this one.',
      );
      break;
    }
  }
  world.say('Heron and Kestrel checked every record, and approve.');
  const checked = checks.get(organizers[1].key);
  if (checked === undefined) throw new Error('Nobody checked the proposal.');
  return { checked, reported };
}

async function opening({ organizers, letter }: Opened, checked: CheckedProposal): Promise<OpenedNames[]> {
  return Promise.all(organizers.slice(0, 2).map((one) => openNames(one, letter, checked)));
}

/** Heron makes the edition, Kestrel reviews it against what she opened herself. */
async function publish(
  world: World,
  { organizers: [heron, kestrel], letter }: Opened,
  { checked, reported }: Approved,
  [hers, others]: readonly OpenedNames[],
  terms: EditionTerms,
): Promise<EditionStory & { names: ReleasedNames }> {
  if (hers === undefined || others === undefined) throw new Error('Two organizers open the names.');
  await signEdition(heron, letter, checked, composeEdition(letter, checked, hers, terms));
  const [draft] = await fetchDrafts(kestrel, letter, checked.id);
  if (draft === undefined) throw new Error('Heron approved an edition, and Kestrel can’t see it.');
  const { names } = reviewEdition(letter, checked, others, draft.edition);
  const digest = await signEdition(kestrel, letter, checked, draft.edition);
  if (digest === null) throw new Error('Two organizers approved, and nothing is published.');
  world.say('Heron made an edition, Kestrel checked it against what she opened herself; it is published.');
  const left: Partial<Record<Leaving, number>> = {};
  for (const { reason } of names.left) left[reason] = (left[reason] ?? 0) + 1;
  return { digest, edition: decodeEdition(draft.edition), reported: reported.length, left, names };
}

async function throughLink(
  world: World,
  { organizers: [, kestrel], letter }: Opened,
  { digest, edition }: EditionStory,
): Promise<void> {
  const closed = async (): Promise<void> => {
    const { code } = await refusalOf('an edition under embargo', () => fetchBundle(letter, digest));
    if (code !== 'edition_not_found') throw new Error('An edition under embargo tells that it exists.');
  };
  await closed();
  const { link, token } = await makeEmbargoLink(kestrel, letter, { edition: digest, label: 'A newspaper' });
  const report = await verifyBundle(p, await fetchBundle(letter, digest, token), letter.id);
  if (report.edition.names.length !== edition.names.length)
    throw new Error('The link shows another edition.');
  await revokeEmbargoLink(kestrel, letter, link);
  if ((await fetchEmbargoLinks(kestrel, letter)).some(({ revoked }) => !revoked))
    throw new Error('The link was not revoked.');
  await refusalOf('a revoked link', () => fetchBundle(letter, digest, token));
  await closed();
  world.say(
    'The second edition is under embargo: unknown but by a private link, and unknown again once revoked.',
  );
}

function demandNames({ names }: Edition, expected: readonly string[]): void {
  const shown = new Set(names.map(({ nullifier }) => nullifier));
  if (shown.size !== expected.length || !expected.every((nullifier) => shown.has(nullifier)))
    throw new Error('The edition shows other names than those whose conditions hold.');
}

function demandReason(
  { left }: ReleasedNames,
  signed: readonly Passed[],
  place: number,
  reason: Leaving,
): void {
  const found = left.find(({ nullifier }) => nullifier === keyAt(signed, place));
  if (found?.reason !== reason)
    throw new Error(`Somebody should have left the names as ${reason}, and did not.`);
}

function keyAt(signed: readonly Passed[], place: number): string {
  return signed[place]?.signer.nullifier ?? '';
}
