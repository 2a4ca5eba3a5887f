// Several processes on one database and one vault, as PostgreSQL allows: what holds in one holds in all.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { askForCode } from '../../client/sign/ask.js';
import { RandomSource } from '../../common/random.js';
import { toBase64url } from '../../protocol/codec.js';
import { IssuerWorld, problem, type IssuerProcess } from '../../../test/support/issuer-world.js';
import { IssuanceEndService } from './issuance-end.service.js';
import { IssuanceKeysService } from './issuance-keys.service.js';
import { IssuanceService } from './issuance.service.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';

let world: IssuerWorld;
let second: IssuerProcess;

beforeAll(async () => {
  world = await IssuerWorld.start();
  second = await world.another();
});

afterAll(async () => {
  await second.app.close();
  await world.stop();
});

it('makes one set of keys for a draft that both are asked about', async () => {
  const request = { draft: world.draft(), entries: [{ workplace: 'a', method: 'email-code' as const }] };
  const made = await Promise.all(processes().map(({ issuer }) => issuer.createKeys(request)));
  expect(made[1]).toEqual(made[0]);
});

it('never has keys without a row, when a draft is asked for and discarded at once', async () => {
  for (let i = 0; i < 5; i++) {
    const draft = world.draft();
    const request = { draft, entries: [{ workplace: 'a', method: 'email-code' as const }] };
    const [one, two] = processes();
    await Promise.all([
      one!.issuer.createKeys(request),
      (async () => {
        for (let again = 0; again < 5; again++) await two!.issuer.discard({ draft });
      })(),
    ]);
    expect((await world.vaultNames()).includes(draft)).toBe(await isNoted(draft));
    await two!.issuer.discard({ draft });
    expect(await world.vaultNames()).not.toContain(draft);
  }
});

it('lets a draft end or become a letter, when both come at once', async () => {
  for (let i = 0; i < 5; i++) {
    const letter = await world.seal();
    const request = {
      draft: letter.draft,
      manifest: toBase64url(letter.encoded),
      openings: letter.openings,
    };
    const [one, two] = processes();
    const [countersigned] = await Promise.allSettled([
      one!.issuer.countersign(request),
      two!.issuer.discard({ draft: letter.draft }),
    ]);
    const names = await world.vaultNames();
    expect(names).not.toContain(letter.draft);
    expect(names.includes(letter.id)).toBe(countersigned.status === 'fulfilled');
    expect(await isNoted(letter.draft)).toBe(false);
    if (countersigned.status === 'rejected')
      expect(countersigned.reason).toMatchObject({ problem: { code: 'draft_unknown' } });
  }
});

it('countersigns once, whichever is asked', async () => {
  const letter = await world.seal();
  const request = {
    draft: letter.draft,
    manifest: toBase64url(letter.encoded),
    openings: letter.openings,
  };
  const answers = await Promise.all(
    [...processes(), ...processes()].map(({ issuer }) => issuer.countersign(request)),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

it('gives one mailbox one token, however many ask both at once', async () => {
  const letter = await world.open();
  const random = world.process.app.get(RandomSource, { strict: false });
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, async (_, i) => {
      const { app } = processes()[i % 2]!;
      const shown = await app.get(IssuerLettersService, { strict: false }).issuing(letter.digest);
      const blindedMessage = random.bytes(256);
      blindedMessage[0] = 0;
      return app
        .get(IssuanceService, { strict: false })
        .issue(
          { letter: shown!, entry: shown!.entries[0]!, address: 'jdoe@cumulus.example' },
          { blindedMessage: toBase64url(blindedMessage), holder: toBase64url(random.bytes(32)) },
        );
    }),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ problem: { code: 'code_refused' } });
  }
});

it('takes a challenge that the other made', async () => {
  const letter = await world.open();
  const address = `roe@${letter.manifest.workplaces[0]!.domains[0]!}`;
  const asked = await askForCode(await world.client(letter), address);
  const code = await world.code(address);
  const answer = await second.app.inject({
    method: 'POST',
    url: '/api/v1/tokens',
    payload: {
      challenge: asked.challenge,
      code,
      blindedMessage: toBase64url(new Uint8Array(256).fill(1)),
      holder: toBase64url(new Uint8Array(32)),
    },
  });
  expect(answer.statusCode).toBe(200);
});

it('lets keys die for both, at once in the tables, at the next tick in memory', async () => {
  const letter = await world.open();
  const { app } = second;
  const keys = app.get(IssuanceKeysService, { strict: false });
  const shown = await app.get(IssuerLettersService, { strict: false }).issuing(letter.digest);
  expect(await keys.ofLetter(letter.id)).toBeDefined();
  await world.act(letter, 'cancel');
  const request = {
    blindedMessage: toBase64url(new Uint8Array(256)),
    holder: toBase64url(new Uint8Array(32)),
  };
  const late = app
    .get(IssuanceService, { strict: false })
    .issue({ letter: shown!, entry: shown!.entries[0]!, address: 'jdoe@cumulus.example' }, request);
  expect(await problem(late)).toEqual({ status: 403, code: 'code_refused' });
  await world.tick(second);
  expect(await keys.ofLetter(letter.id)).toBeUndefined();
  expect(await app.get(IssuerLettersService, { strict: false }).issuing(letter.digest)).toBeUndefined();
});

it('may both run every tick at once', async () => {
  const letter = await world.open({ overrides: { closesAt: '2018-06-25T18:00:00Z' } });
  for (const time of ['2018-06-25T17:00:00Z', '2018-06-25T18:00:00Z']) {
    for (const { clock } of processes()) clock.set(time);
    await Promise.all(processes().map((one) => world.tick(one)));
  }
  expect(await world.vaultNames()).not.toContain(letter.id);
  expect((await world.partitions()).filter((name) => name.includes(letter.id))).toEqual([]);
});

it('ends a letter once more without harm', async () => {
  const letter = await world.open({
    seed: 'once more',
    overrides: { closesAt: '2018-07-25T18:00:00Z', releaseBy: '2018-12-01T00:00:00Z' },
  });
  const ending = world.process.app.get(IssuanceEndService, { strict: false });
  const shown = await world.process.app.get(IssuerLettersService, { strict: false }).issuing(letter.digest);
  const destroy = jest.spyOn(world.process.app.get(IssuanceKeysService, { strict: false }), 'destroy');
  await Promise.all([ending.end(shown!), ending.end(shown!)]);
  await ending.end(shown!);
  expect(destroy).toHaveBeenCalledTimes(3);
  expect(await world.vaultNames()).not.toContain(letter.id);
});

async function isNoted(draft: string): Promise<boolean> {
  const rows: unknown[] = await world.process.dataSource.query(
    'SELECT 1 FROM issuer.drafts WHERE draft = $1',
    [draft],
  );
  return rows.length === 1;
}

function processes(): IssuerProcess[] {
  return [world.process, second];
}
