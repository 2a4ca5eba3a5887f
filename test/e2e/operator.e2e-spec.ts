// What an operator does from the command line: who may start a letter, and what is taken down.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askForCode, fetchPass } from '../../src/client/sign/ask.js';
import { fetchTally } from '../../src/client/letter.js';
import { act, fetchDraft, startDraft } from '../../src/client/organize/organize.js';
import { logIn } from '../../src/client/organizer.js';
import { propose } from '../../src/client/release/release.js';
import { sign } from '../../src/client/sign/sign.js';
import { newWords, signerOf } from '../../src/client/signer.js';
import { invite, listInvitations, revokeInvitation } from '../../src/commands/letter-invitations.js';
import { inWords, type OperatorWork } from '../../src/commands/letter-operator.js';
import { restoreLetter, takeLetterDown } from '../../src/commands/letter-take-down.js';
import { Config } from '../../src/common/config.js';
import { Databases } from '../../src/common/database/databases.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { drawWords } from '../../src/protocol/words.js';
import type { Server } from '../../src/serve.js';
import { undersigned } from '../support/cli.js';
import { freePort, ServerProcess } from '../support/process.js';
import { refusal } from '../support/refusal.js';
import type { Opened } from '../support/world.js';
import { World } from '../support/world.js';

const REASON = 'A court ordered it.';
const CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/;
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64url');

/** An operator at the console of a server, who says what the test lets her say. */
class Console {
  readonly said: string[] = [];
  readonly notes: string[] = [];
  readonly questions: string[] = [];
  answer: boolean | undefined;

  constructor(private readonly server: Server) {}

  async run(command: (work: OperatorWork) => Promise<number>): Promise<number> {
    const ask = (question: string): Promise<boolean> => {
      this.questions.push(question);
      return Promise.resolve(this.answer === true);
    };
    const { app } = this.server;
    const terminal = {
      out: (line: string) => void this.said.push(line),
      note: (line: string) => void this.notes.push(line),
      ask: this.answer === undefined ? undefined : ask,
    };
    return inWords({ app, config: app.get(Config, { strict: false }), terminal }, command);
  }

  async takeDown(id: string, reason = REASON): Promise<number> {
    return this.run((work) => takeLetterDown(work, id, { reason, yes: true }));
  }

  async restore(id: string): Promise<number> {
    return this.run((work) => restoreLetter(work, id, { yes: true }));
  }
}

describe('a server in production', () => {
  let world: World;
  let operator: Console;

  beforeAll(async () => {
    const port = (await freePort()).toString();
    world = await World.start({
      NODE_ENV: 'production',
      PORT: port,
      PUBLIC_URL: `http://localhost:${port}`,
      MASTER_KEY,
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'codes@letters.example',
      OPERATOR_NAME: 'A Union',
      OPERATOR_CONTACT: 'https://union.example/contact',
      SMALL_LETTERS: '',
      WORK_COST: '',
      LOG_LEVEL: 'silent',
    });
    operator = new Console(world.server);
  });
  afterAll(() => world.stop());

  it('lets a letter be started with an invitation of its operator only, once', async () => {
    const heron = await world.organizer();
    const refused = await refusal(startDraft(heron, 'Heron'));
    expect(refused).toMatchObject({ status: 403, code: 'invitation_refused' });
    expect(await operator.run((work) => invite(work, { days: 14, uses: 1 }))).toBe(0);
    const [code] = operator.said;
    expect(operator.said).toEqual([expect.stringMatching(CODE)]);
    expect(operator.notes.join('\n')).not.toContain(code);
    const { draft } = await startDraft(heron, 'Heron', code!.toLowerCase());
    expect(await fetchDraft(heron, draft)).toMatchObject({ state: 'draft' });
    expect(await refusal(startDraft(await world.organizer(), 'Heron', code))).toEqual(refused);
  });

  it('lists and revokes them by an id', async () => {
    operator.said.length = 0;
    await operator.run((work) => invite(work, { days: 1, uses: 3 }));
    const code = operator.said.pop();
    await operator.run(listInvitations);
    const [listed] = operator.said;
    expect(listed).toMatch(/^[a-z2-7]{8} {2}until 2018-06-26 {2}for 3 letters$/);
    const id = listed!.slice(0, 8);
    expect(await operator.run((work) => revokeInvitation(work, 'aaaaaaaa'))).toBe(1);
    expect(await operator.run((work) => revokeInvitation(work, id))).toBe(0);
    expect(await refusal(startDraft(await world.organizer(), 'Heron', code))).toMatchObject({ status: 403 });
    operator.said.length = 0;
    expect(await operator.run(listInvitations)).toBe(0);
    expect(operator.said).toEqual([]);
  });

  it('says nothing of codes, or of who used one, in any table', async () => {
    operator.said.length = 0;
    await operator.run((work) => invite(work, { days: 14, uses: 2 }));
    const code = operator.said[0]!;
    const heron = await world.organizer();
    const { draft } = await startDraft(heron, 'Heron', code);
    const dump = await tables(world.server);
    expect(dump['origin.drafts']).toContain(draft);
    for (const [table, text] of Object.entries(dump)) {
      for (const secret of [code, code.replaceAll('-', '')]) expect([table, text]).not.toContain(secret);
    }
    const invitations = dump['origin.invitations']!;
    expect(invitations).not.toContain(draft);
    const [hash] = /[a-z2-7]{26}/.exec(invitations)!;
    for (const [table, text] of Object.entries(dump)) {
      if (table !== 'origin.invitations') expect(text).not.toContain(hash);
    }
  });
});

