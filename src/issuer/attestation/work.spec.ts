import { beforeEach, describe, expect, it } from '@jest/globals';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import fc from 'fast-check';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { doWork } from '../../client/work.js';
import { loadConfig } from '../../common/config.js';
import { MasterKey } from '../../common/master-key.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { ProblemError } from '../../common/problem.js';
import { SystemRandomSource } from '../../common/random.js';
import { toBase64url, utf8 } from '../../protocol/codec.js';
import type { WorkDemand } from '../../protocol/issuer-api.js';
import { decodeWork, encodeWork, MAX_WORK_LENGTH } from '../../protocol/work.js';
import { SpentWork } from './spent-work.js';
import { WorkCost } from './work-cost.js';
import { WORK_LIFETIME_SECONDS, WorkService } from './work.service.js';

const LETTER = toBase64url(new Uint8Array(32).fill(1));
const OTHER = toBase64url(new Uint8Array(32).fill(2));

const random = new SystemRandomSource();
const masterKey = new MasterKey(random.bytes(32));

let clock: ManualClock;
let issuer: WorkService;

beforeEach(() => {
  clock = new ManualClock();
  issuer = process();
});

describe('work', () => {
  it('is taken from this client', async () => {
    for (let i = 0; i < 20; i++) await issuer.spend(LETTER, await done());
  });

  it('is taken from altcha-lib itself', async () => {
    for (let i = 0; i < 20; i++) {
      const challenge = await issuer.demand(LETTER);
      const solution = await solveChallenge({ challenge, deriveKey });
      const { counter, derivedKey } = solution!;
      const work = encodeWork({ challenge, solution: { counter, derivedKey } });
      expect(work).toBe(await doWork(p, challenge));
      await issuer.spend(LETTER, work);
    }
  });

  it('is taken by another process of the same issuer', async () => {
    await process().spend(LETTER, await done());
  });

  it('is taken once, however often it is sent at once', async () => {
    const work = await done();
    const sent = await Promise.allSettled(Array.from({ length: 20 }, () => issuer.spend(LETTER, work)));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refused(work)).toBe(true);
  });

  it('is good for twenty minutes', async () => {
    const [early, late] = [await done(), await done()];
    clock.advance(WORK_LIFETIME_SECONDS - 1);
    await issuer.spend(LETTER, early);
    clock.advance(1);
    expect(await refused(late)).toBe(true);
  });

  it('is not taken under another key, or for another letter', async () => {
    const others = process(new MasterKey(random.bytes(32)));
    expect(await refused(await doWork(p, await others.demand(LETTER)))).toBe(true);
    expect(await refused(await doWork(p, await issuer.demand(OTHER)))).toBe(true);
  });

  it('is not taken when it is missing, or no work at all', async () => {
    const texts = [
      '',
      '=',
      'A'.repeat(MAX_WORK_LENGTH),
      'bnVsbA',
      'W10',
      'e30',
      toBase64url(utf8('{"challenge":1}')),
    ];
    for (const work of [undefined, ...texts]) expect(await refused(work)).toBe(true);
  });

  it('is not taken with any other counter or key', async () => {
    const demand = await issuer.demand(LETTER);
    const right = decodeWork(await doWork(p, demand)).solution;
    for (const counter of [right.counter + 1, right.counter + 2 ** 31, 2 ** 32 - 1]) {
      expect(await refused(encodeWork({ challenge: demand, solution: { ...right, counter } }))).toBe(true);
    }
    const derivedKey = right.derivedKey.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await refused(encodeWork({ challenge: demand, solution: { ...right, derivedKey } }))).toBe(true);
    await issuer.spend(LETTER, encodeWork({ challenge: demand, solution: right }));
  });

  const changes: [string, (demand: WorkDemand) => unknown][] = [
    ['an easier prefix', (demand) => changed(demand, { keyPrefix: '00'.repeat(16) })],
    ['a shorter prefix', (demand) => changed(demand, { keyPrefix: '00' })],
    ['another nonce', (demand) => changed(demand, { nonce: 'ab'.repeat(16) })],
    ['another salt', (demand) => changed(demand, { salt: 'ab'.repeat(16) })],
    ['another algorithm', (demand) => changed(demand, { algorithm: 'SHA-512' })],
    ['another cost', (demand) => changed(demand, { cost: 2 })],
    ['a shorter key', (demand) => changed(demand, { keyLength: 1 })],
    ['an expiry of altcha’s', (demand) => changed(demand, { expiresAt: 1 })],
    ['a longer life', (demand) => inData(demand, { expiresAt: '2018-06-25T16:20:01Z' })],
    ['a smaller bound', (demand) => inData(demand, { most: 1 })],
    ['an unknown field', (demand) => inData(demand, { surprise: 1 })],
    ['no signature', (demand) => ({ ...demand, signature: undefined })],
    ['another signature', (demand) => ({ ...demand, signature: 'ab'.repeat(32) })],
  ];

  it.each(changes)('is not taken with %s', async (_what, change) => {
    const demand = await issuer.demand(LETTER);
    const { solution } = decodeWork(await doWork(p, demand));
    const work = { challenge: change(demand), solution };
    expect(await refused(toBase64url(utf8(canonical(work))))).toBe(true);
    // What was changed is the reason: as it came, it is taken in the same words.
    await issuer.spend(LETTER, toBase64url(utf8(canonical({ challenge: demand, solution }))));
  });

  it('is not taken when any character of it is another, and has one form', async () => {
    const work = await done();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(work.length - 1),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+ '),
        async (at, character) => {
          fc.pre(work[at] !== character);
          expect(await refused(`${work.slice(0, at)}${character}${work.slice(at + 1)}`)).toBe(true);
        },
      ),
    );
    const spaced = JSON.stringify(JSON.parse(Buffer.from(work, 'base64url').toString()), null, 1);
    expect(await refused(toBase64url(utf8(spaced)))).toBe(true);
    await issuer.spend(LETTER, work);
  });

  it('takes whatever else is sent for no work', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => toBase64url(utf8(text.toWellFormed()))),
        ),
        async (work) => {
          expect(await refused(work)).toBe(true);
        },
      ),
    );
  });

  it('fits into the request, with the most that is ever demanded', async () => {
    const dearest = process(masterKey, '100000', { integer: () => 0 });
    for (let i = 0; i < 100; i++) await dearest.spend(LETTER, undefined).catch(() => undefined);
    const demand = await dearest.demand(LETTER);
    expect(demand.parameters.data.most).toBe(1_600_000);
    const longest = encodeWork({
      challenge: demand,
      solution: { counter: 2 ** 32 - 1, derivedKey: 'ab'.repeat(32) },
    });
    expect(longest.length).toBeLessThanOrEqual(MAX_WORK_LENGTH);
    // And the client takes it for reasonable.
    await dearest.spend(LETTER, await doWork(p, demand));
  });
});

