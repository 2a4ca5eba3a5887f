// What the issuer checks before it says that a letter is open, and everything it refuses.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from '../../common/bytes.js';
import { KeyVault } from '../../common/key-vault.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import type { IssuerEntry, Manifest } from '../../protocol/manifest.js';
import { verifyCountersignings } from '../../protocol/opening.js';
import {
  ISSUER_NAME,
  ISSUER_URL,
  IssuerWorld,
  problem,
  type SealedLetter,
} from '../../../test/support/issuer-world.js';
import { makeLetter, signLetter, type LetterOptions } from '../../../test/support/letters.js';
import { refusedWith } from '../../../test/support/refused.js';
import { fixedIssuerKey } from '../../../test/support/rsa-keys.js';

const EMAIL = { method: 'email-code' as const };

/** Keys that Ed25519 makes, of nobody. */
const [OTHER_IDENTITY = '', FOREIGN_IDENTITY = ''] = await Promise.all(
  [7, 9].map(async (byte) => toBase64url(await p.ed25519PublicKey(new Uint8Array(32).fill(byte)))),
);

let world: IssuerWorld;

beforeAll(async () => {
  world = await IssuerWorld.start();
});

afterEach(() => {
  jest.restoreAllMocks();
  world.process.clock.set('2018-06-25T16:00:00Z');
});

afterAll(async () => {
  await world.stop();
});

describe('keys for a draft', () => {
  it('are made once, however many ask at the same time', async () => {
    const random = jest.spyOn(world.process.app.get(RandomSource, { strict: false }), 'bytes');
    const drawnFor = async (howMany: number): Promise<number> => {
      const request = { draft: world.draft(), entries: [{ workplace: 'a', ...EMAIL }] };
      random.mockClear();
      const made = await Promise.all(
        Array.from({ length: howMany }, () => world.process.issuer.createKeys(request)),
      );
      for (const one of made) expect(one).toEqual(made[0]);
      return random.mock.calls.length;
    };
    const alone = await drawnFor(1);
    expect(alone).toBeGreaterThan(0);
    expect(await drawnFor(6)).toBe(alone);
  });

  it('are refused where too many drafts wait for theirs, and made later', async () => {
    const requests = Array.from({ length: 12 }, () => ({
      draft: world.draft(),
      entries: [{ workplace: 'a', ...EMAIL }],
    }));
    const answers = await Promise.allSettled(requests.map((one) => world.process.issuer.createKeys(one)));
    const refused = requests.filter((_, i) => answers[i]?.status === 'rejected');
    expect(refused.length).toBe(4);
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ problem: { status: 503, code: 'unavailable' } });
    }
    for (const request of refused)
      expect((await world.process.issuer.createKeys(request)).entries).toHaveLength(1);
  });

  it('are made once, and stay the same', async () => {
    const request = {
      draft: world.draft(),
      entries: [
        { workplace: 'a', ...EMAIL },
        { workplace: 'b', ...EMAIL },
      ],
    };
    const [first, second] = await Promise.all([
      world.process.issuer.createKeys(request),
      world.process.issuer.createKeys(request),
    ]);
    expect(second).toEqual(first);
    expect(await world.process.issuer.createKeys(request)).toEqual(first);
    expect(first).toMatchObject({ name: ISSUER_NAME, url: ISSUER_URL });
    expect(first.entries.map(({ workplace, method }) => [workplace, method])).toEqual([
      ['a', 'email-code'],
      ['b', 'email-code'],
    ]);
    const keys = first.entries.flatMap(({ key, identityKey }) => [key, identityKey]);
    expect(new Set(keys).size).toBe(4);
    expect(first.entries.every(({ key }) => fromBase64url(key).length === 342)).toBe(true);
  });

  it('are other keys for another draft, and never leave the vault in the clear', async () => {
    const entries = [{ workplace: 'a', ...EMAIL }];
    const [one, two] = [world.draft(), world.draft()];
    const first = await world.process.issuer.createKeys({ draft: one, entries });
    const second = await world.process.issuer.createKeys({ draft: two, entries });
    expect(first.entries[0]!.key).not.toBe(second.entries[0]!.key);
    const file = await readFile(join(world.dataDir, 'keys', 'issuer', `${one}.key`));
    expect(file.includes(buffer(fromBase64url(first.entries[0]!.key).subarray(80, 300)))).toBe(false);
    expect(file.includes('rsaEncryption')).toBe(false);
  });

  it('are not asked for other workplaces later', async () => {
    const draft = world.draft();
    await world.process.issuer.createKeys({ draft, entries: [{ workplace: 'a', ...EMAIL }] });
    for (const names of [['b'], ['a', 'b']]) {
      const entries = names.map((workplace) => ({ workplace, ...EMAIL }));
      expect(await problem(world.process.issuer.createKeys({ draft, entries }))).toEqual({
        status: 409,
        code: 'draft_differs',
      });
    }
  });

  it('die when the draft is discarded, once and again', async () => {
    const letter = await world.seal();
    await world.process.issuer.discard({ draft: letter.draft });
    await world.process.issuer.discard({ draft: letter.draft });
    expect(await world.vaultNames()).not.toContain(letter.draft);
    expect(await problem(world.countersign(letter))).toEqual({ status: 404, code: 'draft_unknown' });
  });
});

