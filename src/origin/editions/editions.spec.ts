import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EntityNotFoundError } from 'typeorm';
import { organizerOf, type TestLetter, type TestSigner } from '../../../test/support/letters.js';
import { OriginApp, type Answer } from '../../../test/support/origin-app.js';
import { transaction } from '../../common/database/transaction.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { actionDocument } from '../../protocol/action.js';
import { decodeBundle, recordNullifier } from '../../protocol/bundle.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { encodeEdition, type Edition } from '../../protocol/edition.js';
import { epochEnd } from '../../protocol/epochs.js';
import { decodeProposal, type Proposal } from '../../protocol/proposal.js';
import { toTime } from '../../protocol/shape.js';
import { nullifierOf } from '../../protocol/statement.js';
import { verifyBundle } from '../../protocol/verify-bundle.js';
import { verifyRecords } from '../../protocol/verify-records.js';
import { prepareLetter } from '../../protocol/vouching.js';
import { LettersService } from '../letters/letters.service.js';
import { SignatureStore } from '../signatures/signature-store.service.js';
import { ChoiceStore } from './choice-store.service.js';
import { EditionStore } from './edition-store.service.js';
import { ReleaseStore } from './release-store.service.js';
import { ReleaseUpkeepService } from './release-upkeep.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

const WEEK_MS = 7 * 24 * 3_600_000;

let origin: OriginApp;

beforeAll(async () => {
  origin = await OriginApp.start();
});

afterAll(async () => {
  await origin.stop();
});

afterEach(async () => {
  await origin.cancelAll();
});

/** A letter with so many signatures, announced at the end of its second epoch. */
async function reached(
  signatures = 6,
  options: Parameters<OriginApp['openLetter']>[0] = {},
): Promise<{ letter: TestLetter; signers: TestSigner[] }> {
  const letter = await origin.openLetter({ threshold: 6, ...options });
  const signers = await origin.signMany(letter, signatures);
  await origin.endEpoch(letter, 1);
  await origin.endEpoch(letter, 2);
  expect((await origin.tally(letter)).body).toMatchObject({ tally: 'reached' });
  return { letter, signers };
}

/** A call by an organizer of the letter. */
async function by(
  index: number,
  letter: TestLetter,
  method: string,
  path = '',
  body?: unknown,
): Promise<Answer> {
  const organizer = toBase64url(organizerOf(letter, index).signingKey);
  return origin.call(method, `/letters/${letter.id}/proposals${path}`, {
    organizer,
    ...(body === undefined ? {} : { body }),
  });
}

async function propose(letter: TestLetter): Promise<Answer> {
  return by(0, letter, 'POST', '', {});
}

async function proposals(letter: TestLetter): Promise<string[]> {
  const { body } = await by(2, letter, 'GET');
  return body.proposals.map((one: { proposal: string }) => one.proposal);
}

/** A proposal of the end of this epoch. */
async function proposed(
  letter: TestLetter,
  epoch: number,
): Promise<{ id: string; proposal: Proposal; encoded: Uint8Array }> {
  expect(await propose(letter)).toMatchObject({ status: 202 });
  await origin.endEpoch(letter, epoch);
  return current(letter);
}

async function current(letter: TestLetter): Promise<{ id: string; proposal: Proposal; encoded: Uint8Array }> {
  const [id] = await proposals(letter);
  const { body } = await by(1, letter, 'GET', `/${id!}`);
  const encoded = fromBase64url(body.proposal);
  return { id: id!, proposal: decodeProposal(encoded), encoded };
}

async function signProposal(
  letter: TestLetter,
  { id, encoded }: { id: string; encoded: Uint8Array },
  index: number,
): Promise<Answer> {
  const signature = toBase64url(await p.ed25519Sign(organizerOf(letter, index).signingSeed, encoded));
  return by(index, letter, 'POST', `/${id}/shares`, { signature, shares: [] });
}

function editionOf(letter: TestLetter, proposal: string, says: Partial<Edition> = {}): Uint8Array {
  const nothing = { names: [], struck: 0, roles: [], embargo: null };
  return encodeEdition({ letter: toBase64url(letter.digest), proposal, ...nothing, ...says });
}

async function signEdition(
  letter: TestLetter,
  proposal: string,
  edition: Uint8Array,
  index: number,
): Promise<Answer> {
  const signature = toBase64url(await p.ed25519Sign(organizerOf(letter, index).signingSeed, edition));
  return by(index, letter, 'POST', `/${proposal}/editions`, { edition: toBase64url(edition), signature });
}

