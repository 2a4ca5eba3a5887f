// What an origin does with choices, shares and names beyond what honest clients let it see; and what its tables tell of them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  certify,
  makeSigner,
  makeSigners,
  organizerOf,
  type TestLetter,
  type TestSigner,
} from '../../../test/support/letters.js';
import { OriginApp, type Answer } from '../../../test/support/origin-app.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { actionDocument } from '../../protocol/action.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { encodeEdition, type Edition, type EditionName } from '../../protocol/edition.js';
import { sortByNullifier } from '../../protocol/named-set.js';
import { openShare, sealChoice, type ChoiceToSeal } from '../../protocol/sealed-choice.js';
import { toTime } from '../../protocol/shape.js';
import { nullifierOf } from '../../protocol/statement.js';

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

type Appearance = Pick<ChoiceToSeal, 'choice' | 'identity'>;

interface Member {
  readonly nullifier: string;
  readonly condition: number;
  readonly choice: string;
}

const MENU = { nameConditions: [2, 4], roles: ['Engineer', 'Designer'] };

async function sealed(letter: TestLetter, signer: TestSigner, appears: Appearance): Promise<Uint8Array> {
  return sealChoice(p, {
    letterDigest: letter.digest,
    publicKey: signer.publicKey,
    releaseKey: fromBase64url(letter.manifest.releaseKey),
    sealingKeys: letter.manifest.organizers.map((one) => fromBase64url(one.sealingKey)),
    approvals: letter.manifest.approvals,
    ...appears,
  });
}

async function named(
  letter: TestLetter,
  signer: TestSigner,
  name: string,
  condition = 2,
): Promise<Appearance> {
  const address = `${name.toLowerCase()}@${letter.manifest.workplaces[0]!.domains[0]!}`;
  const { holderSecret, certificate } = await certify(letter, signer, address);
  return {
    choice: { appear: 'named', role: null, condition },
    identity: {
      address,
      certificateSignature: certificate,
      holderSecret,
      name,
      title: '',
      showAddress: false,
    },
  };
}

/** Signs as told; the nullifier. */
async function sign(letter: TestLetter, name: string, appears?: Appearance, alias = name): Promise<string> {
  const signer = await makeSigner(letter, alias);
  const choice = await sealed(letter, signer, appears ?? (await named(letter, signer, name)));
  expect((await origin.post(letter, signer, { choice })).status).toBe(202);
  return toBase64url(nullifierOf(p, letter.digest, signer.publicKey));
}

async function by(index: number, letter: TestLetter, method: string, path: string, body?: unknown) {
  return origin.call(method, `/letters/${letter.id}/proposals${path}`, {
    organizer: toBase64url(organizerOf(letter, index).signingKey),
    ...(body === undefined ? {} : { body }),
  });
}

/** Announced, proposed and taken: the proposal's id. */
async function proposed(letter: TestLetter): Promise<string> {
  await origin.endEpoch(letter, 1);
  await origin.endEpoch(letter, 2);
  expect(await by(0, letter, 'POST', '', {})).toMatchObject({ status: 202 });
  await origin.endEpoch(letter, 3);
  return current(letter);
}

async function current(letter: TestLetter): Promise<string> {
  return (await by(0, letter, 'GET', '')).body.proposals[0].proposal;
}

async function members(letter: TestLetter, id: string): Promise<Member[]> {
  return (await by(0, letter, 'GET', `/${id}/records`)).body.named;
}

/** A signature over the proposal, and this organizer's share of everybody whom it names. */
async function approval(letter: TestLetter, id: string, index: number): Promise<Record<string, unknown>> {
  const { body } = await by(index, letter, 'GET', `/${id}`);
  const { signingSeed, sealingSecret } = organizerOf(letter, index);
  const keys = new Map<string, Uint8Array>();
  for (const { key } of (await by(index, letter, 'GET', `/${id}/records`)).body.records) {
    keys.set(toBase64url(nullifierOf(p, letter.digest, fromBase64url(key))), fromBase64url(key));
  }
  const shares = (await members(letter, id)).map(async ({ nullifier, choice }) => {
    const context = {
      letterDigest: letter.digest,
      publicKey: keys.get(nullifier)!,
      organizers: letter.manifest.organizers.length,
    };
    const { share } = await openShare(p, fromBase64url(choice), index, sealingSecret, context);
    return { nullifier, share: toBase64url(share) };
  });
  const signature = toBase64url(await p.ed25519Sign(signingSeed, fromBase64url(body.proposal)));
  return { signature, shares: await Promise.all(shares) };
}

