// The whole life of a letter through the public face.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { fetchLetter, fetchTally } from '../../src/client/letter.js';
import { act } from '../../src/client/organize/organize.js';
import { approveEdition } from '../../src/client/release/editions.js';
import {
  approveProposal,
  checkProposal,
  fetchBundle,
  fetchProposals,
  propose,
} from '../../src/client/release/release.js';
import { latestSequence, sign, signAgain, withdraw } from '../../src/client/sign/sign.js';
import { decodeBundle } from '../../src/protocol/bundle.js';
import { isBroken } from '../../src/protocol/receipt.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { recordNullifier } from '../../src/protocol/bundle.js';
import { refusal } from '../support/refusal.js';
import type { Opened, Signed } from '../support/world.js';
import { World } from '../support/world.js';

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(async () => {
  await world.stop();
});

describe('a letter that reaches its threshold', () => {
  let opened: Opened;
  let signed: Signed[];
  let edition: string | null;

  it('opens once every organizer signed, and is collecting', async () => {
    opened = await world.openLetter();
    expect(opened.letter.state).toBe('open');
    expect(opened.letter.manifest.organizers.map((one) => one.label)).toEqual(['Heron', 'Kestrel', 'Wren']);
    expect(await fetchTally(world.http, opened.letter.id)).toEqual({ state: 'open', tally: 'collecting' });
  });

  it('takes signatures, each with a receipt for the running epoch', async () => {
    signed = await world.signMany(opened.letter, 11);
    for (const { receipt } of signed) expect(receipt.receipt).toMatchObject({ epoch: 1, sequence: 0 });
    expect(new Set(signed.map(({ signer }) => signer.nullifier)).size).toBe(11);
  });

  it('stays collecting below the threshold, and refuses to propose in the words of an empty letter', async () => {
    const empty = await world.openLetter();
    await world.endEpoch(opened.letter, 1);
    expect(await fetchTally(world.http, opened.letter.id)).toEqual({ state: 'open', tally: 'collecting' });
    const [heron] = opened.organizers;
    const [other] = empty.organizers;
    const here = await refusal(propose(heron!, opened.letter));
    const there = await refusal(propose(other!, empty.letter));
    expect(here).toMatchObject({ code: 'not_reached' });
    expect(here).toEqual(there);
  });

  it('withdraws and comes back by the words alone', async () => {
    const [one] = signed;
    const { letter } = opened;
    expect(await latestSequence(letter, one!.signer)).toBe(0);
    expect((await withdraw(letter, one!.signer)).receipt).toMatchObject({ sequence: 1, epoch: 2 });
    expect((await signAgain(letter, one!.signer)).receipt).toMatchObject({ sequence: 2, epoch: 2 });
    expect(await latestSequence(letter, one!.signer)).toBe(2);
    // A statement from before doesn't rank: it is receipted and changes nothing.
    await sign(letter, one!.signer, one!.pass);
    expect(await latestSequence(letter, one!.signer)).toBe(2);
  });

  it('is announced at the second epoch end in a row, with that count', async () => {
    signed.push(await world.sign(opened.letter));
    await world.endEpoch(opened.letter, 2);
    expect(await fetchTally(world.http, opened.letter.id)).toMatchObject({ tally: 'collecting' });
    await world.endEpoch(opened.letter, 3);
    expect(await fetchTally(world.http, opened.letter.id)).toMatchObject({ tally: 'reached', count: 12 });
  });

  it('is released by two of three, after they checked every record', async () => {
    const { letter, organizers } = opened;
    const [heron, kestrel, wren] = organizers;
    await propose(heron!, letter);
    expect(await fetchProposals(kestrel!, letter)).toEqual([]);
    await world.endEpoch(letter, 4);
    const [id] = await fetchProposals(kestrel!, letter);
    const checked = await checkProposal(wren!, letter, id!);
    expect(checked.proposal).toMatchObject({ count: 12, epoch: 4 });
    await approveProposal(wren!, letter, checked);
    expect(await refusal(approveEdition(wren!, letter, checked))).toMatchObject({ status: 409 });
    await approveProposal(kestrel!, letter, await checkProposal(kestrel!, letter, id!));
    expect(await approveEdition(wren!, letter, checked)).toBeNull();
    edition = await approveEdition(kestrel!, letter, checked);
    expect(edition).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('gives a bundle that verifies offline and holds everybody', async () => {
    const { letter } = opened;
    const file = await fetchBundle(letter, edition!);
    const report = await verifyBundle(p, file, letter.id);
    expect(report).toMatchObject({ count: 12, editionDigest: edition, approvedBy: ['Kestrel', 'Wren'] });
    const shown = new Set(
      decodeBundle(file).records.map((record) => recordNullifier(p, letter.digest, record)),
    );
    for (const { signer, receipt } of signed) {
      expect(shown.has(signer.nullifier)).toBe(true);
      const seen = {
        epoch: report.proposal.epoch,
        present: shown.has(signer.nullifier),
        waiting: false,
        outranked: false,
      };
      expect(isBroken(receipt.receipt, 'sign', seen)).toBe(false);
    }
  });

  it('closes early by two of three at the next epoch end, and takes no more signatures', async () => {
    const { letter, organizers } = opened;
    const late = await world.pass(letter);
    await act(organizers[0]!, letter, 'close');
    await act(organizers[1]!, letter, 'close');
    await world.endEpoch(letter, 5);
    const closed = await fetchLetter(p, world.http, letter.id);
    expect(closed.state).toBe('closed');
    expect(await refusal(sign(letter, late.signer, late.pass))).toMatchObject({ status: 409 });
    expect(await refusal(withdraw(letter, signed[1]!.signer))).toMatchObject({ status: 409 });
  });

  it('keeps its edition for ever, also once it is final and its keys are gone', async () => {
    const { letter, organizers } = opened;
    await act(organizers[0]!, letter, 'final');
    await act(organizers[2]!, letter, 'final');
    await world.tick();
    expect((await verifyBundle(p, await fetchBundle(letter, edition!), letter.id)).count).toBe(12);
    expect(await fetchTally(world.http, letter.id)).toMatchObject({
      state: 'closed',
      tally: 'reached',
      count: 12,
    });
  });
});

describe('a letter that does not reach its threshold', () => {
  it('lapses at its close, tells no count, and forgets', async () => {
    const { letter } = await world.openLetter();
    await world.signMany(letter, 11);
    await world.endEpoch(letter, 24);
    expect((await fetchLetter(p, world.http, letter.id)).state).toBe('lapsed');
    expect(await fetchTally(world.http, letter.id)).toEqual({ state: 'lapsed', tally: 'collecting' });
  });

  it('reached only at the close is announced there', async () => {
    const { letter } = await world.openLetter();
    await world.signMany(letter, 12);
    await world.endEpoch(letter, 24);
    expect(await fetchTally(world.http, letter.id)).toEqual({ state: 'closed', tally: 'reached', count: 12 });
  });
});

describe('a letter that is cancelled', () => {
  it('ends at once, by two of three', async () => {
    const { letter, organizers } = await world.openLetter();
    const passed = await world.pass(letter);
    await act(organizers[1]!, letter, 'cancel');
    expect((await fetchLetter(p, world.http, letter.id)).state).toBe('open');
    await act(organizers[2]!, letter, 'cancel');
    expect((await fetchLetter(p, world.http, letter.id)).state).toBe('cancelled');
    expect(await refusal(sign(letter, passed.signer, passed.pass))).toMatchObject({ status: 409 });
  });
});