/** Two organizers sign the proposal and the edition. */
async function publish(
  letter: TestLetter,
  of: { id: string; encoded: Uint8Array },
  says: Partial<Edition> = {},
): Promise<string> {
  for (const index of [0, 1]) expect((await signProposal(letter, of, index)).status).toBe(200);
  const edition = editionOf(letter, of.id, says);
  expect(await signEdition(letter, of.id, edition, 0)).toMatchObject({
    status: 200,
    body: { published: null },
  });
  const { body } = await signEdition(letter, of.id, edition, 1);
  expect(body.published).toBe(toBase64url(p.sha256(edition)));
  return body.published;
}

async function bundle(letter: TestLetter, edition: string): Promise<Answer> {
  return origin.call('GET', `/letters/${letter.id}/editions/${edition}.bundle`);
}

async function act(letter: TestLetter, action: 'close' | 'cancel' | 'final'): Promise<void> {
  for (const index of [0, 1]) {
    const { signingKey, signingSeed } = organizerOf(letter, index);
    const document = actionDocument(letter.digest, action, toTime(origin.now));
    const answer = await origin.call('POST', `/letters/${letter.id}/actions`, {
      organizer: toBase64url(signingKey),
      body: {
        document: toBase64url(document),
        signature: toBase64url(await p.ed25519Sign(signingSeed, document)),
      },
    });
    expect(answer.status).toBe(200);
  }
}

async function slots(letter: TestLetter): Promise<unknown> {
  const [row]: unknown[] = await origin.dataSource.query(
    `SELECT count(*)::int AS rows, min(length(sealed)) AS shortest, max(length(sealed)) AS longest
       FROM origin.snapshot_slots WHERE letter = $1`,
    [letter.id],
  );
  return row;
}

describe('proposing', () => {
  it('is for organizers of the letter', async () => {
    const { letter } = await reached();
    const stranger = toBase64url(await p.ed25519PublicKey(p.random(32)));
    const path = `/letters/${letter.id}/proposals`;
    expect(await origin.call('POST', path, { body: {} })).toMatchObject({ status: 401 });
    for (const method of ['POST', 'GET']) {
      expect(
        await origin.call(method, path, { organizer: stranger, ...(method === 'GET' ? {} : { body: {} }) }),
      ).toMatchObject({
        status: 403,
        body: { code: 'not_an_organizer' },
      });
    }
  });

  it('is answered the same before the announcement, below the threshold and above', async () => {
    const letter = await origin.openLetter({ threshold: 6 });
    const answers = [await propose(letter)];
    await origin.signMany(letter, 6);
    answers.push(await propose(letter));
    await origin.endEpoch(letter, 1);
    answers.push(await propose(letter));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 409, body: { code: 'not_reached' } });
    await origin.endEpoch(letter, 2);
    expect((await propose(letter)).status).toBe(202);
  });

  it('takes a snapshot at the next epoch end after it, also when the one before is late', async () => {
    const { letter } = await reached();
    origin.now = new Date(epochEnd(letter.manifest, 3).getTime() + 1000);
    const { body } = await propose(letter);
    expect(body).toEqual({ snapshotAt: toTime(epochEnd(letter.manifest, 4)) });
    expect((await propose(letter)).body).toEqual(body);
    await origin.tick();
    expect((await by(1, letter, 'GET')).body).toEqual({
      snapshotAt: body.snapshotAt,
      noSnapshot: false,
      proposals: [],
    });
    await origin.endEpoch(letter, 4);
    expect((await by(1, letter, 'GET')).body).toMatchObject({
      snapshotAt: null,
      proposals: [{ epoch: 4, approvedBy: [] }],
    });
  });

  it('shows records that hold by every rule, sorted, under the root', async () => {
    const { letter, signers } = await reached(9, { workplaces: 2, minimumCell: 4 });
    const { id, proposal } = await proposed(letter, 3);
    expect(proposal).toMatchObject({ letter: toBase64url(letter.digest), epoch: 3, count: 9 });
    expect(proposal.cells.map(({ count, waiting }) => [count, waiting])).toEqual([
      [5, false],
      [4, false],
    ]);
    const { body } = await by(2, letter, 'GET', `/${id}/records`);
    const context = await prepareLetter(p, letter.manifest, letter.digest);
    const verified = await verifyRecords(p, context, body.records, proposal);
    expect(new Set(verified.map((one) => one.nullifier))).toEqual(
      new Set(signers.map((one) => toBase64url(nullifierOf(p, letter.digest, one.publicKey)))),
    );
  });

  it('has one proposal alive at a time, for seven days', async () => {
    const { letter } = await reached();
    const first = await proposed(letter, 3);
    expect(await propose(letter)).toMatchObject({ status: 409, body: { code: 'proposal_alive' } });
    origin.now = new Date(epochEnd(letter.manifest, 3).getTime() + WEEK_MS);
    expect(await proposals(letter)).toEqual([]);
    expect(await signProposal(letter, first, 0)).toMatchObject({
      status: 404,
      body: { code: 'proposal_not_found' },
    });
    await origin.tick();
    expect(await slots(letter)).toMatchObject({ rows: 0 });
    const next = await proposed(letter, 3 + 7 * 24 + 1);
    expect(next.proposal.count).toBe(6);
    expect(next.id).not.toBe(first.id);
  });
});

