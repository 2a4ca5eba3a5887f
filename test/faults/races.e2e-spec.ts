// Two hundred at once: one token, one mailbox, one threshold.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { askForCode, fetchPass } from '../../src/client/sign/ask.js';
import { fetchTally } from '../../src/client/letter.js';
import { composeEdition, openNames, signEdition } from '../../src/client/release/editions.js';
import { approveProposal, checkProposal, fetchProposals, propose } from '../../src/client/release/release.js';
import { sign } from '../../src/client/sign/sign.js';
import { newWords, signerOf } from '../../src/client/signer.js';
import { refusal } from '../support/refusal.js';
import type { Opened } from '../support/world.js';
import { World } from '../support/world.js';

const AT_ONCE = 200;

let world: World;
let opened: Opened;

beforeAll(async () => {
  world = await World.start();
  opened = await world.openLetter();
});

afterAll(async () => {
  await world.stop();
});

it('counts one token once, however often and however parallel it is redeemed', async () => {
  const { letter } = opened;
  await world.signMany(letter, 10);
  const { signer, pass } = await world.pass(letter);
  const receipts = await Promise.all(Array.from({ length: AT_ONCE }, () => sign(letter, signer, pass)));
  expect(new Set(receipts.map(({ receipt }) => receipt.nullifier)).size).toBe(1);

  // Eleven so far: if the token counted twice, the threshold of twelve would be met.
  await world.endEpoch(letter, 1);
  await world.endEpoch(letter, 2);
  expect(await fetchTally(world.http, letter.id)).toMatchObject({ tally: 'collecting' });
  await world.sign(letter);
  await world.endEpoch(letter, 3);
  await world.endEpoch(letter, 4);
  expect(await fetchTally(world.http, letter.id)).toMatchObject({ tally: 'reached', count: 12 });
});

it('shows the one token as one record', async () => {
  const { letter, organizers } = opened;
  const [heron, kestrel] = organizers;
  await propose(heron!, letter);
  await world.endEpoch(letter, 5);
  const [id] = await fetchProposals(heron!, letter);
  const checked = await checkProposal(heron!, letter, id!);
  expect(checked.proposal.count).toBe(12);
  for (const organizer of [heron!, kestrel!]) await approveProposal(organizer, letter, checked);

  // Both approve at once, several times: one edition.
  const edition = composeEdition(letter, checked, await openNames(heron!, letter, checked));
  const published = await Promise.all(
    [heron!, kestrel!, heron!, kestrel!].map((one) => signEdition(one, letter, checked, edition)),
  );
  expect(new Set(published.filter((one) => one !== null)).size).toBe(1);
});

it('gives one mailbox one token, however many ask at once with words of their own', async () => {
  const { letter } = opened;
  const address = world.newAddress();
  const asked = await askForCode(letter, address);
  const code = await world.nextCode(address);
  const tries = Array.from({ length: AT_ONCE }, async () => {
    const signer = await signerOf(letter, newWords(letter));
    return fetchPass(letter, signer, asked, code);
  });
  const settled = await Promise.allSettled(tries);
  expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const one of settled) {
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 403, code: 'code_refused' });
  }
});

it('gives the same words the same pass, again and again', async () => {
  const { letter } = opened;
  const first = await world.pass(letter);
  const again = await Promise.all(
    Array.from({ length: 20 }, () => fetchPass(letter, first.signer, first.asked, first.code)),
  );
  for (const pass of again) expect(pass).toEqual(first.pass);
  const stranger = await signerOf(letter, newWords(letter));
  expect(await refusal(fetchPass(letter, stranger, first.asked, first.code))).toMatchObject({
    code: 'code_refused',
  });
});
