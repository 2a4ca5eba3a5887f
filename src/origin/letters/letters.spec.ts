import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { actionDocument, verifyActions } from '../../protocol/action.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { decodeManifest } from '../../protocol/manifest.js';
import { toTime } from '../../protocol/shape.js';
import { LettersApp, type OpenLetter } from '../../../test/support/letters-app.js';
import { LetterKeysService } from './letter-keys.service.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';
import { LetterUpkeepService } from './letter-upkeep.service.js';
import { LettersService } from './letters.service.js';

let app: LettersApp;
let keys: LetterKeysService;
let lifecycle: LetterLifecycleService;
let letters: LettersService;
const ended: string[] = [];

beforeAll(async () => {
  app = await LettersApp.start();
  keys = app.app.get(LetterKeysService, { strict: false });
  lifecycle = app.app.get(LetterLifecycleService, { strict: false });
  letters = app.app.get(LettersService, { strict: false });
  lifecycle.register({
    ended: (_manager, letter) => {
      ended.push(letter.id);
      return Promise.resolve();
    },
    editions: (letter) => Promise.resolve([`edition of ${letter}`]),
  });
});
afterAll(async () => {
  await app.stop();
});
afterEach(() => {
  ended.length = 0;
  app.issuer.down = false;
  app.issuer.acted.length = 0;
});

/** An open letter whose opening time has come. */
async function running(): Promise<OpenLetter> {
  const open = await app.open();
  app.clock.forward(86_400);
  await Promise.all(open.people.map((one) => one.logIn()));
  return open;
}

/** What the tally does when the last epoch ends and the threshold was reached. */
async function close(open: OpenLetter): Promise<void> {
  await app.dataSource.transaction(async (manager) => {
    await lifecycle.close(manager, await letters.lock(manager, open.letter));
  });
}

async function stateOf(open: OpenLetter): Promise<string> {
  return ((await app.call('GET', `/letters/${open.letter}`)).body as { state: string }).state;
}

describe('a letter', () => {
  it.each(['a'.repeat(32), 'drafts', '%00', 'A'.repeat(32), `${'a'.repeat(32)}%27--`])(
    'is unknown: %s',
    async (id) => {
      expect(await app.call('GET', `/letters/${id}`)).toMatchObject({
        status: 404,
        code: 'letter_not_found',
      });
    },
  );

  it('lists its editions', async () => {
    const { letter } = await app.open();
    expect((await app.call('GET', `/letters/${letter}`)).body).toMatchObject({
      editions: [`edition of ${letter}`],
    });
  });

  it('is not shown once it is withheld, nor acted upon, and the answer has date and reason alone', async () => {
    const open = await running();
    await app.dataSource.query(
      `UPDATE origin.letters SET state = 'withheld', withheld_on = '2018-06-21', withheld_reason = 'A court ordered it.' WHERE letter = $1`,
      [open.letter],
    );
    const answer = await app.call('GET', `/letters/${open.letter}`);
    expect(answer).toMatchObject({ status: 451, code: 'letter_withheld' });
    expect(answer.body).toEqual({
      type: 'urn:undersigned:problem:letter_withheld',
      title: 'The operator of this server took this letter down.',
      status: 451,
      detail: 'Taken down on 2018-06-21: A court ordered it.',
      code: 'letter_withheld',
    });
    expect(await open.people[0]!.act(open, 'cancel')).toMatchObject({ status: 451 });
  });
});