describe('newcomers of a cell', () => {
  it('wait until there are enough of them, while a withdrawal shows at once', async () => {
    const { letter, signers } = await reached(8);
    await publish(letter, await proposed(letter, 3));
    await origin.signMany(letter, 2, 'newcomer');
    await origin.post(letter, signers[0]!, { action: 'withdraw', sequence: 1 });
    const second = await proposed(letter, 4);
    expect(second.proposal).toMatchObject({ count: 7, cells: [{ count: 7, waiting: true }] });
    await publish(letter, second);
    await origin.signMany(letter, 1, 'third newcomer');
    await origin.post(letter, signers[0]!, { action: 'sign', sequence: 2, tokens: [] });
    const third = await proposed(letter, 5);
    expect(third.proposal).toMatchObject({ count: 11, cells: [{ count: 11, waiting: false }] });
  });

  it('still count as shown after a proposal that died', async () => {
    const { letter } = await reached(6);
    await proposed(letter, 3);
    await origin.signMany(letter, 1, 'alone');
    origin.now = new Date(origin.now.getTime() + WEEK_MS);
    await origin.tick();
    const { proposal } = await proposed(letter, 3 + 7 * 24 + 1);
    expect(proposal).toMatchObject({ count: 6, cells: [{ count: 6, waiting: true }] });
  });
});

describe('a snapshot that cannot be taken', () => {
  it('shows to organizers alone, and in no table', async () => {
    const [{ letter: enough }, { letter, signers }] = [await reached(), await reached()];
    for (const one of signers.slice(0, 2))
      await origin.post(letter, one, { action: 'withdraw', sequence: 1 });
    expect((await propose(letter)).status).toBe(202);
    await propose(enough);
    await origin.endEpoch(letter, 3);
    expect((await by(0, enough, 'GET')).body.proposals).toHaveLength(1);
    expect((await by(0, letter, 'GET')).body).toEqual({ snapshotAt: null, noSnapshot: true, proposals: [] });
    expect(await slots(letter)).toEqual(await slots(enough));
    expect((await origin.tally(letter)).body).toEqual((await origin.tally(enough)).body);
    const sizes: { size: number }[] = await origin.dataSource.query(
      'SELECT length(sealed) AS size FROM origin.proposals WHERE letter IN ($1, $2)',
      [letter.id, enough.id],
    );
    expect(sizes[0]).toEqual(sizes[1]);
    // Those who withdrew come back, and nobody was marked as shown: the next snapshot is the first.
    for (const one of signers.slice(0, 2)) await origin.post(letter, one, { sequence: 2, tokens: [] });
    expect((await proposed(letter, 4)).proposal.cells).toMatchObject([{ count: 6, waiting: false }]);
  });
});

