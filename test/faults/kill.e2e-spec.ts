// A process that is killed loses nothing that it acknowledged, and prints nothing that it must not.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { fetchTally, type ClientLetter } from '../../src/client/letter.js';
import { UnderFire } from '../support/under-fire.js';

/** `npm run test:full` kills each twenty times. */
const KILLS = process.env['UNDERSIGNED_FULL'] === '1' ? 20 : 4;
const SIGNERS_PER_LIFE = 8;

/** Another one each time: while codes are mailed, tokens signed, statements written, slots re-sealed. */
async function someMoment(life: number): Promise<void> {
  const [issued, recorded] = [fire.issued.length, fire.recorded.length];
  for (let tries = 0; tries < 500; tries++) {
    if (life % 3 === 1 && fire.issued.length > issued) break;
    if (life % 3 === 2 && fire.recorded.length > recorded) break;
    if (life % 3 === 0 && tries * 20 >= 100 + life * 60) break;
    await wait(20);
  }
}

let fire: UnderFire;
let letter: ClientLetter;

beforeAll(async () => {
  fire = await UnderFire.begin();
  letter = await fire.openLetter();
});

afterAll(() => fire.end());

it('loses nothing acknowledged when it is killed while people sign and epochs end', async () => {
  for (let life = 0; life < KILLS; life++) {
    const signing = fire.signMany(letter, SIGNERS_PER_LIFE);
    await someMoment(life);
    const database = await fire.postmaster();
    await fire.server.kill();
    await signing;
    await fire.restart();
    // The database that it had is gone with it.
    expect(await fire.postmaster()).not.toBe(database);
    expect(() => process.kill(database, 0)).toThrow('ESRCH');
    await fire.demandAll(letter);
  }
  expect(fire.recorded.length).toBeGreaterThan(0);
}, 600_000);

it('ends with a sentence and a code when its database is killed, and loses nothing', async () => {
  for (let life = 0; life < KILLS; life++) {
    const signing = fire.signMany(letter, SIGNERS_PER_LIFE);
    await someMoment(life);
    process.kill(await fire.postmaster(), 'SIGKILL');
    expect(await fire.server.exit()).toBe(3);
    expect(fire.server.output).toMatch(/^The database ended.*Start the server again\.$/m);
    await signing;
    await fire.restart();
    await fire.demandAll(letter);
  }
}, 600_000);

it('counts everybody afterwards, once', async () => {
  const reached = await fire.reach(letter);
  const { size } = new Set(fire.issued.map(({ signer }) => signer.publicKey.join()));
  const counted = async () => {
    const tally = await fetchTally(fire.http, letter.id);
    return tally.tally === 'reached' ? tally.count : undefined;
  };
  expect(reached).toMatchObject({ tally: 'reached' });
  // Shown counts are rounded down to the letter's step, and never below the threshold.
  const { countStep, threshold } = letter.manifest;
  const all = Math.max(threshold, Math.floor(size / countStep) * countStep);
  for (let tries = 0; tries < 50 && (await counted()) !== all; tries++) await wait(200);
  expect(await counted()).toBe(all);
}, 120_000);

it('printed no address, code, word or IP address, even at its most talkative', () => {
  const all = fire.printed + fire.server.output;
  expect(all).not.toBe('');
  expect(fire.secrets.length).toBeGreaterThan(10);
  for (const secret of fire.secrets) expect(all.includes(secret)).toBe(false);
  expect(all.replaceAll(fire.server.url, '').replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '')).not.toMatch(
    /\d+\.\d+\.\d+\.\d+|::1|@cumulus/,
  );
});