describe('countersigning', () => {
  it('opens the letter: keys under its id, slots for each entry, one signature for each', async () => {
    const letter = await world.seal({ workplaces: 2 });
    const { countersignings } = await countersign(letter);
    await verifyCountersignings(p, letter.manifest, letter.digest, countersignings);
    expect(await world.vaultNames()).toContain(letter.id);
    expect(await world.vaultNames()).not.toContain(letter.draft);
    expect((await world.partitions()).filter((name) => name.includes(letter.id))).toEqual([
      `tag_slots_${letter.id}_0`,
      `tag_slots_${letter.id}_1`,
    ]);
  });

  it('gives the same again, at once or later, also when the letter is over', async () => {
    const letter = await world.seal();
    const [first, second] = await Promise.all([countersign(letter), countersign(letter)]);
    expect(second).toEqual(first);
    expect(await countersign(letter)).toEqual(first);
    await world.act(letter, 'cancel');
    expect(await countersign(letter)).toEqual(first);
  });

  it('goes on after a crash between the vault and the database', async () => {
    const letter = await world.seal();
    const vault = world.process.app.get(KeyVault, { strict: false });
    await vault.rename(letter.draft, letter.id);
    await world.tick();
    await expect(countersign(letter)).resolves.toBeDefined();
  });

  it('gives a draft’s keys to one letter only', async () => {
    const letter = await world.seal();
    const other = await makeLetter({
      threshold: 12,
      seed: 'another',
      overrides: { issuers: letter.manifest.issuers },
    });
    const both = await Promise.allSettled([countersign(letter), countersign({ ...letter, ...other })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ problem: { code: 'draft_unknown' } });

    // New keys under the draft's name don't make it another draft.
    const workplaces = letter.manifest.workplaces.map(({ id }) => ({ workplace: id, ...EMAIL }));
    const made = await world.process.issuer.createKeys({ draft: letter.draft, entries: workplaces });
    const issuers = made.entries.map((entry) => ({ ...entry, name: made.name, url: made.url }));
    const third = await makeLetter({ threshold: 12, seed: 'a third', overrides: { issuers } });
    expect(await problem(countersign({ ...letter, ...third }))).toEqual({
      status: 404,
      code: 'draft_unknown',
    });
    expect((await world.partitions()).filter((name) => name.includes(third.id))).toEqual([]);
  });

  it('counts only its own among the issuers of a letter', async () => {
    const stranger = await makeLetter({ issuersEach: 2, issuersRequired: 2 });
    const foreign = { ...stranger.manifest.issuers[1]!, url: 'https://other.example' };
    const both = await world.seal({ issuersEach: 2, issuersRequired: 2 }, (own) => [foreign, ...own]);
    const { countersignings } = await countersign(both);
    expect(countersignings.map(({ key }) => key)).toEqual([both.made.entries[0]!.identityKey]);
    expect((await world.partitions()).filter((name) => name.includes(both.id))).toEqual([
      `tag_slots_${both.id}_1`,
    ]);
  });
});