describe('what is demanded', () => {
  it('is the configured number of hashes on average, and at most twice that', async () => {
    const usual = process(masterKey, '100');
    const counters = [];
    for (let i = 0; i < 400; i++) {
      const { counter } = decodeWork(await doWork(p, await usual.demand(LETTER))).solution;
      counters.push(counter);
    }
    expect(Math.max(...counters)).toBeLessThan(200);
    const average = counters.reduce((sum, counter) => sum + counter + 1, 0) / counters.length;
    // Six standard deviations.
    expect(Math.abs(average - 100)).toBeLessThan((6 * 200) / Math.sqrt(12 * 400));
  });

  it('is another every time, and says nothing but what stands in it', async () => {
    const [one, two] = [await issuer.demand(LETTER), await issuer.demand(LETTER)];
    expect(one.parameters.nonce).not.toBe(two.parameters.nonce);
    expect(one.parameters.salt).not.toBe(two.parameters.salt);
    expect(one).toEqual({
      parameters: {
        algorithm: 'SHA-256',
        cost: 1,
        data: { expiresAt: '2018-06-25T16:20:00Z', letter: LETTER, most: 20 },
        keyLength: 32,
        keyPrefix: expect.stringMatching(/^[0-9a-f]{32}$/),
        nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
        salt: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('gets more with missing, wrong and spent work, whatever the letter', async () => {
    const work = await done();
    await issuer.spend(LETTER, work);
    issuer = process(masterKey, '10', { integer: () => 0 });
    await issuer.spend(LETTER, work);
    for (const wrong of [undefined, 'wrong', work, work, work, 'wrong', undefined]) await refused(wrong);
    expect((await issuer.demand(LETTER)).parameters.data.most).toBe(20);
    await refused(work);
    expect((await issuer.demand(LETTER)).parameters.data.most).toBe(40);
    expect((await issuer.demand(OTHER)).parameters.data.most).toBe(40);
  });
});

function process(
  key = masterKey,
  cost = '10',
  chance: Pick<SystemRandomSource, 'integer'> = random,
): WorkService {
  const drawing = { bytes: random.bytes.bind(random), integer: chance.integer.bind(chance) };
  const workCost = new WorkCost(loadConfig({ NODE_ENV: 'test', WORK_COST: cost }), clock, drawing);
  return new WorkService(key, clock, random, workCost, new SpentWork(clock));
}

async function done(): Promise<string> {
  return doWork(p, await issuer.demand(LETTER));
}

async function refused(work: string | undefined): Promise<boolean> {
  try {
    await issuer.spend(LETTER, work);
    return false;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'work_demanded') return true;
    throw error;
  }
}

function changed(demand: WorkDemand, parameters: Record<string, unknown>): unknown {
  return { ...demand, parameters: { ...demand.parameters, ...parameters } };
}

function inData(demand: WorkDemand, data: Record<string, unknown>): unknown {
  return changed(demand, { data: { ...demand.parameters.data, ...data } });
}

/** RFC 8785 for what these tests make. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