describe('an edition', () => {
  it('is published by enough organizers, as a bundle that verifies offline', async () => {
    const { letter, signers } = await reached(7);
    const of = await proposed(letter, 3);
    const edition = await publish(letter, of);
    const file = await bundle(letter, edition);
    expect(file.status).toBe(200);
    const bytes = new TextEncoder().encode(file.text);
    const report = await verifyBundle(p, bytes, letter.id);
    expect(report).toMatchObject({
      count: 7,
      editionDigest: edition,
      approvedBy: ['Organizer A', 'Organizer B'],
    });
    const shown = decodeBundle(bytes).records.map((record) => recordNullifier(p, letter.digest, record));
    expect(new Set(shown)).toEqual(
      new Set(signers.map((one) => toBase64url(nullifierOf(p, letter.digest, one.publicKey)))),
    );

    const view = await origin.call('GET', `/letters/${letter.id}/editions/${edition}`);
    expect(view.body).toEqual({
      edition,
      letter: letter.id,
      epoch: 3,
      asOf: toTime(epochEnd(letter.manifest, 3)),
      count: 7,
      cells: [{ workplace: letter.manifest.workplaces[0]!.id, issuers: [0], count: 7, waiting: false }],
      names: [],
      roles: [],
      struck: 0,
      embargo: null,
      approvedBy: [0, 1].map((i) => ({
        label: organizerOf(letter, i).label,
        key: toBase64url(organizerOf(letter, i).signingKey),
      })),
    });
    expect((await origin.call('GET', `/letters/${letter.id}/editions`)).body).toEqual({
      editions: [view.body],
    });
    expect((await origin.call('GET', `/letters/${letter.id}`)).body.editions).toEqual([edition]);
    expect(await proposals(letter)).toEqual([]);
    expect((await by(0, letter, 'GET', `/${of.id}`)).body).toMatchObject({
      published: edition,
      editions: [],
      dies: null,
    });
    expect(await slots(letter)).toMatchObject({ rows: 0 });
  });

  it('shows to the other organizers before enough have approved it', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    for (const index of [0, 2]) await signProposal(letter, of, index);
    const edition = editionOf(letter, of.id);
    await signEdition(letter, of.id, edition, 2);
    const keys = [0, 1, 2].map((i) => toBase64url(organizerOf(letter, i).signingKey));
    const digest = toBase64url(p.sha256(edition));
    expect((await by(1, letter, 'GET', `/${of.id}`)).body).toMatchObject({
      approvedBy: [keys[0], keys[2]],
      editions: [{ digest, approvedBy: [keys[2]] }],
      published: null,
    });
    const read = async (which: string): Promise<unknown> =>
      (await by(1, letter, 'GET', `/${of.id}/editions/${which}`)).body;
    expect(await read(digest)).toEqual({ edition: toBase64url(edition) });
    expect(await read(of.id)).toMatchObject({ code: 'edition_not_found' });
    const everybody = await origin.call('GET', `/letters/${letter.id}/proposals/${of.id}/editions/${digest}`);
    expect(everybody).toMatchObject({ status: 401, body: { code: 'session_required' } });
    expect((await origin.call('GET', `/letters/${letter.id}/editions`)).body).toEqual({ editions: [] });
    await signEdition(letter, of.id, edition, 0);
    // Once it is published it is read at its address, by everybody alike.
    expect(await read(digest)).toMatchObject({ code: 'edition_not_found' });
  });

  it('is published once, however many approve at once, and again answers the same', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    for (const index of [0, 1, 2]) await signProposal(letter, of, index);
    const edition = editionOf(letter, of.id);
    const answers = await Promise.all(
      [0, 1, 2, 0, 1, 2].map((index) => signEdition(letter, of.id, edition, index)),
    );
    for (const { status } of answers) expect(status).toBe(200);
    const digest = toBase64url(p.sha256(edition));
    expect((await signEdition(letter, of.id, edition, 2)).body).toEqual({ published: digest });
    expect((await origin.call('GET', `/letters/${letter.id}/editions`)).body.editions).toHaveLength(1);
    const other = editionOf(letter, of.id, { embargo: '2030-01-01T00:00:00Z' });
    expect(await signEdition(letter, of.id, other, 0)).toMatchObject({
      status: 409,
      body: { code: 'other_edition_published' },
    });
  });

  it('takes the last word of an organizer, not two', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    for (const index of [0, 1]) await signProposal(letter, of, index);
    const [now, later] = [
      editionOf(letter, of.id),
      editionOf(letter, of.id, { embargo: '2018-06-25T20:00:00Z' }),
    ];
    await signEdition(letter, of.id, now, 0);
    await signEdition(letter, of.id, later, 0);
    expect((await signEdition(letter, of.id, now, 1)).body).toEqual({ published: null });
    expect((await signEdition(letter, of.id, later, 1)).body.published).toBe(toBase64url(p.sha256(later)));
  });

  it('is refused when it says what was not opened, is of something else, or is not hers', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    expect(await signEdition(letter, of.id, editionOf(letter, of.id), 0)).toMatchObject({
      status: 409,
      body: { code: 'proposal_not_approved' },
    });
    for (const index of [0, 1]) await signProposal(letter, of, index);
    const nullifier = toBase64url(p.random(32));
    const workplace = letter.manifest.workplaces[0]!.id;
    const refusals: [Partial<Edition>, number, string][] = [
      [{ struck: 1 }, 409, 'not_opened'],
      [{ names: [{ nullifier, name: 'Ada', title: null, address: null }] }, 409, 'not_opened'],
      [{ roles: [{ workplace, role: null, count: 6 }] }, 409, 'not_opened'],
      [{ letter: toBase64url(p.random(32)) }, 400, 'letter_mismatch'],
      [{ proposal: toBase64url(p.random(32)) }, 400, 'proposal_mismatch'],
    ];
    for (const [says, status, code] of refusals) {
      const answer = await signEdition(letter, of.id, editionOf(letter, of.id, says), 0);
      expect(answer).toMatchObject({ status, body: { code } });
    }
    const edition = toBase64url(editionOf(letter, of.id));
    const foreign = toBase64url(
      await p.ed25519Sign(organizerOf(letter, 1).signingSeed, fromBase64url(edition)),
    );
    const path = `/${of.id}/editions`;
    expect(await by(0, letter, 'POST', path, { edition, signature: foreign })).toMatchObject({
      status: 400,
      body: { code: 'invalid_approval' },
    });
    expect(await by(0, letter, 'POST', path, { edition: 'AAAA', signature: foreign })).toMatchObject({
      status: 400,
      body: { code: 'malformed' },
    });
    expect((await by(0, letter, 'GET', `/${of.id}`)).body.editions).toEqual([]);
  });

  it('needs proposal signatures that hold, and no shares of a set that is empty', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    const signature = toBase64url(p.random(64));
    expect(await by(0, letter, 'POST', `/${of.id}/shares`, { signature, shares: [] })).toMatchObject({
      status: 400,
      body: { code: 'invalid_approval' },
    });
    expect(await by(0, letter, 'POST', `/${of.id}/shares`, { signature, shares: ['AAAA'] })).toMatchObject({
      status: 400,
    });
    expect((await by(0, letter, 'GET', `/${of.id}`)).body.approvedBy).toEqual([]);
  });

  it('is never published if its bundle does not verify', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    const found = await origin.get(LettersService).get(letter.id);
    await transaction(origin.dataSource, 'test', async (manager) => {
      const signatures = await origin.get(SignatureStore).readAll(manager, found);
      const rows = await origin.get(ChoiceStore).read(manager, found);
      const [first, ...others] = signatures;
      const forged = { ...first!, row: { ...first!.row, signature: p.random(64) } };
      await origin
        .get(SnapshotStore)
        .replace(manager, found, { epoch: 3, capacity: 16, taken: [forged, ...others] });
      await origin.get(ChoiceStore).create(manager, found, { capacity: 16, rows });
    });
    for (const index of [0, 1]) await signProposal(letter, of, index);
    const edition = editionOf(letter, of.id);
    await signEdition(letter, of.id, edition, 0);
    expect(await signEdition(letter, of.id, edition, 1)).toMatchObject({
      status: 500,
      body: { code: 'internal' },
    });
    await expect(origin.get(ReleaseUpkeepService).tick()).rejects.toThrow('does not verify');
    expect((await origin.call('GET', `/letters/${letter.id}/editions`)).body).toEqual({ editions: [] });
  });

  it('is published by the next tick if something broke after enough had approved it', async () => {
    const { letter } = await reached();
    const of = await proposed(letter, 3);
    for (const index of [0, 1]) await signProposal(letter, of, index);
    const edition = editionOf(letter, of.id);
    await signEdition(letter, of.id, edition, 0);
    const broken = jest.spyOn(origin.get(EditionStore), 'publish').mockRejectedValueOnce(new Error('broken'));
    expect((await signEdition(letter, of.id, edition, 1)).status).toBe(500);
    broken.mockRestore();
    expect((await origin.call('GET', `/letters/${letter.id}/editions`)).body.editions).toHaveLength(0);
    await origin.tick();
    expect((await origin.call('GET', `/letters/${letter.id}/editions`)).body.editions).toHaveLength(1);
    expect((await bundle(letter, toBase64url(p.sha256(edition)))).status).toBe(200);
  });
});