describe('a letter that is taken down', () => {
  let world: World;
  let operator: Console;
  let opened: Opened;

  beforeAll(async () => {
    world = await World.start();
    operator = new Console(world.server);
    opened = await world.openLetter();
    await world.signMany(opened.letter, 12);
    await world.endEpoch(opened.letter, 1);
    await world.endEpoch(opened.letter, 2);
  });
  afterAll(() => world.stop());

  it('is only taken down if the operator means it, and says why', async () => {
    const { id } = opened.letter;
    const noReason = (work: OperatorWork): Promise<number> =>
      takeLetterDown(work, id, { reason: ' ', yes: true });
    expect(await operator.run(noReason)).toBe(2);
    const asking = (work: OperatorWork): Promise<number> =>
      takeLetterDown(work, id, { reason: REASON, yes: false });
    expect(await operator.run(asking)).toBe(2);
    expect(operator.notes.at(-1)).toContain('--yes');
    operator.answer = false;
    expect(await operator.run(asking)).toBe(1);
    expect(operator.questions).toEqual([expect.stringContaining(opened.letter.manifest.letter.title)]);
    operator.answer = undefined;
    for (const command of [operator.takeDown.bind(operator), operator.restore.bind(operator)]) {
      expect(await command('a'.repeat(32))).toBe(1);
    }
    expect(await operator.restore(id)).toBe(1);
    expect(operator.notes.at(-1)).toContain('not down');
    expect(await fetchTally(world.http, id)).toMatchObject({ tally: 'reached', count: 12 });
  });

  it('answers 451 everywhere, with day and reason and no count; nothing is signed, mailed or issued', async () => {
    const { letter, organizers } = opened;
    const { id } = letter;
    const passed = await world.pass(letter);
    const address = world.newAddress();
    const asked = await askForCode(letter, address);
    const code = await world.nextCode(address);
    expect((await page(world, id)).status).toBe(200);
    expect(await operator.takeDown(id)).toBe(0);
    expect(operator.said.at(-1)).toContain('2018-06-25');

    world.clock.advance(3);
    const shown = await page(world, id);
    expect(shown.status).toBe(451);
    expect(shown.text).toContain(REASON);
    const digest = 'A'.repeat(43);
    const bearer = organizers[0]!.http.bearer ?? '';
    const paths = ['', '/tally', '/editions', `/editions/${digest}`, `/editions/${digest}.bundle`];
    for (const path of [...paths, '/proposals', '/embargo-links']) {
      const answer = await fetch(`${world.http.baseUrl}/api/v1/letters/${id}${path}`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, 451]);
      expect(text).toContain(`Taken down on 2018-06-25: ${REASON}`);
      expect(text).not.toMatch(/\b12\b|count|reached|collecting/);
    }
    const calls = [
      () => sign(letter, passed.signer, passed.pass),
      () => act(organizers[0]!, letter, 'close'),
      () => propose(organizers[0]!, letter),
    ];
    for (const call of calls) {
      expect(await refusal(call())).toMatchObject({ status: 451, code: 'letter_withheld' });
    }

    const refused = await refusal(fetchPass(letter, passed.signer, asked, code));
    const wrong = await refusal(fetchPass(letter, passed.signer, asked, '0000-0000'));
    expect(refused).toEqual(wrong);
    expect(refused).toMatchObject({ status: 403, code: 'code_refused' });
    const late = world.newAddress();
    const unmailed = await askForCode(letter, late);
    expect(unmailed.challenge).toHaveLength(asked.challenge.length);
    await new Promise((wait) => setTimeout(wait, 300));
    expect(world.codes(late)).toEqual([]);

    expect(await operator.restore(id)).toBe(0);
    await world.tick();
    await sign(letter, passed.signer, passed.pass);
    const other = await signerOf(letter, newWords(letter));
    expect(await fetchPass(letter, other, asked, code)).toBeDefined();
  });

  it('makes up for the epochs that ended while it was down, once, as the latest', async () => {
    const { letter } = opened;
    await operator.takeDown(letter.id);
    for (const epoch of [3, 4, 5]) await world.endEpoch(letter, epoch);
    expect(await sealedEpoch(world, letter.id)).toBeLessThan(4);
    await operator.restore(letter.id);
    await world.tick();
    expect(await sealedEpoch(world, letter.id)).toBe(6);
    expect(await fetchTally(world.http, letter.id)).toMatchObject({ state: 'open', tally: 'reached' });
    expect((await page(world, letter.id)).status).toBe(200);
  });

  it('records every signature that got a receipt, when it is taken down in the middle of them', async () => {
    const fresh = await world.openLetter({ threshold: 24 });
    const passes = await Promise.all(Array.from({ length: 24 }, () => world.pass(fresh.letter)));
    const post = ({ signer, pass }: (typeof passes)[number]): Promise<unknown> =>
      sign(fresh.letter, signer, pass);
    const posting = passes.slice(0, 20).map(post);
    for (const one of posting) one.catch(() => undefined);
    await posting[0];
    expect(await operator.takeDown(fresh.letter.id)).toBe(0);
    posting.push(...passes.slice(20).map(post));
    const settled = await Promise.allSettled(posting);
    for (const one of settled) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 451 });
    }
    const missing = passes.filter((_, i) => settled[i]!.status === 'rejected');
    expect(missing.length).toBeGreaterThanOrEqual(4);
    expect(missing.length).toBeLessThan(24);
    await operator.restore(fresh.letter.id);
    await Promise.all(missing.map(post));
    await world.endEpoch(fresh.letter, 1);
    await world.endEpoch(fresh.letter, 2);
    expect(await fetchTally(world.http, fresh.letter.id)).toMatchObject({ tally: 'reached', count: 24 });
  });

  it('closes when it is restored after its time, and its issuer’s keys died in time', async () => {
    const fresh = await world.openLetter();
    const epochs = 24;
    await world.signMany(fresh.letter, 12);
    await operator.takeDown(fresh.letter.id);
    await world.endEpoch(fresh.letter, epochs);
    expect(
      await world.server.app
        .get(Databases, { strict: false })
        .of('issuer')
        .query('SELECT state, withheld FROM issuer.letters WHERE letter = $1', [fresh.letter.id]),
    ).toEqual([{ state: 'ended', withheld: true }]);
    expect(await refusal(fetchTally(world.http, fresh.letter.id))).toMatchObject({ status: 451 });
    await operator.restore(fresh.letter.id);
    await world.tick();
    expect(await fetchTally(world.http, fresh.letter.id)).toMatchObject({
      state: 'closed',
      tally: 'reached',
      count: 12,
    });
  });
});

