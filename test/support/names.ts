// The rounds of a release as honest organizers run them.
import {
  composeEdition,
  openNames,
  signEdition,
  type EditionTerms,
  type OpenedNames,
} from '../../src/client/release/editions.js';
import type { ClientLetter } from '../../src/client/letter.js';
import type { Organizer } from '../../src/client/organizer.js';
import {
  approveProposal,
  checkProposal,
  fetchProposals,
  propose,
  type CheckedProposal,
} from '../../src/client/release/release.js';
import type { Opened, World } from './world.js';

/** Lets the threshold be announced; the first epoch end that is left. */
export async function announce(world: World, { letter }: Opened): Promise<number> {
  await world.endEpoch(letter, 1);
  await world.endEpoch(letter, 2);
  return 3;
}

/** A snapshot at the end of this epoch; the proposal's id. */
export async function proposeAt(
  world: World,
  { letter, organizers }: Opened,
  epoch: number,
): Promise<string> {
  await propose(organizers[0]!, letter);
  await world.endEpoch(letter, epoch);
  return (await fetchProposals(organizers[0]!, letter))[0]!;
}

/** These organizers check and approve; if one reports shares, all begin anew with the proposal that follows. */
export async function approveBy(
  letter: ClientLetter,
  approving: readonly Organizer[],
  id: string,
): Promise<CheckedProposal> {
  let checked: CheckedProposal | undefined;
  for (const organizer of approving) {
    checked = await checkProposal(organizer, letter, id);
    const { proposal } = await approveProposal(organizer, letter, checked);
    if (proposal !== id) return approveBy(letter, approving, proposal);
  }
  return checked!;
}

/** These organizers each open the names and approve the same edition, made by the first. Its digest. */
export async function publishBy(
  letter: ClientLetter,
  approving: readonly Organizer[],
  checked: CheckedProposal,
  terms: EditionTerms = {},
): Promise<{ edition: string; opened: OpenedNames }> {
  const opened = await openNames(approving[0]!, letter, checked);
  const bytes = composeEdition(letter, checked, opened, terms);
  let published: string | null = null;
  for (const organizer of approving) published = await signEdition(organizer, letter, checked, bytes);
  return { edition: published!, opened };
}
