import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { makeSigners, organizerOf, type TestLetter, type TestSigner } from '../../../test/support/letters.js';
import { OriginApp } from '../../../test/support/origin-app.js';
import { loadConfig } from '../../common/config.js';
import { transaction } from '../../common/database/transaction.js';
import { Log } from '../../common/logger.js';
import { actionDocument } from '../../protocol/action.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase64url } from '../../protocol/codec.js';
import { epochEnd } from '../../protocol/epochs.js';
import { toTime } from '../../protocol/shape.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import { LettersService } from '../letters/letters.service.js';
import { SignatureStore } from '../signatures/signature-store.service.js';
import { EpochEnds, type EpochEnd } from './epoch-ends.service.js';
import { TallyService } from './tally.service.js';

let origin: OriginApp;
const lines: string[] = [];

beforeAll(async () => {
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  origin = await OriginApp.start(
    undefined,
    new Log(loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'debug' }), out),
  );
});

afterAll(async () => {
  await origin.stop();
});

afterEach(async () => {
  await origin.cancelAll();
});

const COLLECTING = { state: 'open', tally: 'collecting' };

async function told(letter: TestLetter): Promise<unknown> {
  const { status, body } = await origin.tally(letter);
  expect(status).toBe(200);
  return body;
}

async function runningEpoch(letter: TestLetter): Promise<number | undefined> {
  const found = await origin.get(LettersService).get(letter.id);
  const { manager } = origin.dataSource;
  return (await origin.get(SignatureStore).state(manager, found))?.epoch;
}