describe('issuer and origin on two hosts', () => {
  it('stop and start again together, over the link between them', async () => {
    const world = await World.startTwoHosts();
    try {
      const operator = new Console(world.server);
      const { letter } = await world.openLetter();
      const passed = await world.pass(letter);
      expect(await operator.takeDown(letter.id)).toBe(0);
      expect(operator.notes.join('\n')).not.toContain('doesn’t answer');
      const rows = await world.issuer.app
        .get(Databases, { strict: false })
        .of('issuer')
        .query('SELECT withheld FROM issuer.letters');
      expect(rows).toEqual([{ withheld: true }]);
      const again = fetchPass(letter, passed.signer, passed.asked, passed.code);
      expect(await refusal(again)).toMatchObject({ code: 'code_refused' });
      expect(await refusal(sign(letter, passed.signer, passed.pass))).toMatchObject({ status: 451 });
      const dump = Object.values(await tables(world.issuer)).join('\n');
      expect(dump).not.toContain(REASON);

      await operator.restore(letter.id);
      expect(await fetchPass(letter, passed.signer, passed.asked, passed.code)).toEqual(passed.pass);
      await sign(letter, passed.signer, passed.pass);
    } finally {
      await world.stop();
    }
  });
});

describe('the command line on the embedded database', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'undersigned-operator-'));
    env = { NODE_ENV: 'development', DATA_DIR: folder, MASTER_KEY, ANYONE_MAY_START: 'false' };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing before a server was started, says where it looked, and makes nothing', async () => {
    for (const parameters of [
      ['invite'],
      ['invites'],
      ['take-down', 'a'.repeat(32), '--reason', REASON, '--yes'],
    ]) {
      const { code, out, note } = await undersigned(['letter', ...parameters], env);
      expect([code, out]).toEqual([2, '']);
      expect(note).toContain(folder);
      expect(note.trim().split('\n')).toHaveLength(1);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('works beside the running server, and without it', async () => {
    const server = await (await ServerProcess.spawn(env)).up();
    let made: string;
    try {
      const beside = await undersigned(['letter', 'invite', '--days', '3'], env);
      expect([beside.code, beside.out.trim()]).toEqual([0, expect.stringMatching(CODE)]);
      made = beside.out;
      expect((await undersigned(['letter', 'invites'], env)).out.trim().split('\n')).toHaveLength(1);
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
      const http = { baseUrl: server.url, fetch, now: () => new Date() };
      const heron = await logIn(p, http, drawWords(p));
      expect((await startDraft(heron, 'Heron', made)).revision).toBe(1);
      expect(await refusal(startDraft(heron, 'Heron', made))).toMatchObject({ status: 403 });
      expect(server.output).not.toContain(made.trim());
    } finally {
      await server.stop();
    }
    expect((await undersigned(['letter', 'invites'], env)).out).toBe('');
    const alone = await undersigned(['letter', 'invite'], env);
    expect([alone.code, alone.out.trim()]).toEqual([0, expect.stringMatching(CODE)]);
    // Neither it nor the database that it started stays.
    const again = await (await ServerProcess.spawn(env)).up();
    expect((await undersigned(['letter', 'invites'], env)).out.trim().split('\n')).toHaveLength(1);
    expect(await again.stop()).toBe(0);
  });

  it('refuses what can’t be used, in a sentence', async () => {
    const cases: [string[], number, RegExp][] = [
      [['letter', 'invite', '--days', '0'], 2, /from 1 to 365/],
      [['letter', 'invite', '--uses', '1001'], 2, /from 1 to 1000/],
      [['letter', 'take-down', 'a'.repeat(32)], 2, /--reason/],
      [['letter', 'restore', 'a'.repeat(32)], 1, /no such letter/],
    ];
    for (const [parameters, code, said] of cases) {
      const result = await undersigned(parameters, env);
      expect([parameters, result.code, result.note]).toEqual([parameters, code, expect.stringMatching(said)]);
    }
    const issuer = { ...env, ROLE: 'issuer', ISSUER_TOKEN: 'x'.repeat(32) };
    const elsewhere = await undersigned(['letter', 'invites'], issuer);
    expect([elsewhere.code, elsewhere.note]).toEqual([1, expect.stringContaining('ROLE is all or origin')]);
  });
});