async function approve(letter: TestLetter, id: string, index: number): Promise<Answer> {
  return by(index, letter, 'POST', `/${id}/shares`, await approval(letter, id, index));
}

async function publish(
  letter: TestLetter,
  proposal: string,
  says: Partial<Edition>,
  index: number,
): Promise<Answer> {
  const nothing = { names: [], struck: 0, roles: [], embargo: null };
  const edition = encodeEdition({ letter: toBase64url(letter.digest), proposal, ...nothing, ...says });
  const signature = toBase64url(await p.ed25519Sign(organizerOf(letter, index).signingSeed, edition));
  return by(index, letter, 'POST', `/${proposal}/editions`, { edition: toBase64url(edition), signature });
}

function shown(...names: [string, string][]): EditionName[] {
  return sortByNullifier(names.map(([name, nullifier]) => ({ name, nullifier, title: null, address: null })));
}

async function open(options: Parameters<OriginApp['openLetter']>[0] = {}): Promise<TestLetter> {
  return origin.openLetter({ threshold: 6, ...options, overrides: { ...MENU, ...options.overrides } });
}

describe('whoever the proposal names', () => {
  it('are not those whose choice does not open, or names what is on no menu', async () => {
    const letter = await open();
    const [ada, ben] = [await sign(letter, 'Ada'), await sign(letter, 'Ben')];
    await origin.signMany(letter, 3, 'unreadable');
    const cleo = await makeSigner(letter, 'Cleo');
    await sign(letter, 'Cleo', await named(letter, cleo, 'Cleo', 3));
    await sign(letter, 'Dan', { choice: { appear: 'role', role: 'Chief', condition: null } });
    const id = await proposed(letter);
    expect(new Set((await members(letter, id)).map((one) => one.nullifier))).toEqual(new Set([ada, ben]));
    for (const index of [0, 1]) expect((await approve(letter, id, index)).status).toBe(200);
    const { body } = await by(2, letter, 'GET', `/${id}/names`);
    expect(body.names).toHaveLength(2);
    // Everybody is without a role: the two groups of nobody would tell of each other, and so does the third.
    expect(body.roles.map((row: { count: number | null }) => row.count)).toEqual([null, null, null]);
  });

  it('leave together where two keys are certified for one mailbox', async () => {
    const letter = await open();
    const ada = await makeSigner(letter, 'Ada');
    const second = await makeSigner(letter, 'second');
    await sign(letter, 'Ada', await named(letter, ada, 'Ada'));
    await sign(letter, 'Ada', await named(letter, second, 'Ada'), 'second');
    const [ben, cleo] = [await sign(letter, 'Ben'), await sign(letter, 'Cleo')];
    await origin.signMany(letter, 3);
    const id = await proposed(letter);
    expect(await members(letter, id)).toHaveLength(4);
    for (const index of [0, 1]) await approve(letter, id, index);
    const one = toBase64url(nullifierOf(p, letter.digest, ada.publicKey));
    const refused = await publish(
      letter,
      id,
      { names: shown(['Ada', one], ['Ben', ben], ['Cleo', cleo]) },
      0,
    );
    expect(refused).toMatchObject({ status: 409, body: { code: 'not_opened' } });
    const says = { names: shown(['Ben', ben], ['Cleo', cleo]) };
    expect((await publish(letter, id, says, 0)).body).toEqual({ published: null });
    expect((await publish(letter, id, says, 1)).body.published).toMatch(/^.{43}$/);
  });
});