describe('a letter that is not as it should be', () => {
  it.each<[string, (letter: SealedLetter) => Promise<SealedLetter>, string]>([
    ['no manifest', (letter) => encoded(letter, new Uint8Array(0)), 'malformed at manifest'],
    ['an unknown field', (letter) => changed(letter, { surprise: 1 }), 'malformed at manifest.surprise'],
    ['another form of the same', spaced, 'not_canonical at manifest'],
    ['a rule broken', (letter) => changed(letter, { approvals: 12 }), 'invalid_manifest at approvals'],
    [
      'an opening too few',
      (letter) => openings(letter, (all) => all.slice(1)),
      'invalid_opening at openings',
    ],
    [
      'an opening twice',
      (letter) => openings(letter, (all) => [...all, all[0]!]),
      'invalid_opening at openings',
    ],
    [
      'openings in another order',
      (letter) => openings(letter, (all) => [...all].reverse()),
      'invalid_opening at openings',
    ],
    ['an opening of another letter', foreignOpening, 'invalid_opening at openings[1]'],
  ])('is refused: %s', async (_what, change, code) => {
    const letter = await world.seal();
    const broken = await change(letter);
    expect(await refusedWith(() => countersign(broken))).toBe(code);
    await expectUntouched(letter, broken);
  });

  it.each<[string, (entry: IssuerEntry) => IssuerEntry | IssuerEntry[], string]>([
    ['another name', (entry) => ({ ...entry, name: 'Somebody else' }), 'issuers[0]'],
    ['another URL', (entry) => ({ ...entry, url: 'https://evil.example' }), 'issuers[0]'],
    ['another method', (entry) => ({ ...entry, method: 'voucher' }), 'issuers[0]'],
    ['another key', (entry) => ({ ...entry, key: toBase64url(fixedIssuerKey(0).spki) }), 'issuers[0]'],
    ['another identity key', (entry) => ({ ...entry, identityKey: OTHER_IDENTITY }), 'issuers[0]'],
  ])('is refused: %s of this issuer', async (_what, change, place) => {
    const letter = await world.seal({}, (own) => own.flatMap(change));
    expect(await problem(countersign(letter))).toEqual({ status: 422, code: 'keys_differ', place });
    await expectUntouched(letter);
  });

  it.each<[string, (own: IssuerEntry[]) => IssuerEntry[]]>([
    ['in another order', (own) => [...own].reverse()],
    [
      'swapped between workplaces',
      ([one, two]) => [
        { ...one!, workplace: two!.workplace },
        { ...two!, workplace: one!.workplace },
      ],
    ],
    ['with another’s under its URL', ([one, two]) => [one!, { ...two!, ...foreignKeys() }]],
  ])('is refused: keys %s', async (_what, change) => {
    const letter = await world.seal({ workplaces: 2 }, change);
    expect(await problem(countersign(letter))).toMatchObject({ status: 422, code: 'keys_differ' });
    await expectUntouched(letter);
  });

  it('is refused: keys that were made and left out', async () => {
    const letter = await world.seal({ workplaces: 2 }, ([one, two]) => [
      one!,
      { ...two!, ...foreignKeys(), url: 'https://other.example' },
    ]);
    expect(await problem(countersign(letter))).toEqual({
      status: 422,
      code: 'keys_differ',
      place: 'issuers',
    });
    await expectUntouched(letter);
  });

  it.each([
    ['gmail.com', 'a public mail provider'],
    ['mail.yahoo.com', 'a name under one'],
    ['mailinator.com', 'a provider of throw-away mailboxes'],
  ])('is refused: %s as a workplace, %s', async (domain) => {
    const workplaces = [
      {
        id: 'a',
        name: 'A',
        domains: ['corp.example', domain],
        mailbox: { dots: 'kept' as const },
        headcount: null,
      },
    ];
    const letter = await world.seal({ workplaces });
    expect(await problem(countersign(letter))).toEqual({
      status: 422,
      code: 'public_provider',
      place: 'workplaces[0].domains[1]',
    });
    await expectUntouched(letter);
  });

  it.each<[string, Partial<Manifest>, string]>([
    ['over already', { opensAt: '2018-06-25T14:00:00Z', closesAt: '2018-06-25T16:00:00Z' }, 'closesAt'],
    [
      'too far ahead',
      {
        opensAt: '2019-06-27T16:00:00Z',
        closesAt: '2019-06-28T16:00:00Z',
        releaseBy: '2019-09-28T16:00:00Z',
      },
      'opensAt',
    ],
    [
      'open for too long',
      { closesAt: '2020-06-26T16:00:00Z', releaseBy: '2020-09-28T16:00:00Z' },
      'closesAt',
    ],
  ])('is refused: %s', async (_what, overrides, place) => {
    const letter = await world.seal({ overrides });
    expect(await problem(countersign(letter))).toEqual({ status: 422, code: 'times_refused', place });
    await expectUntouched(letter);
  });

  it('is refused: more slots than can be sealed anew', async () => {
    const letter = await world.seal({ threshold: 65_537 });
    expect(await problem(countersign(letter))).toEqual({
      status: 422,
      code: 'letter_too_large',
      place: 'threshold',
    });
    await expectUntouched(letter);
  });

  it('is refused: keys of no draft, or of another', async () => {
    const [letter, other] = [await world.seal(), await world.seal()];
    expect(await problem(countersign({ ...letter, draft: world.draft() }))).toMatchObject({
      code: 'draft_unknown',
    });
    expect(await problem(countersign({ ...letter, draft: other.draft }))).toMatchObject({
      code: 'keys_differ',
    });
    await expectUntouched(letter);
    await expectUntouched(other);

    // Found under the letter's id after a crash, they are still those of one draft only.
    await world.process.app.get(KeyVault, { strict: false }).rename(letter.draft, letter.id);
    expect(await problem(countersign({ ...letter, draft: world.draft() }))).toMatchObject({
      code: 'draft_unknown',
    });
  });
});

