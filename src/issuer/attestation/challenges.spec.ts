import { beforeEach, describe, expect, it } from '@jest/globals';
import { MasterKey } from '../../common/master-key.js';
import { SystemRandomSource } from '../../common/random.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { CHALLENGE_LENGTH, ChallengesService, type Asking } from './challenges.service.js';

const random = new SystemRandomSource();
const masterKey = new MasterKey(random.bytes(32));
const asking: Asking = {
  letter: random.bytes(32),
  keyId: random.bytes(32),
  address: 'jdoe@corp.example',
  code: '0123ABCD',
};

let clock: ManualClock;
let challenges: ChallengesService;

beforeEach(() => {
  clock = new ManualClock('2018-06-25T12:00:00Z');
  challenges = new ChallengesService(masterKey, clock, random);
});

describe('challenge', () => {
  it('gives back what was sealed', async () => {
    const opened = await challenges.open(await challenges.seal(asking));
    expect(opened).toMatchObject({
      letter: asking.letter,
      keyId: asking.keyId,
      address: 'jdoe@corp.example',
      expiresAt: new Date('2018-06-25T12:10:00Z'),
    });
    expect(challenges.matches(opened!, '0123ABCD')).toBe(true);
    expect(challenges.matches(opened!, '0123ABCE')).toBe(false);
    expect(challenges.matches(opened!, '')).toBe(false);
  });

  it('has one size for every address, and for none', async () => {
    const longest = `${'a'.repeat(64)}@${'b'.repeat(189)}`;
    expect(longest).toHaveLength(254);
    for (const address of ['a@b.example', longest, undefined]) {
      const challenge = await challenges.seal({ ...asking, address });
      expect(challenge).toHaveLength(CHALLENGE_LENGTH);
      expect(challenge).toMatch(/^[A-Za-z0-9_-]+$/);
      expect((await challenges.open(challenge))?.address).toBe(address);
    }
  });

  it('is another every time, and shows nothing of what it holds', async () => {
    const [one, two] = [await challenges.seal(asking), await challenges.seal(asking)];
    const shared = [...fromBase64url(one)].filter((byte, i) => byte === fromBase64url(two)[i]);
    expect(shared.length).toBeLessThan(20);
    expect(Buffer.from(one, 'base64url').includes('jdoe')).toBe(false);
  });

  it('binds a code to itself: one challenge’s code is no other’s hash', async () => {
    const one = await challenges.open(await challenges.seal(asking));
    const two = await challenges.open(await challenges.seal(asking));
    expect(one!.codeHash).not.toEqual(two!.codeHash);
  });

  it('opens in no other form, and not when a single byte is changed', async () => {
    const challenge = await challenges.seal(asking);
    const bytes = fromBase64url(challenge);
    for (const at of [0, 11, 12, 28, 33, 65, 97, 129, 145, 383, 399]) {
      const changed = bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await challenges.open(toBase64url(changed))).toBeUndefined();
    }
    for (const other of [
      '',
      challenge.slice(1),
      `${challenge}A`,
      `${challenge.slice(0, -1)}=`,
      '\u00e4'.repeat(534),
    ]) {
      expect(await challenges.open(other)).toBeUndefined();
    }
  });

  it('opens under no other master key', async () => {
    const others = new ChallengesService(new MasterKey(random.bytes(32)), clock, random);
    expect(await others.open(await challenges.seal(asking))).toBeUndefined();
  });

  it('works for ten minutes, and in another process', async () => {
    const challenge = await challenges.seal(asking);
    const other = new ChallengesService(masterKey, clock, random);
    clock.advance(599);
    expect(await other.open(challenge)).toBeDefined();
    clock.advance(1);
    expect(await challenges.open(challenge)).toBeUndefined();
  });

  it('works across midnight, under yesterday’s key, for its ten minutes', async () => {
    clock.set('2018-06-25T23:59:59Z');
    const challenge = await challenges.seal(asking);
    clock.set('2018-06-26T00:00:00Z');
    expect(await challenges.open(challenge)).toBeDefined();
    clock.set('2018-06-26T00:09:58Z');
    expect(await challenges.open(challenge)).toBeDefined();
    clock.set('2018-06-26T00:09:59Z');
    expect(await challenges.open(challenge)).toBeUndefined();
  });

  it('is sealed under the new day’s key from midnight on', async () => {
    clock.set('2018-06-26T00:05:00Z');
    const challenge = await challenges.seal(asking);
    clock.set('2018-06-26T00:10:30Z');
    expect(await challenges.open(challenge)).toBeDefined();
    clock.set('2018-06-25T23:59:59Z');
    expect(await challenges.open(challenge)).toBeUndefined();
  });
});