describe('shares', () => {
  it('are those that the signers sealed, of everybody named and nobody else, or reports alone', async () => {
    const letter = await open();
    const ada = await sign(letter, 'Ada');
    await sign(letter, 'Ben');
    await origin.signMany(letter, 4);
    const id = await proposed(letter);
    const mine = await approval(letter, id, 0);
    const others = await approval(letter, id, 1);
    const shares = mine['shares'] as { nullifier: string; share: string }[];
    const post = async (body: unknown): Promise<Answer> => by(0, letter, 'POST', `/${id}/shares`, body);
    const stranger = toBase64url(p.random(32));
    const refused: [unknown, number, string][] = [
      [{ ...mine, shares: [] }, 409, 'shares_incomplete'],
      [{ ...mine, shares: [...shares, shares[0]] }, 409, 'shares_incomplete'],
      [{ ...mine, shares: [shares[0], { ...shares[1], nullifier: stranger }] }, 409, 'shares_incomplete'],
      [{ ...mine, shares: others['shares'] }, 409, 'share_refused'],
      [{ ...mine, signature: others['signature'] }, 400, 'invalid_approval'],
      [{ ...mine, shares: shares.map((one) => ({ ...one, share: 'AAAA' })) }, 400, 'malformed'],
      [{ ...mine, reports: [ada] }, 400, 'either_or'],
      [{ shares: [] }, 400, 'either_or'],
      [{ shares: [], reports: [stranger] }, 409, 'not_named'],
      [{ ...mine, more: true }, 400, 'invalid_input'],
    ];
    for (const [body, status, code] of refused)
      expect(await post(body)).toMatchObject({ status, body: { code } });
    expect(await by(0, letter, 'GET', `/${id}/names`)).toMatchObject({
      status: 409,
      body: { code: 'proposal_not_approved' },
    });
    expect((await by(0, letter, 'GET', `/${id}`)).body).toMatchObject({ approvedBy: [] });
    expect((await post(mine)).body).toMatchObject({ proposal: id });
  });

  it('are kept as far as it takes to open a name, and forgotten with every new beginning', async () => {
    const letter = await open();
    const [ada] = [await sign(letter, 'Ada'), await sign(letter, 'Ben'), await sign(letter, 'Cleo')];
    await origin.signMany(letter, 3);
    const id = await proposed(letter);
    for (const index of [2, 0, 1]) await approve(letter, id, index);
    const { body } = await by(1, letter, 'GET', `/${id}/names`);
    const indices = body.names.map((one: { shares: { index: number }[] }) =>
      one.shares.map(({ index }) => index),
    );
    expect(indices).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
    const reported = await by(1, letter, 'POST', `/${id}/shares`, { shares: [], reports: [ada] });
    expect(reported.body).toMatchObject({ approvedBy: [] });
    const next: string = reported.body.proposal;
    expect(next).toBe(await current(letter));
    expect(await by(0, letter, 'GET', `/${id}`)).toMatchObject({ status: 404 });
    await approve(letter, next, 1);
    await approve(letter, next, 2);
    const anew = (await by(1, letter, 'GET', `/${next}/names`)).body.names;
    expect(anew.map((one: { nullifier: string }) => one.nullifier)).not.toContain(ada);
    expect(anew[0].shares.map((one: { index: number }) => one.index)).toEqual([1, 2]);
  });
});

describe('the last snapshot', () => {
  it('names those again who were reported, when it is proposed anew', async () => {
    const letter = await open();
    const ada = await sign(letter, 'Ada');
    await sign(letter, 'Ben');
    await origin.signMany(letter, 4);
    await origin.endEpoch(letter, 1);
    await origin.endEpoch(letter, 2);
    for (const index of [0, 1]) {
      const { signingKey, signingSeed } = organizerOf(letter, index);
      const document = actionDocument(letter.digest, 'close', toTime(origin.now));
      await origin.call('POST', `/letters/${letter.id}/actions`, {
        organizer: toBase64url(signingKey),
        body: {
          document: toBase64url(document),
          signature: toBase64url(await p.ed25519Sign(signingSeed, document)),
        },
      });
    }
    await origin.endEpoch(letter, 3);
    const id = await current(letter);
    expect((await by(0, letter, 'POST', `/${id}/shares`, { shares: [], reports: [ada] })).status).toBe(200);
    expect(await members(letter, await current(letter))).toEqual([]);
    origin.now = new Date(origin.now.getTime() + WEEK_MS);
    await origin.tick();
    await by(0, letter, 'POST', '', {});
    expect(await current(letter)).toBe(id);
    expect(await members(letter, id)).toHaveLength(2);
  });
});