describe('what organizers decide together', () => {
  it('closes at the next epoch end, and the issuer hears of it then', async () => {
    const open = await running();
    const [first, second] = open.people;
    expect((await first!.act(open, 'close')).body).toEqual({
      action: 'close',
      agreed: 1,
      needed: 2,
      effective: false,
    });
    expect(app.issuer.acted).toEqual([]);
    expect((await second!.act(open, 'close')).body).toEqual({
      action: 'close',
      agreed: 2,
      needed: 2,
      effective: true,
    });
    expect(await letters.get(open.letter)).toMatchObject({
      state: 'open',
      closesAfter: expect.any(Number),
      ended: false,
    });
    expect((await open.people[2]!.act(open, 'close')).body).toMatchObject({ effective: true });
    expect(app.issuer.acted).toEqual([]);

    await close(open);
    await app.app.get(LetterUpkeepService, { strict: false }).settle(open.letter);
    const { letter, actions } = app.issuer.acted[0]!;
    expect(app.issuer.acted).toHaveLength(1);
    expect(letter).toBe(toBase64url(open.digest));
    expect(await verifyActions(p, decodeManifest(open.manifest), open.digest, actions)).toBe('close');
  });

  it('cancels at once: keys and whatever is sealed under them are gone', async () => {
    const open = await running();
    await open.people[1]!.act(open, 'cancel');
    expect(await stateOf(open)).toBe('open');
    expect((await open.people[2]!.act(open, 'cancel')).body).toMatchObject({ effective: true });
    expect(await stateOf(open)).toBe('cancelled');
    expect(ended).toEqual([open.letter]);
    expect(await keys.get(open.letter)).toBeUndefined();
    expect(app.issuer.acted).toHaveLength(1);
    expect((await open.people[0]!.act(open, 'cancel')).body).toMatchObject({ effective: true });
    expect(await open.people[0]!.act(open, 'close')).toMatchObject({ status: 409, code: 'action_refused' });
    expect(ended).toHaveLength(1);
  });

  it('cancels before the opening time, but does not close before it', async () => {
    const open = await app.open();
    const early = await open.people[0]!.act(open, 'close');
    expect(early).toMatchObject({ status: 409, code: 'action_refused' });
    await open.people[0]!.act(open, 'cancel');
    await open.people[1]!.act(open, 'cancel');
    expect(await stateOf(open)).toBe('cancelled');
  });

  it('takes effect once when all say so at once', async () => {
    const open = await running();
    const answers = await Promise.all([...open.people, ...open.people].map((one) => one.act(open, 'cancel')));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(6).fill(200));
    expect(ended).toEqual([open.letter]);
    expect(await keys.get(open.letter)).toBeUndefined();
  });

  it('does not add up different actions, nor one organizer’s word twice', async () => {
    const open = await running();
    const [first, second, third] = open.people;
    await first!.act(open, 'close');
    expect((await second!.act(open, 'cancel')).body).toMatchObject({ agreed: 1, effective: false });
    expect((await first!.act(open, 'close')).body).toMatchObject({ agreed: 1, effective: false });
    app.clock.forward(1);
    expect((await first!.act(open, 'close')).body).toMatchObject({ agreed: 1, effective: false });
    expect(await letters.get(open.letter)).toMatchObject({ state: 'open', closesAfter: null });
    expect((await third!.act(open, 'cancel')).body).toMatchObject({ agreed: 2, effective: true });
  });

  it('tells its organizers, and nobody else, who wants what, and when it closes early', async () => {
    const open = await running();
    const [first, second] = open.people;
    const path = `/letters/${open.letter}/actions`;
    const nothing = { actions: [], closesAt: null, ended: false };
    expect((await second!.call('GET', path)).body).toEqual(nothing);
    await first!.act(open, 'close');
    await second!.act(open, 'cancel');
    expect((await second!.call('GET', path)).body).toEqual({
      ...nothing,
      actions: [
        { action: 'close', agreedBy: [toBase64url(first!.keys.signingKey)] },
        { action: 'cancel', agreedBy: [toBase64url(second!.keys.signingKey)] },
      ],
    });
    await second!.act(open, 'close');
    const { body } = await first!.call('GET', path);
    expect(body).toMatchObject({ actions: [{ action: 'cancel' }], closesAt: expect.stringMatching(/Z$/) });
    expect((await app.call('GET', path)).status).toBe(401);
    const stranger = (await running()).people[0]!;
    expect(await stranger.call('GET', path)).toMatchObject({ status: 403 });
  });

  it('forgets a word after a week without a second one', async () => {
    const open = await app.open(
      3,
      app.content({ closesAt: '2018-12-20T09:17:23Z', opensAt: '2018-11-20T09:17:23Z' }),
    );
    await open.people[0]!.act(open, 'cancel');
    app.clock.forward(7 * 86_400 + 1);
    await Promise.all(open.people.map((one) => one.logIn()));
    const known = await open.people[1]!.call('GET', `/letters/${open.letter}/actions`);
    expect(known.body).toMatchObject({ actions: [] });
    expect((await open.people[1]!.act(open, 'cancel')).body).toMatchObject({ agreed: 1, effective: false });
    expect((await open.people[0]!.act(open, 'cancel')).body).toMatchObject({ agreed: 2, effective: true });
  });

  it('refuses what was signed at another time, for another letter, by another, or by nobody of the letter', async () => {
    const [open, other] = [await running(), await running()];
    await Promise.all(open.people.map((one) => one.logIn()));
    const [first, second] = open.people;
    const now = app.clock.now();
    for (const seconds of [-7200, 3900]) {
      const time = toTime(new Date(now.getTime() + seconds * 1000));
      const stale = await first!.handInAction(open.letter, actionDocument(open.digest, 'cancel', time));
      expect(stale).toMatchObject({ status: 409, code: 'action_stale' });
    }
    const elsewhere = await first!.handInAction(
      open.letter,
      actionDocument(other.digest, 'cancel', toTime(now)),
    );
    expect(elsewhere).toMatchObject({ status: 400, code: 'letter_mismatch' });
    const document = actionDocument(open.digest, 'cancel', toTime(now));
    const body = { document: toBase64url(document), signature: await first!.sign(document) };
    const replayed = await second!.call('POST', `/letters/${open.letter}/actions`, body);
    expect(replayed).toMatchObject({ status: 400, code: 'invalid_approval' });
    expect(await other.people[0]!.act(open, 'cancel')).toMatchObject({
      status: 403,
      code: 'not_an_organizer',
    });
    const unknown = await first!.act({ ...open, letter: 'a'.repeat(32) }, 'cancel');
    expect(unknown).toMatchObject({ status: 404, code: 'letter_not_found' });
    const nobody = await app.call('POST', `/letters/${open.letter}/actions`, { body });
    expect(nobody).toMatchObject({ status: 401, code: 'session_required' });
    expect(await stateOf(open)).toBe('open');
  });

  it('calls a letter final only when it is closed', async () => {
    const open = await running();
    expect(await open.people[0]!.act(open, 'final')).toMatchObject({ status: 409, code: 'action_refused' });
    await close(open);
    await open.people[0]!.act(open, 'final');
    expect(ended).toEqual([]);
    expect((await open.people[1]!.act(open, 'final')).body).toMatchObject({ effective: true });
    expect(ended).toEqual([open.letter]);
    expect(await keys.get(open.letter)).toBeUndefined();
    expect(await stateOf(open)).toBe('closed');
    expect(app.issuer.acted).toEqual([]);
  });

  it('reaches the issuer when it answers again', async () => {
    const open = await running();
    app.issuer.down = true;
    await open.people[0]!.act(open, 'cancel');
    expect((await open.people[1]!.act(open, 'cancel')).body).toMatchObject({ effective: true });
    expect(await keys.get(open.letter)).toBeUndefined();
    await app.tick();
    expect(app.issuer.acted).toEqual([]);
    app.issuer.down = false;
    await app.tick();
    await app.tick();
    expect(app.issuer.acted.map(({ letter }) => letter)).toEqual([toBase64url(open.digest)]);
    const { actions } = app.issuer.acted[0]!;
    expect(await verifyActions(p, decodeManifest(open.manifest), open.digest, actions)).toBe('cancel');
    const left = await app.dataSource.query<unknown[]>(
      'SELECT 1 FROM origin.action_approvals WHERE letter = $1',
      [open.letter],
    );
    expect(left).toEqual([]);
  });
});