describe('an embargo', () => {
  it('hides an edition from everybody, and from a copy of the database, until it is over', async () => {
    const { letter } = await reached();
    const embargo = toTime(epochEnd(letter.manifest, 10));
    const edition = await publish(letter, await proposed(letter, 3), { embargo });
    const unknown = await bundle(letter, 'A'.repeat(43));
    const seen = async (): Promise<unknown> => [
      (await origin.call('GET', `/letters/${letter.id}/editions`)).body.editions.length,
      (await origin.call('GET', `/letters/${letter.id}`)).body.editions.length,
      (await origin.call('GET', `/letters/${letter.id}/editions/${edition}`)).status,
      (await bundle(letter, edition)).status,
    ];
    const stored = async (): Promise<string> => {
      const [row]: { all: string }[] = await origin.dataSource.query(
        `SELECT encode(summary || bundle, 'escape') AS all FROM origin.editions WHERE edition = $1`,
        [edition],
      );
      return row!.all;
    };
    expect(await seen()).toEqual([0, 0, 404, 404]);
    expect(await bundle(letter, edition)).toEqual(unknown);
    expect(await stored()).not.toMatch(/count|manifest/);
    origin.now = new Date(epochEnd(letter.manifest, 10).getTime() - 1);
    expect(await seen()).toEqual([0, 0, 404, 404]);
    origin.now = epochEnd(letter.manifest, 10);
    expect(await seen()).toEqual([1, 1, 200, 200]);
    const before = (await bundle(letter, edition)).text;
    await origin.tick();
    expect(await stored()).toMatch(/count.*manifest/);
    expect((await bundle(letter, edition)).text).toBe(before);
    expect((await verifyBundle(p, new TextEncoder().encode(before), letter.id)).count).toBe(6);
  });
});