describe('actions', () => {
  it('need enough organizers, the same action, and a letter that is known', async () => {
    const letter = await world.open();
    expect(await refusedWith(() => world.act(letter, 'close', 1))).toBe('too_few_approvals at actions');
    const stranger = await makeLetter({ seed: 'strangers' });
    expect(await refusedWith(() => world.act({ ...letter, organizers: stranger.organizers }, 'cancel'))).toBe(
      'invalid_approval at signature',
    );
    expect(await problem(world.act(stranger, 'cancel'))).toEqual({ status: 404, code: 'letter_unknown' });
    const other = await world.open();
    expect(await refusedWith(() => world.act({ ...other, digest: letter.digest }, 'cancel'))).toBe(
      'invalid_approval at signature',
    );
    expect(await world.vaultNames()).toContain(letter.id);
  });
});

async function countersign(letter: SealedLetter) {
  return world.process.issuer.countersign({
    draft: letter.draft,
    manifest: toBase64url(letter.encoded),
    openings: letter.openings,
  });
}

/** Nothing was written, and the draft can still be opened. */
async function expectUntouched(letter: SealedLetter, broken = letter): Promise<void> {
  expect(await world.vaultNames()).toContain(letter.draft);
  expect(await world.vaultNames()).not.toContain(broken.id);
  expect((await world.partitions()).filter((name) => name.includes(broken.id))).toEqual([]);
  const rows: unknown[] = await world.process.dataSource.query(
    'SELECT 1 FROM issuer.letters WHERE draft = $1',
    [letter.draft],
  );
  expect(rows).toEqual([]);
}

async function encoded(letter: SealedLetter, bytes: Uint8Array): Promise<SealedLetter> {
  return { ...letter, ...(await signLetter(bytes, letter)) };
}

async function changed(letter: SealedLetter, fields: Record<string, unknown>): Promise<SealedLetter> {
  return encoded(letter, canonicalBytes({ ...letter.manifest, ...fields }));
}

async function spaced(letter: SealedLetter): Promise<SealedLetter> {
  return encoded(letter, new TextEncoder().encode(JSON.stringify(letter.manifest, undefined, 1)));
}

async function openings(
  letter: SealedLetter,
  change: (all: SealedLetter['openings']) => SealedLetter['openings'],
): Promise<SealedLetter> {
  return Promise.resolve({ ...letter, openings: change(letter.openings) });
}

async function foreignOpening(letter: SealedLetter): Promise<SealedLetter> {
  const options: LetterOptions = {
    seed: letter.draft,
    threshold: 13,
    overrides: { issuers: letter.manifest.issuers },
  };
  const other = await makeLetter(options);
  return openings(letter, (all) => all.map((one, i) => (i === 1 ? other.openings[1]! : one)));
}

function foreignKeys(): Pick<IssuerEntry, 'key' | 'identityKey'> {
  return { key: toBase64url(fixedIssuerKey(1).spki), identityKey: FOREIGN_IDENTITY };
}