describe('at rest', () => {
  /** Rows and bytes of what is sealed, by table. */
  async function shapes(letter: TestLetter): Promise<unknown> {
    const found: unknown[] = [];
    for (const table of ['proposals', 'snapshot_slots', 'choice_slots']) {
      const [row]: unknown[] = await origin.dataSource.query(
        `SELECT count(*)::int AS rows, min(length(sealed)) AS shortest, max(length(sealed)) AS longest
           FROM origin.${table} WHERE letter = $1`,
        [letter.id],
      );
      found.push(row);
    }
    const epochs: unknown[] = await origin.dataSource.query(
      'SELECT sealed_epoch, capacity FROM origin.choice_slots_epochs WHERE letter = $1',
      [letter.id],
    );
    return [...found, ...epochs];
  }

  it('nothing tells how many are named, at any step', async () => {
    const letters = [await open(), await open(), await open()];
    for (const [i, letter] of letters.entries()) {
      for (const name of ['Ada', 'Ben', 'Cleo'].slice(0, i === 0 ? 0 : 3)) await sign(letter, name);
      await origin.signMany(letter, i === 0 ? 6 : 3);
    }
    const [nobody, some, fewer] = letters as [TestLetter, TestLetter, TestLetter];
    for (const epoch of [1, 2]) await origin.endEpoch(nobody, epoch);
    for (const letter of letters) expect(await by(0, letter, 'POST', '', {})).toMatchObject({ status: 202 });
    await origin.endEpoch(nobody, 3);
    const ids: string[] = [];
    for (const letter of letters) ids.push(await current(letter));
    expect(new Set((await Promise.all(letters.map(shapes))).map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await members(nobody, ids[0]!)).toHaveLength(0);
    expect(await members(some, ids[1]!)).toHaveLength(3);
    for (const index of [0, 1]) {
      for (const [i, letter] of letters.entries()) await approve(letter, ids[i]!, index);
      expect(new Set((await Promise.all(letters.map(shapes))).map((one) => JSON.stringify(one))).size).toBe(
        1,
      );
    }
    const names = (await by(0, some, 'GET', `/${ids[1]!}/names`)).body.names;
    expect(names).toHaveLength(3);
    expect((await publish(nobody, ids[0]!, {}, 0)).status).toBe(200);
    expect((await publish(fewer, ids[2]!, { struck: 3 }, 0)).status).toBe(200);
    const all = (await members(some, ids[1]!)).map(({ nullifier }) => nullifier);
    expect(all).toHaveLength(3);
    const struck = await publish(some, ids[1]!, { struck: 3, embargo: '2019-01-01T00:00:00Z' }, 0);
    expect(struck.status).toBe(200);
    expect(new Set((await Promise.all(letters.map(shapes))).map((one) => JSON.stringify(one))).size).toBe(1);
    const tables: { name: string }[] = await origin.dataSource.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'origin' AND tablename ~ 'draft'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(['drafts']);
  });

  it('a snapshot that could not be taken looks like one that was', async () => {
    const [enough, letter] = [await open(), await open()];
    for (const one of [enough, letter]) {
      for (const signer of await makeSigners(one, 6, 'anybody')) await origin.post(one, signer);
    }
    for (const epoch of [1, 2]) await origin.endEpoch(letter, epoch);
    const [first] = await makeSigners(letter, 1, 'anybody');
    await origin.post(letter, first!, { action: 'withdraw', sequence: 1 });
    for (const one of [enough, letter]) await by(0, one, 'POST', '', {});
    await origin.endEpoch(letter, 3);
    expect((await by(0, letter, 'GET', '')).body.noSnapshot).toBe(true);
    expect((await by(0, enough, 'GET', '')).body.proposals).toHaveLength(1);
    expect(await shapes(letter)).toEqual(await shapes(enough));
  });
});