describe('the close', () => {
  it('takes the last snapshot unasked, which can be proposed again, until the letter is final', async () => {
    const { letter } = await reached();
    await proposed(letter, 3);
    await origin.signMany(letter, 3, 'before the close');
    await act(letter, 'close');
    await origin.endEpoch(letter, 4);
    const last = await current(letter);
    expect(last.proposal).toMatchObject({ epoch: 4, count: 9 });
    await signProposal(letter, last, 0);

    origin.now = new Date(origin.now.getTime() + WEEK_MS);
    await origin.tick();
    expect(await proposals(letter)).toEqual([]);
    expect((await propose(letter)).body).toEqual({ snapshotAt: toTime(epochEnd(letter.manifest, 4)) });
    expect(await current(letter)).toEqual(last);
    expect((await by(0, letter, 'GET')).body.proposals).toMatchObject([{ approvedBy: [] }]);
    const edition = await publish(letter, last);

    await act(letter, 'final');
    await origin.tick();
    expect(await slots(letter)).toMatchObject({ rows: 0 });
    expect(await propose(letter)).toMatchObject({ status: 409, body: { code: 'release_over' } });
    const file = await bundle(letter, edition);
    expect((await verifyBundle(p, new TextEncoder().encode(file.text), letter.id)).count).toBe(9);
    expect((await origin.tally(letter)).body).toMatchObject({ state: 'closed', tally: 'reached' });
  });

  it('takes none if too few can be shown then', async () => {
    const { letter, signers } = await reached();
    await origin.post(letter, signers[0]!, { action: 'withdraw', sequence: 1 });
    await act(letter, 'close');
    await origin.endEpoch(letter, 3);
    expect((await origin.tally(letter)).body).toMatchObject({ state: 'closed', tally: 'reached' });
    expect((await by(0, letter, 'GET')).body).toEqual({ snapshotAt: null, noSnapshot: true, proposals: [] });
    expect(await propose(letter)).toMatchObject({ status: 409, body: { code: 'no_snapshot' } });
  });

  it('is followed by releaseBy, when whatever was not released is gone', async () => {
    const { letter } = await reached();
    await origin.endEpoch(letter, 14 * 24);
    expect(await proposals(letter)).toHaveLength(1);
    origin.now = letter.manifest.releaseBy;
    await origin.tick();
    expect(await slots(letter)).toMatchObject({ rows: 0 });
    expect(await by(0, letter, 'GET')).toMatchObject({ status: 409, body: { code: 'release_over' } });
    const known = await origin.get(LettersService).get(letter.id);
    await expect(
      transaction(origin.dataSource, 'test', (manager) => origin.get(ReleaseStore).read(manager, known)),
    ).rejects.toThrow(EntityNotFoundError);
  });
});
