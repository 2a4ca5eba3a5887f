import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { toBase64url } from '../../protocol/codec.js';
import { LettersApp, type OpenLetter } from '../../../test/support/letters-app.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';
import { LettersService } from './letters.service.js';
import { TakeDownsService } from './take-downs.service.js';

const REASON = 'A court ordered it.';

let app: LettersApp;
let takeDowns: TakeDownsService;

beforeAll(async () => {
  app = await LettersApp.start();
  takeDowns = app.app.get(TakeDownsService, { strict: false });
});
afterAll(async () => {
  await app.stop();
});
afterEach(async () => {
  app.issuer.down = false;
  app.issuer.hold = undefined;
  await app.tick();
  app.issuer.asked.length = 0;
  app.issuer.withheld.length = 0;
  app.issuer.acted.length = 0;
});

async function running(): Promise<OpenLetter> {
  const open = await app.open();
  app.clock.forward(86_400);
  await Promise.all(open.people.map((one) => one.logIn()));
  return open;
}

async function turn(
  open: OpenLetter,
  to: (
    lifecycle: LetterLifecycleService,
  ) => (...given: Parameters<LetterLifecycleService['close']>) => Promise<void>,
): Promise<void> {
  const lifecycle = app.app.get(LetterLifecycleService, { strict: false });
  await app.dataSource.transaction(async (manager) => {
    const letter = await app.app.get(LettersService, { strict: false }).lock(manager, open.letter);
    await to(lifecycle).call(lifecycle, manager, letter);
  });
}

async function read(open: OpenLetter): Promise<{ status: number; state?: string; detail?: string }> {
  const { status, body } = await app.call('GET', `/letters/${open.letter}`);
  const { state, detail } = body as { state?: string; detail?: string };
  return {
    status,
    ...(state === undefined ? {} : { state }),
    ...(detail === undefined ? {} : { detail }),
  };
}

describe('taking a letter down', () => {
  it('leaves day and reason to be seen, and tells the issuer at once', async () => {
    const open = await running();
    const day = app.clock.now().toISOString().slice(0, 10);
    expect(await takeDowns.takeDown(open.letter, REASON)).toMatchObject({
      state: 'withheld',
      withheldOn: day,
      withheldReason: REASON,
      issuersTold: true,
    });
    expect(await read(open)).toEqual({
      status: 451,
      state: undefined,
      detail: `Taken down on ${day}: ${REASON}`,
    });
    expect(app.issuer.withheld).toEqual([{ letter: toBase64url(open.digest), withheld: true }]);
    for (const action of ['close', 'cancel', 'final'] as const) {
      expect(await open.people[0]!.act(open, action)).toMatchObject({ status: 451 });
    }
  });

  it('is refused twice, and for a letter that isn’t there', async () => {
    const open = await running();
    await takeDowns.takeDown(open.letter, REASON);
    await expect(takeDowns.takeDown(open.letter, 'Another.')).rejects.toMatchObject({
      problem: { code: 'already_withheld' },
    });
    expect(await takeDowns.look(open.letter)).toMatchObject({ withheldReason: REASON });
    for (const id of ['a'.repeat(32), '', '%']) {
      await expect(takeDowns.takeDown(id, REASON)).rejects.toMatchObject({
        problem: { code: 'letter_not_found' },
      });
      await expect(takeDowns.look(id)).rejects.toMatchObject({ problem: { code: 'letter_not_found' } });
    }
  });

  it('of two at once, one does', async () => {
    const open = await running();
    const both = await Promise.allSettled([
      takeDowns.takeDown(open.letter, 'One.'),
      takeDowns.takeDown(open.letter, 'Two.'),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('an issuer that doesn’t answer', () => {
  it('changes nothing about the letter, and is told until it has heard', async () => {
    const open = await running();
    app.issuer.down = true;
    expect(await takeDowns.takeDown(open.letter, REASON)).toMatchObject({ issuersTold: false });
    expect((await read(open)).status).toBe(451);
    await app.tick();
    expect(app.issuer.withheld).toEqual([]);
    app.issuer.down = false;
    await app.tick();
    await app.tick();
    expect(app.issuer.withheld).toEqual([{ letter: toBase64url(open.digest), withheld: true }]);
  });

  it('isn’t left with a word that came late', async () => {
    const open = await running();
    let release = (): void => undefined;
    app.issuer.hold = new Promise((done) => (release = done));
    const down = takeDowns.takeDown(open.letter, REASON);
    while (!app.issuer.asked.includes('withhold')) await new Promise((wait) => setTimeout(wait, 5));
    app.issuer.hold = undefined;
    await takeDowns.restore(open.letter);
    release();
    await down;
    expect(app.issuer.withheld.map(({ withheld }) => withheld)).toEqual([false, true]);
    await app.tick();
    expect(app.issuer.withheld.at(-1)).toMatchObject({ withheld: false });
    app.issuer.withheld.length = 0;
    await app.tick();
    expect(app.issuer.withheld).toEqual([]);
  });

  it('still hears of what the organizers decided before', async () => {
    const open = await running();
    app.issuer.down = true;
    for (const person of open.people.slice(0, 2)) await person.act(open, 'cancel');
    await takeDowns.takeDown(open.letter, REASON);
    app.issuer.down = false;
    await app.tick();
    expect(app.issuer.acted).toMatchObject([{ letter: toBase64url(open.digest) }]);
    expect(app.issuer.acted[0]!.actions).toHaveLength(2);
    expect(app.issuer.withheld).toHaveLength(1);
  });
});

describe('restoring a letter', () => {
  it.each([
    ['open', undefined],
    ['closed', (lifecycle: LetterLifecycleService) => lifecycle.close.bind(lifecycle)],
    ['lapsed', (lifecycle: LetterLifecycleService) => lifecycle.lapse.bind(lifecycle)],
    ['cancelled', (lifecycle: LetterLifecycleService) => lifecycle.cancel.bind(lifecycle)],
  ] as const)('makes it %s again if it was', async (state, to) => {
    const open = await running();
    if (to !== undefined) await turn(open, to);
    await takeDowns.takeDown(open.letter, REASON);
    expect((await read(open)).status).toBe(451);
    expect(await takeDowns.restore(open.letter)).toEqual({
      title: expect.any(String),
      state,
      withheldOn: null,
      withheldReason: null,
      issuersTold: true,
    });
    expect(await read(open)).toEqual({ status: 200, state });
    expect(app.issuer.withheld.map(({ withheld }) => withheld)).toEqual([true, false]);
  });

  it('is refused for a letter that isn’t down', async () => {
    const open = await running();
    await expect(takeDowns.restore(open.letter)).rejects.toMatchObject({
      problem: { code: 'not_withheld' },
    });
    expect(await read(open)).toMatchObject({ state: 'open' });
  });

  it('is too late once the keys died, where they were needed', async () => {
    const [open, closed] = [await running(), await running()];
    await turn(closed, (lifecycle) => lifecycle.close.bind(lifecycle));
    for (const { letter } of [open, closed]) await takeDowns.takeDown(letter, REASON);
    app.clock.forward(120 * 86_400);
    await app.tick();
    await expect(takeDowns.restore(open.letter)).rejects.toMatchObject({
      problem: { code: 'restore_too_late' },
    });
    expect((await read(open)).status).toBe(451);
    expect(await takeDowns.restore(closed.letter)).toMatchObject({ state: 'closed' });
  });
});