async function act(letter: TestLetter, action: 'close' | 'cancel', by = [0, 1]): Promise<void> {
  for (const index of by) {
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

/** What is left of a letter in the tables of what is sealed. */
async function leftovers(letter: TestLetter): Promise<string[]> {
  const tables = [
    'signature_slots',
    'signature_slots_epochs',
    'tally_memories',
    'proposals',
    'snapshot_slots',
  ];
  const found: string[] = [];
  for (const table of tables) {
    const rows: unknown[] = await origin.dataSource.query(
      `SELECT 1 FROM origin.${table} WHERE letter = $1 LIMIT 1`,
      [letter.id],
    );
    if (rows.length > 0) found.push(table);
  }
  return found;
}

describe('the tally', () => {
  it('collects below the threshold, and is reached only at the second epoch end in a row', async () => {
    const letter = await origin.openLetter({ threshold: 6 });
    const signers = await origin.signMany(letter, 5);
    await origin.endEpoch(letter, 1);
    await origin.endEpoch(letter, 2);
    expect(await told(letter)).toEqual(COLLECTING);
    signers.push(...(await origin.signMany(letter, 1, 'sixth')));
    await origin.endEpoch(letter, 3);
    expect(await told(letter)).toEqual(COLLECTING);
    await origin.post(letter, signers[0]!, { action: 'withdraw', sequence: 1 });
    await origin.endEpoch(letter, 4);
    await origin.post(letter, signers[0]!, { action: 'sign', sequence: 2, tokens: [] });
    await origin.endEpoch(letter, 5);
    expect(await told(letter)).toEqual(COLLECTING);
    await origin.endEpoch(letter, 6);
    expect(await told(letter)).toEqual({ state: 'open', tally: 'reached', count: 6 });
  });

  it('shows from then on what moved by the minimum cell, rounded down, and stays reached below the threshold', async () => {
    const letter = await origin.openLetter({ threshold: 10, minimumCell: 3, overrides: { countStep: 5 } });
    const signers = await origin.signMany(letter, 12);
    await origin.endEpoch(letter, 1);
    await origin.endEpoch(letter, 2);
    expect(await told(letter)).toMatchObject({ tally: 'reached', count: 10 });
    await origin.signMany(letter, 2, 'two more');
    await origin.endEpoch(letter, 3);
    expect(await told(letter)).toMatchObject({ count: 10 });
    await origin.signMany(letter, 1, 'third');
    await origin.endEpoch(letter, 4);
    expect(await told(letter)).toMatchObject({ count: 15 });
    for (const signer of signers.slice(0, 7))
      await origin.post(letter, signer, { action: 'withdraw', sequence: 1 });
    await origin.endEpoch(letter, 5);
    expect(await told(letter)).toMatchObject({ tally: 'reached', count: 5 });
  });

  it('counts a cell only from the minimum on', async () => {
    const letter = await origin.openLetter({ workplaces: 2, minimumCell: 4, threshold: 6 });
    // Of nine, five are of one workplace and four of the other; of six, three are of each.
    await origin.signMany(letter, 6);
    await origin.endEpoch(letter, 1);
    await origin.endEpoch(letter, 2);
    expect(await told(letter)).toEqual(COLLECTING);
    await origin.signMany(letter, 3, 'more');
    await origin.endEpoch(letter, 3);
    await origin.endEpoch(letter, 4);
    expect(await told(letter)).toMatchObject({ tally: 'reached', count: 6 });
  });

  it('makes up missed epoch ends once, as the latest', async () => {
    const letter = await origin.openLetter({ threshold: 3 });
    await origin.signMany(letter, 3);
    await origin.endEpoch(letter, 7);
    expect(await runningEpoch(letter)).toBe(8);
    expect(await told(letter)).toEqual(COLLECTING);
    await origin.endEpoch(letter, 9);
    expect(await told(letter)).toMatchObject({ tally: 'reached', count: 3 });
    expect(await runningEpoch(letter)).toBe(10);
  });

  it('does nothing between epoch ends, and nothing when the clock goes back', async () => {
    const letter = await origin.openLetter({ threshold: 3 });
    await origin.endEpoch(letter, 2);
    origin.now = new Date(epochEnd(letter.manifest, 3).getTime() - 1);
    await origin.tick();
    expect(await runningEpoch(letter)).toBe(3);
    origin.now = epochEnd(letter.manifest, 1);
    await origin.tick();
    expect(await runningEpoch(letter)).toBe(3);
  });

  it('seals signatures under the epoch that runs, which receipts carry', async () => {
    const letter = await origin.openLetter({ threshold: 3 });
    const [one, two] = (await makeSigners(letter, 2)) as [TestSigner, TestSigner];
    await origin.post(letter, one);
    await origin.endEpoch(letter, 4);
    await origin.post(letter, two);
    const found = await origin.get(LettersService).get(letter.id);
    const stored = await transaction(origin.dataSource, 'test', (manager) =>
      origin.get(SignatureStore).readAll(manager, found),
    );
    expect(stored.map(({ row }) => row.epoch).sort()).toEqual([1, 5]);
  });
});

describe('the close', () => {
  it('is a lapse below the threshold: everything is dropped and the keys die', async () => {
    const letter = await origin.openLetter({ threshold: 4 });
    await origin.signMany(letter, 3);
    await origin.endEpoch(letter, 1);
    expect(await leftovers(letter)).toEqual([
      'signature_slots',
      'signature_slots_epochs',
      'tally_memories',
      'proposals',
    ]);
    await origin.endEpoch(letter, 14 * 24);
    expect(await told(letter)).toEqual({ state: 'lapsed', tally: 'collecting' });
    expect(await leftovers(letter)).toEqual([]);
    expect(await origin.get(LetterKeysService).get(letter.id)).toBeUndefined();
  });

  it('announces at once what is reached only then', async () => {
    const letter = await origin.openLetter({ threshold: 4 });
    await origin.signMany(letter, 4);
    await origin.endEpoch(letter, 14 * 24);
    expect(await told(letter)).toEqual({ state: 'closed', tally: 'reached', count: 4 });
  });

  it('comes early at the next epoch end, if enough organizers want it', async () => {
    const letter = await origin.openLetter({ threshold: 3 });
    await origin.signMany(letter, 2);
    await origin.endEpoch(letter, 1);
    await act(letter, 'close');
    await origin.tick();
    expect(await told(letter)).toEqual(COLLECTING);
    await origin.signMany(letter, 1, 'just in time');
    await origin.endEpoch(letter, 2);
    expect(await told(letter)).toEqual({ state: 'closed', tally: 'reached', count: 3 });
    const [late] = await makeSigners(letter, 1, 'late');
    expect(await origin.post(letter, late!)).toMatchObject({ status: 409, body: { code: 'letter_closed' } });
  });

  it('never comes after a cancellation, which drops everything at once', async () => {
    const letter = await origin.openLetter({ threshold: 3 });
    await origin.signMany(letter, 3);
    await act(letter, 'cancel');
    expect(await leftovers(letter)).toEqual([]);
    await origin.endEpoch(letter, 14 * 24);
    expect(await told(letter)).toEqual({ state: 'cancelled', tally: 'collecting' });
    expect(await origin.get(LetterKeysService).get(letter.id)).toBeUndefined();
  });
});

describe('two at once', () => {
  it('end an epoch once: two ticks of one process', async () => {
    const letter = await origin.openLetter({ threshold: 3 });
    const seen = watched(origin, letter);
    await origin.signMany(letter, 3);
    origin.now = epochEnd(letter.manifest, 1);
    const tally = origin.get(TallyService);
    await Promise.all([tally.tick(), tally.tick(), tally.tick()]);
    expect(seen).toEqual([1]);
    expect(await told(letter)).toEqual(COLLECTING);
    origin.now = epochEnd(letter.manifest, 2);
    await Promise.all([tally.tick(), tally.tick(), tally.tick()]);
    expect(seen).toEqual([1, 2]);
    expect(await told(letter)).toMatchObject({ tally: 'reached', count: 3 });
  });

  it('end an epoch once, and announce once: two processes on one database', async () => {
    const second = await OriginApp.start(origin);
    try {
      const letter = await origin.openLetter({ threshold: 6 });
      const seen = watched(origin, letter);
      watched(second, letter, seen);
      const signers = await makeSigners(letter, 6);
      const answers = await Promise.all(
        signers.flatMap((signer) => [origin.post(letter, signer), second.post(letter, signer)]),
      );
      for (const answer of answers) expect(answer.status).toBe(202);
      for (const epoch of [1, 2]) {
        origin.now = epochEnd(letter.manifest, epoch);
        const ticks = [origin, second].map((one) => one.get(TallyService).tick());
        await Promise.all([...ticks, ...signers.map((signer) => second.post(letter, signer))]);
        expect(seen).toEqual([1, 2].slice(0, epoch));
      }
      expect(await told(letter)).toMatchObject({ tally: 'reached', count: 6 });
      expect((await second.tally(letter)).body).toMatchObject({ tally: 'reached', count: 6 });
    } finally {
      await second.stop(true);
    }
  });
});

describe('silence', () => {
  it('is the same at every route for nobody and for one less than the threshold, also when it was met once', async () => {
    const [empty, nearly] = [
      await origin.openLetter({ threshold: 6 }),
      await origin.openLetter({ threshold: 6 }),
    ];
    const signers = await origin.signMany(nearly, 5);
    const [sixth] = await makeSigners(nearly, 1, 'sixth');
    for (const epoch of [1, 2, 3]) {
      await origin.endEpoch(empty, epoch);
      expect(await publicFace(nearly)).toEqual(await publicFace(empty));
      if (epoch === 1) await origin.post(nearly, sixth!);
      if (epoch === 2) await origin.post(nearly, signers[0]!, { action: 'withdraw', sequence: 1 });
    }
    const stored = await Promise.all([empty, nearly].map(storedShape));
    expect(stored[1]).toEqual(stored[0]);
  });

  it('is kept in the log, whatever is logged', async () => {
    const letter = await origin.openLetter({ threshold: 6 });
    await origin.signMany(letter, 5);
    const epochEnds = origin.get(EpochEnds);
    let fails = true;
    epochEnds.register({
      epochEnded: async () => {
        if (fails) throw new Error('There are 5 signatures.');
        return Promise.resolve(undefined);
      },
    });
    origin.now = epochEnd(letter.manifest, 1);
    const failure: unknown = await origin
      .get(TallyService)
      .tick()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    origin.get(Log).failure('The tick tally failed', failure);
    expect(await runningEpoch(letter)).toBe(1);
    fails = false;
    await origin.get(TallyService).tick();
    expect(await runningEpoch(letter)).toBe(2);
    expect(lines.join('')).toMatch(/The tick tally failed/);
    expect(lines.join('')).not.toMatch(/There are|signatures\./);
  });
});

/** The epochs that end for this letter in this process, from now on. */
function watched(app: OriginApp, letter: TestLetter, seen: number[] = []): number[] {
  app.get(EpochEnds).register({
    epochEnded: async (_manager, end: EpochEnd) => {
      if (end.letter.id === letter.id) seen.push(end.epoch);
      return Promise.resolve(undefined);
    },
  });
  return seen;
}

/** Everything that anybody, or an organizer, is told of a letter, with the letter itself taken out. */
async function publicFace(letter: TestLetter): Promise<unknown[]> {
  const organizer = toBase64url(organizerOf(letter, 0).signingKey);
  const digest = 'A'.repeat(43);
  const answers = [
    await origin.tally(letter),
    await origin.call('GET', `/letters/${letter.id}/editions`),
    await origin.call('GET', `/letters/${letter.id}/editions/${digest}`),
    await origin.call('GET', `/letters/${letter.id}/editions/${digest}.bundle`),
    await origin.call('POST', `/letters/${letter.id}/proposals`, { organizer, body: {} }),
    await origin.call('GET', `/letters/${letter.id}/proposals`, { organizer }),
    await origin.call('GET', `/letters/${letter.id}/proposals/${digest}`, { organizer }),
    await origin.call('GET', `/letters/${letter.id}/proposals/${digest}/records`, { organizer }),
    await origin.call('POST', `/letters/${letter.id}/proposals`, { body: {} }),
  ];
  return answers.map(({ status, text }) => [status, text]);
}

/** Rows and bytes of all that is stored of a letter. */
async function storedShape(letter: TestLetter): Promise<unknown[]> {
  const shapes: unknown[] = [];
  for (const table of ['signature_slots', 'tally_memories', 'proposals']) {
    shapes.push(
      await origin.dataSource.query(
        `SELECT count(*) AS rows, min(length(sealed)) AS shortest, max(length(sealed)) AS longest
           FROM origin.${table} WHERE letter = $1`,
        [letter.id],
      ),
    );
  }
  for (const table of ['tallies', 'editions', 'snapshot_slots', 'choice_slots']) {
    shapes.push(
      await origin.dataSource.query(`SELECT 1 FROM origin.${table} WHERE letter = $1`, [letter.id]),
    );
  }
  shapes.push(
    await origin.dataSource.query(
      'SELECT sealed_epoch, capacity FROM origin.signature_slots_epochs WHERE letter = $1',
      [letter.id],
    ),
  );
  return shapes;
}