describe('the end of a letter’s keys', () => {
  it('comes at releaseBy, however the letter was closed, and its page stays', async () => {
    const open = await running();
    await close(open);
    const { releaseBy } = decodeManifest(open.manifest);
    app.clock.set(new Date(Date.parse(releaseBy) - 1000).toISOString());
    await app.tick();
    expect(await keys.get(open.letter)).toBeDefined();
    app.clock.set(releaseBy);
    await app.tick();
    expect(await keys.get(open.letter)).toBeUndefined();
    expect(ended).toContain(open.letter);
    expect(await stateOf(open)).toBe('closed');
  });

  it('is made up for after a crash between the commit and the vault', async () => {
    const open = await running();
    await app.dataSource.transaction(async (manager) => {
      await lifecycle.lapse(manager, await letters.lock(manager, open.letter));
    });
    expect(await keys.get(open.letter)).toBeDefined();
    await app.tick();
    expect(await keys.get(open.letter)).toBeUndefined();
    expect(await stateOf(open)).toBe('lapsed');
  });

  it('does not come by a decision on a letter that has moved on', async () => {
    const open = await running();
    const seen = await letters.get(open.letter);
    await close(open);
    const late = app.dataSource.transaction((manager) => lifecycle.lapse(manager, seen));
    await expect(late).rejects.toMatchObject({ problem: { code: 'letter_changed' } });
    expect(await stateOf(open)).toBe('closed');
    expect(await keys.get(open.letter)).toBeDefined();
    expect(fromBase64url(toBase64url(open.digest))).toEqual(seen.digest);
  });
});
