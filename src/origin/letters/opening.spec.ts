import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { decodeManifest, letterId } from '../../protocol/manifest.js';
import { openingDocument, verifyCountersignings, verifyOpenings } from '../../protocol/opening.js';
import { LettersApp } from '../../../test/support/letters-app.js';
import { DraftUpkeepService } from './draft-upkeep.service.js';
import { LetterKeysService } from './letter-keys.service.js';
import { LetterLifecycleService, type LetterParticipant } from './letter-lifecycle.service.js';

let app: LettersApp;
let participant: LetterParticipant = {};
const opened: string[] = [];

beforeAll(async () => {
  app = await LettersApp.start();
  app.app.get(LetterLifecycleService, { strict: false }).register({
    opened: async (manager, letter) => {
      opened.push(letter.id);
      await participant.opened?.(manager, letter);
    },
  });
});
afterAll(async () => {
  await app.stop();
});
afterEach(() => {
  opened.length = 0;
  participant = {};
  app.issuer.down = false;
  app.issuer.twist = 'none';
});

function keys(): LetterKeysService {
  return app.app.get(LetterKeysService, { strict: false });
}

describe('signing a sealed draft', () => {
  it('opens the letter with the last signature, for everybody to check', async () => {
    const sealed = await app.sealed(3);
    const [first, second, third] = sealed.people;
    expect((await third!.signOpening(sealed)).body).toEqual({ state: 'sealed' });
    expect((await first!.signOpening(sealed)).body).toEqual({ state: 'sealed' });
    const { openings } = (await second!.read(sealed.draft)).body as { openings: { key: string }[] };
    expect(openings.map(({ key }) => key)).toEqual([first!.key, third!.key]);

    const letter = letterId(sealed.digest);
    expect((await second!.signOpening(sealed)).body).toEqual({ state: 'open', letter });
    expect(opened).toEqual([letter]);
    expect((await first!.read(sealed.draft)).body).toMatchObject({ state: 'open', letter });

    const { status, body } = await app.call('GET', `/letters/${letter}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      letter,
      digest: toBase64url(sealed.digest),
      state: 'open',
      manifest: toBase64url(sealed.manifest),
      editions: [],
    });
    const manifest = decodeManifest(fromBase64url(body.manifest as string));
    await verifyOpenings(p, manifest, sealed.digest, body.openings as []);
    await verifyCountersignings(p, manifest, sealed.digest, body.countersignings as []);
  });

  it('gives the draft’s keys to the letter', async () => {
    const sealed = await app.sealed(3);
    const before = await keys().get(sealed.draft);
    for (const person of sealed.people) await person.signOpening(sealed);
    expect(await keys().get(letterId(sealed.digest))).toEqual(before);
    expect(await keys().get(sealed.draft)).toBeUndefined();
  });

  it('opens once when all sign at once, each of them twice', async () => {
    const sealed = await app.sealed(4, app.content({ approvals: 2 }));
    const answers = await Promise.all(
      [...sealed.people, ...sealed.people].map((one) => one.signOpening(sealed)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
    expect(opened).toEqual([letterId(sealed.digest)]);
    for (const person of sealed.people) {
      expect((await person.signOpening(sealed)).body).toEqual({
        state: 'open',
        letter: letterId(sealed.digest),
      });
    }
    expect(opened).toHaveLength(1);
  });

  it('refuses a signature over another letter, by another organizer, or over nothing yet', async () => {
    const sealed = await app.sealed(3);
    const [first, second] = sealed.people;
    const other = new Uint8Array(sealed.digest);
    other[0] = other[0]! ^ 1;
    expect(await first!.signOpening({ ...sealed, digest: other })).toMatchObject({
      status: 400,
      code: 'invalid_opening',
    });
    const signature = await first!.sign(openingDocument(sealed.digest, first!.keys.signingKey));
    const posted = await second!.call('POST', `/letters/drafts/${sealed.draft}/openings`, { signature });
    expect(posted).toMatchObject({ status: 400, code: 'invalid_opening' });
    expect((await first!.read(sealed.draft)).body).toMatchObject({ openings: [] });
    const drafted = await app.draft(3);
    expect(await drafted.people[0]!.signOpening({ ...drafted, digest: other })).toMatchObject({
      status: 409,
      code: 'draft_not_sealed',
    });
  });

  it('changes nothing if the issuer doesn’t answer, and works when it does', async () => {
    const sealed = await app.sealed(3);
    const [first, second, third] = sealed.people;
    await first!.signOpening(sealed);
    await second!.signOpening(sealed);
    const before = (await first!.read(sealed.draft)).body as object;
    app.issuer.down = true;
    expect(await third!.signOpening(sealed)).toMatchObject({ status: 503, code: 'issuer_unreachable' });
    expect((await first!.read(sealed.draft)).body).toEqual(before);
    expect((await app.call('GET', `/letters/${letterId(sealed.digest)}`)).status).toBe(404);
    app.issuer.down = false;
    expect((await third!.signOpening(sealed)).body).toMatchObject({ state: 'open' });
  });

  it('refuses a countersignature that isn’t by the manifest’s issuer', async () => {
    const sealed = await app.sealed(3);
    const [first, second, third] = sealed.people;
    await first!.signOpening(sealed);
    await second!.signOpening(sealed);
    app.issuer.twist = 'foreign countersignature';
    expect(await third!.signOpening(sealed)).toMatchObject({ status: 502, code: 'issuer_misbehaved' });
    app.issuer.twist = 'none';
    expect((await third!.signOpening(sealed)).body).toMatchObject({ state: 'open' });
  });

  it('is finished after a failure between the keys’ move and the commit', async () => {
    const sealed = await app.sealed(3);
    const before = await keys().get(sealed.draft);
    participant = { opened: () => Promise.reject(new Error('power cut')) };
    const [first, second, third] = sealed.people;
    await first!.signOpening(sealed);
    await second!.signOpening(sealed);
    expect((await third!.signOpening(sealed)).status).toBe(500);
    expect((await app.call('GET', `/letters/${letterId(sealed.digest)}`)).status).toBe(404);
    expect((await first!.read(sealed.draft)).body).toMatchObject({ state: 'sealed' });
    participant = {};
    expect((await third!.signOpening(sealed)).body).toMatchObject({ state: 'open' });
    expect(await keys().get(letterId(sealed.digest))).toEqual(before);
  });

  it('is refused once the closing time is over', async () => {
    const closesAt = new Date(app.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 19);
    const sealed = await app.sealed(3, app.content({ closesAt: `${closesAt}Z` }));
    for (const person of sealed.people.slice(1)) await person.signOpening(sealed);
    app.clock.set(`${closesAt}Z`);
    await sealed.people[0]!.logIn();
    expect(await sealed.people[0]!.signOpening(sealed)).toMatchObject({
      status: 409,
      code: 'opening_too_late',
    });
  });
});

describe('a draft whose time is over', () => {
  it('dies with its keys on both sides if it was sealed and not everybody signed, even halfway through an opening', async () => {
    const sealed = await app.sealed(
      3,
      app.content({ opensAt: '2018-07-20T00:00:00Z', closesAt: '2018-08-20T00:00:00Z' }),
    );
    participant = { opened: () => Promise.reject(new Error('power cut')) };
    for (const person of sealed.people) await person.signOpening(sealed);
    expect(await keys().get(letterId(sealed.digest))).toBeDefined();
    participant = {};
    app.clock.forward(7 * 86_400);
    await Promise.all(sealed.people.map((one) => one.logIn()));
    const refused = await sealed.people[2]!.signOpening(sealed);
    expect(refused).toMatchObject({ status: 404, code: 'draft_not_found' });
    await app.tick();
    expect(await keys().get(letterId(sealed.digest))).toBeUndefined();
    expect(await keys().get(sealed.draft)).toBeUndefined();
    const countersigned = app.issuer.asked.filter((what) => what.startsWith('countersign ')).at(-1)!;
    expect(app.issuer.discarded).toContain(countersigned.slice('countersign '.length));
    expect(await sealed.people[0]!.read(sealed.draft)).toMatchObject({
      status: 404,
      code: 'draft_not_found',
    });
    expect(opened).toHaveLength(1);
  });

  it('stays until the issuer has discarded its keys', async () => {
    const sealed = await app.sealed(3, app.content());
    app.clock.forward(7 * 86_400);
    app.issuer.down = true;
    const upkeep = app.app.get(DraftUpkeepService, { strict: false });
    await upkeep.deleteExpired();
    expect(await keys().names()).toContain(sealed.draft);
    app.issuer.down = false;
    await upkeep.deleteExpired();
    expect(await keys().names()).not.toContain(sealed.draft);
  });

  it('is deleted when it has become a letter, and the letter keeps its keys', async () => {
    const open = await app.open();
    const discarded = app.issuer.discarded.length;
    app.clock.forward(7 * 86_400);
    await app.tick();
    await open.people[0]!.logIn();
    expect(await open.people[0]!.read(open.draft)).toMatchObject({ status: 404 });
    expect(await keys().get(open.letter)).toBeDefined();
    expect(app.issuer.discarded).toHaveLength(discarded);
    expect((await app.call('GET', `/letters/${open.letter}`)).status).toBe(200);
  });

  it('dies after ninety days without a change, and no sooner', async () => {
    const { draft, people, revision } = await app.draft(2);
    app.clock.forward(89 * 86_400);
    await Promise.all(people.map((one) => one.logIn()));
    expect((await people[1]!.save(draft, revision, { threshold: 20 })).status).toBe(200);
    app.clock.forward(89 * 86_400);
    await Promise.all(people.map((one) => one.logIn()));
    await app.tick();
    expect((await people[0]!.read(draft)).status).toBe(200);
    app.clock.forward(86_400);
    await app.tick();
    await Promise.all(people.map((one) => one.logIn()));
    expect((await people[0]!.read(draft)).status).toBe(404);
  });
});