describe('the command line on PostgreSQL', () => {
  it('works beside the running server, which follows at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'undersigned-operator-'));
    const env = { MASTER_KEY, DATA_DIR: join(folder, 'data'), ANYONE_MAY_START: 'false', WORK_COST: '1' };
    const world = await World.start({ ...env, ANYONE_MAY_START: 'true' });
    try {
      const beside = { ...env, ...world.database.env, NODE_ENV: 'development', PUBLIC_URL: world.server.url };
      expect((await undersigned(['letter', 'invite'], beside)).out.trim()).toMatch(CODE);
      const { letter } = await world.openLetter();
      const passed = await world.pass(letter);
      const again = (): Promise<unknown> => fetchPass(letter, passed.signer, passed.asked, passed.code);
      const down = await undersigned(['letter', 'take-down', letter.id, '--reason', REASON, '--yes'], beside);
      expect([down.code, down.note]).toEqual([0, expect.not.stringContaining('doesn’t answer')]);
      expect(await refusal(again())).toMatchObject({ code: 'code_refused' });
      expect(await refusal(sign(letter, passed.signer, passed.pass))).toMatchObject({ status: 451 });
      expect((await undersigned(['letter', 'restore', letter.id, '--yes'], beside)).code).toBe(0);
      expect(await again()).toEqual(passed.pass);
      await sign(letter, passed.signer, passed.pass);
    } finally {
      await world.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function page(world: World, id: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${world.http.baseUrl}/l/${id}`, { headers: { accept: 'text/html' } });
  return { status: answer.status, text: await answer.text() };
}

/** The epoch that the letter’s signatures are sealed under. */
async function sealedEpoch(world: World, id: string): Promise<number> {
  const rows: { sealed_epoch: number }[] = await world.server.app
    .get(Databases, { strict: false })
    .of('origin')
    .query('SELECT sealed_epoch FROM origin.signature_slots_epochs WHERE letter = $1', [id]);
  return rows[0]?.sealed_epoch ?? 0;
}

/** Everything in every table, as text. */
async function tables(server: Server): Promise<Record<string, string>> {
  const role = server.app.get(Config, { strict: false }).has('origin') ? 'origin' : 'issuer';
  const source = server.app.get(Databases, { strict: false }).of(role);
  const names: { name: string }[] = await source.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('issuer', 'origin')`,
  );
  const dump: Record<string, string> = {};
  for (const { name } of names) {
    const rows: { text: string }[] = await source.query(`SELECT t::text AS text FROM ${name} t`);
    dump[name] = rows.map(({ text }) => text).join('\n');
  }
  return dump;
}
