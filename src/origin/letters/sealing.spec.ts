import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { decodeManifest } from '../../protocol/manifest.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toTime } from '../../protocol/shape.js';
import { LETTER_TEXT, WORKPLACES } from '../../../test/support/letter-text.js';
import { LettersApp } from '../../../test/support/letters-app.js';
import { LetterKeysService } from './letter-keys.service.js';

let app: LettersApp;

beforeAll(async () => {
  app = await LettersApp.start();
});
afterAll(async () => {
  await app.stop();
});
beforeEach(() => {
  app.issuer.asked.length = 0;
  app.issuer.twist = 'none';
  app.issuer.down = false;
  app.issuer.hold = undefined;
});

function inDays(days: number): string {
  return toTime(new Date(app.clock.now().getTime() + days * 86_400_000));
}

describe('sealing', () => {
  it('makes the manifest that the draft says, with this server’s, the issuer’s and the organizers’ keys', async () => {
    const { draft, people, manifest: bytes } = await app.sealed(3);
    const manifest = decodeManifest(bytes);
    expect(manifest).toMatchObject({
      origin: 'https://letters.example',
      letter: LETTER_TEXT,
      workplaces: WORKPLACES,
      issuersRequired: 1,
      threshold: 650,
      approvals: 2,
      epochSeconds: 3600,
      countStep: 10,
      minimumCell: 10,
      signing: 'now',
      timeZone: 'UTC',
      supersedes: null,
      releaseBy: toTime(new Date(Date.parse(manifest.closesAt) + 90 * 86_400_000)),
    });
    expect(manifest.organizers.map(({ signingKey }) => signingKey)).toEqual(people.map(({ key }) => key));
    expect(manifest.issuers.map(({ workplace, url, name }) => ({ workplace, url, name }))).toEqual(
      WORKPLACES.map(({ id }) => ({ workplace: id, url: 'https://issuer.example', name: 'Scripted' })),
    );
    const keys = (await app.app.get(LetterKeysService, { strict: false }).get(draft))!;
    expect(toBase64url(await p.ed25519PublicKey(keys.receiptSeed))).toBe(manifest.receiptKey);
    expect(toBase64url(await p.x25519PublicKey(keys.releaseSecret))).toBe(manifest.releaseKey);
    expect((await people[2]!.read(draft)).body).toMatchObject({
      state: 'sealed',
      manifest: toBase64url(bytes),
    });
  });

  it('gives one manifest to everybody who seals at once, and again', async () => {
    const { draft, people, revision } = await app.draft(3);
    const answers = await Promise.all([...people, ...people].map((one) => one.seal(draft, revision)));
    const manifests = new Set(answers.map(({ body }) => (body as { manifest: string }).manifest));
    expect(manifests.size).toBe(1);
    expect((await people[1]!.seal(draft, revision)).body).toEqual(answers[0]!.body);
    expect(decodeManifest(fromBase64url([...manifests][0]!)).organizers).toHaveLength(3);
  });

  it('ends every edit', async () => {
    const { draft, people, revision } = await app.sealed(3);
    for (const seen of [revision, revision + 1]) {
      expect(await people[0]!.save(draft, seen, {})).toMatchObject({ status: 409, code: 'draft_sealed' });
    }
    expect(await people[0]!.seal(draft, revision - 1)).toMatchObject({ status: 409, code: 'draft_sealed' });
  });

  it('is refused for a revision that another organizer has left behind', async () => {
    const { draft, people, revision } = await app.draft(3);
    await people[1]!.save(draft, revision, app.content({ threshold: 700 }));
    expect(await people[0]!.seal(draft, revision)).toMatchObject({ status: 409, code: 'draft_changed' });
    expect(app.issuer.asked).toEqual([]);
  });

  it('loses no change that is saved while the issuer makes keys', async () => {
    const { draft, people, revision } = await app.draft(3);
    let go = (): void => undefined;
    app.issuer.hold = new Promise((resolve) => (go = resolve));
    const sealing = people[0]!.seal(draft, revision);
    while (app.issuer.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const other = [{ ...WORKPLACES[0]!, id: 'elsewhere' }];
    expect((await people[1]!.save(draft, revision, app.content({ workplaces: other }))).status).toBe(200);
    go();
    expect(await sealing).toMatchObject({ status: 409, code: 'draft_changed' });
    expect((await people[0]!.read(draft)).body).toMatchObject({
      state: 'draft',
      content: { workplaces: other },
    });
    const { body, status } = await people[0]!.seal(draft, revision + 1);
    expect(status).toBe(200);
    const { issuers } = decodeManifest(fromBase64url((body as { manifest: string }).manifest));
    expect(issuers.map(({ workplace }) => workplace)).toEqual(['elsewhere']);
  });

  it('asks for confirmation where all organizers must agree', async () => {
    const { draft, people, revision } = await app.draft(2);
    for (const allMustAgree of [undefined, false]) {
      expect(await people[0]!.seal(draft, revision, allMustAgree)).toMatchObject({
        status: 409,
        code: 'all_must_agree',
      });
    }
    expect((await people[0]!.seal(draft, revision, true)).status).toBe(200);
  });

  it('needs a second organizer', async () => {
    const { draft, people, revision } = await app.draft(1);
    expect(await people[0]!.seal(draft, revision)).toMatchObject({
      status: 422,
      code: 'draft_refused',
      body: { place: 'organizers' },
    });
  });

  const workplace = { ...WORKPLACES[0]! };
  it.each<[string, object, string]>([
    ['more approvals than organizers', { approvals: 4 }, 'content.approvals'],
    ['no title', { letter: { ...LETTER_TEXT, title: undefined } }, 'content.letter.title'],
    ['no closing time', { closesAt: undefined }, 'content.closesAt'],
    ['no workplace', { workplaces: [] }, 'content.workplaces'],
    [
      'a workplace without an id',
      { workplaces: [{ ...workplace, id: undefined }] },
      'content.workplaces[0].id',
    ],
    [
      'two workplaces with one domain',
      { workplaces: [workplace, { ...workplace, id: 'b' }] },
      'content.workplaces',
    ],
    ['a threshold under the cell', { threshold: 9 }, 'content.threshold'],
    ['cells for demos', { minimumCell: 5 }, 'content.minimumCell'],
    ['epochs for demos', { epochSeconds: 60 }, 'content.epochSeconds'],
    ['half an epoch', { epochSeconds: 7000 }, 'content.closesAt'],
    ['a threshold that nobody reaches', { threshold: 300_000 }, 'content.threshold'],
    ['a time zone that nobody lives in', { timeZone: 'Europe/Atlantis' }, 'content.timeZone'],
    ['conditions out of order', { nameConditions: [50, 10] }, 'content.nameConditions'],
  ])('refuses %s before any key is made', async (_what, changes, place) => {
    const { draft, people, revision } = await app.draft(3, app.content(changes));
    expect(await people[0]!.seal(draft, revision)).toMatchObject({
      status: 422,
      code: 'draft_refused',
      body: { place },
    });
    expect(app.issuer.asked).toEqual([]);
    expect((await people[0]!.read(draft)).body).toMatchObject({ state: 'draft', revision });
  });

  it('says what is missing', async () => {
    const { draft, people, revision } = await app.draft(3, app.content({ closesAt: undefined }));
    const { body } = await people[0]!.seal(draft, revision);
    expect(body).toMatchObject({ detail: 'content.closesAt is missing.', place: 'content.closesAt' });
  });

  it.each(['gmail.com', 'mail.proton.me', 'posteo.de'])(
    'refuses the public mail provider %s',
    async (domain) => {
      const workplaces = [{ ...workplace, domains: ['larkspur.example', domain] }];
      const { draft, people, revision } = await app.draft(3, app.content({ workplaces }));
      expect(await people[0]!.seal(draft, revision)).toMatchObject({
        status: 422,
        body: { place: 'content.workplaces[0].domains[1]' },
      });
    },
  );

  it.each<[string, number, number, string | undefined]>([
    ['closed yesterday', -8, -1, 'content.closesAt'],
    ['was due to open 8 days ago', -8, 8, 'content.opensAt'],
    ['was due to open 6 days ago', -6, 8, undefined],
    ['opens in 14 months', 420, 430, 'content.opensAt'],
    ['stays open for three years', 1, 1100, 'content.closesAt'],
  ])('of a letter that %s', async (_what, opens, closes, place) => {
    const times = { opensAt: inDays(opens), closesAt: inDays(closes) };
    const { draft, people, revision } = await app.draft(3, app.content(times));
    const answer = await people[0]!.seal(draft, revision);
    if (place === undefined) expect(answer.status).toBe(200);
    else expect(answer).toMatchObject({ status: 422, code: 'draft_refused', body: { place } });
  });

  it('changes nothing if the issuer doesn’t answer, and works when it does', async () => {
    const { draft, people, revision } = await app.draft(3);
    const before = (await people[0]!.read(draft)).body as object;
    app.issuer.down = true;
    expect(await people[0]!.seal(draft, revision)).toMatchObject({ status: 503, code: 'issuer_unreachable' });
    expect((await people[0]!.read(draft)).body).toEqual(before);
    app.issuer.down = false;
    app.issuer.hold = undefined;
    expect((await people[0]!.seal(draft, revision)).status).toBe(200);
  });

  it('refuses keys for something else than was asked for', async () => {
    const { draft, people, revision } = await app.draft(3);
    app.issuer.twist = 'other workplace';
    expect(await people[0]!.seal(draft, revision)).toMatchObject({ status: 502, code: 'issuer_misbehaved' });
    expect((await people[0]!.read(draft)).body).toMatchObject({ state: 'draft' });
  });
});
