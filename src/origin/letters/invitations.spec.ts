import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { toBase64url } from '../../protocol/codec.js';
import { LettersApp, type Answer, type Person } from '../../../test/support/letters-app.js';
import { InvitationsService } from './invitations.service.js';

let app: LettersApp;
let invitations: InvitationsService;

beforeAll(async () => {
  app = await LettersApp.start({ ANYONE_MAY_START: 'false' });
  invitations = app.app.get(InvitationsService, { strict: false });
});
afterAll(async () => {
  await app.stop();
});
afterEach(async () => {
  app.clock.forward(600);
  await app.dataSource.query('DELETE FROM origin.invitations');
});

const one = { days: 14, uses: 1 };

async function start(person: Person, invitation?: string, label = 'Heron'): Promise<Answer> {
  const sealingKey = toBase64url(person.keys.sealingKey);
  const code = invitation === undefined ? {} : { invitation };
  return person.call('POST', '/letters', { label, sealingKey, ...code });
}

async function drafts(): Promise<number> {
  const rows: unknown[] = await app.dataSource.query('SELECT 1 FROM origin.drafts');
  return rows.length;
}

/** Another code of the same form. */
function other(code: string): string {
  return (code.startsWith('0') ? '1' : '0') + code.slice(1);
}

describe('an invitation code', () => {
  it('starts one letter, and is gone then', async () => {
    const { code, id, lastDay, usesLeft } = await invitations.make(one);
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect({ lastDay, usesLeft }).toEqual({ lastDay: '2018-07-04', usesLeft: 1 });
    expect(await invitations.list()).toEqual([{ id, lastDay, usesLeft }]);
    const person = await app.person();
    expect((await start(person, code)).status).toBe(201);
    expect(await invitations.list()).toEqual([]);
    expect(await start(person, code)).toMatchObject({ status: 403, code: 'invitation_refused' });
  });

  it('is read as people type it', async () => {
    const { code } = await invitations.make({ days: 1, uses: 1 });
    const typed = ` ${code.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect((await start(await app.person(), typed)).status).toBe(201);
  });

  it('is refused in one text, whatever is wrong with it, and nothing is started', async () => {
    const [used, revoked, over] = [
      await invitations.make(one),
      await invitations.make(one),
      await invitations.make({ days: 1, uses: 5 }),
    ];
    expect((await start(await app.person(), used.code)).status).toBe(201);
    await invitations.revoke(revoked.id);
    app.clock.forward(2 * 86_400);
    const before = await drafts();
    const answers: Answer[] = [];
    for (const code of [undefined, '', 'hello', other(over.code), used.code, revoked.code, over.code]) {
      answers.push(await start(await app.person(), code));
    }
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 403,
      code: 'invitation_refused',
      body: { detail: expect.stringContaining('ask the operator') },
    });
    expect(await drafts()).toBe(before);
  });

  it('is good until the end of its last day, and deleted then', async () => {
    const { code } = await invitations.make({ days: 2, uses: 9 });
    const day = app.clock.now().toISOString().slice(0, 10);
    const last = new Date(Date.parse(`${day}T23:59:59Z`) + 2 * 86_400_000);
    app.clock.set(last.toISOString());
    expect((await start(await app.person(), code)).status).toBe(201);
    expect(await invitations.list()).toMatchObject([{ usesLeft: 8 }]);
    await app.tick();
    expect(await app.dataSource.query('SELECT 1 FROM origin.invitations')).toHaveLength(1);
    app.clock.forward(1);
    expect((await start(await app.person(), code)).code).toBe('invitation_refused');
    expect(await invitations.list()).toEqual([]);
    await app.tick();
    expect(await app.dataSource.query('SELECT 1 FROM origin.invitations')).toEqual([]);
  });

  it('is not used up by a start that fails', async () => {
    const { code } = await invitations.make(one);
    const person = await app.person();
    expect((await start(person, code, 'H\u00e9risson')).status).toBe(400);
    await app.dataSource.query('ALTER TABLE origin.drafts ADD CONSTRAINT no_room CHECK (false) NOT VALID');
    for (let i = 0; i < 6; i++) expect((await start(person, code)).status).toBe(500);
    await app.dataSource.query('ALTER TABLE origin.drafts DROP CONSTRAINT no_room');
    expect(await invitations.list()).toMatchObject([{ usesLeft: 1 }]);
    expect((await start(person, code)).status).toBe(201);
  });

  it('with two uses left starts two letters, of ten at once', async () => {
    const { code } = await invitations.make({ days: 1, uses: 2 });
    const people = await Promise.all(Array.from({ length: 10 }, () => app.person()));
    const before = await drafts();
    const answers = await Promise.all(people.map((person) => start(person, code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.filter((answer) => answer.code === 'invitation_refused')).toHaveLength(8);
    expect(await drafts()).toBe(before + 2);
    expect(await app.dataSource.query('SELECT 1 FROM origin.invitations')).toEqual([]);
  });

  it('is demanded of whoever starts, not of who joins', async () => {
    const { code } = await invitations.make(one);
    const { draft, invite } = (await start(await app.person(), code)).body as {
      draft: string;
      invite: string;
    };
    const second = await app.person();
    expect((await second.join(draft, invite, 'Kestrel')).status).toBe(201);
    const withCode = { invite, invitation: code, label: 'Wren', sealingKey: 'A'.repeat(43) };
    const answer = await second.call('POST', `/letters/drafts/${draft}/organizers`, withCode);
    expect(answer.code).toBe('invalid_input');
  });

  it('is revoked by its id, and by nothing else', async () => {
    const { id, code } = await invitations.make(one);
    for (const wrong of ['', '%', '________', id.slice(0, 7), `${id}a`, code, 'aaaaaaaa']) {
      await expect(invitations.revoke(wrong)).rejects.toMatchObject({
        problem: { code: 'invitation_unknown' },
      });
    }
    await invitations.revoke(id);
    expect(await invitations.list()).toEqual([]);
  });
});

describe('guessing', () => {
  it('is stopped after five tries by one organizer, for ten minutes, also for a good code', async () => {
    const { code } = await invitations.make(one);
    const person = await app.person();
    const wrong = await Promise.all(Array.from({ length: 20 }, () => start(person, other(code))));
    expect(wrong.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(wrong.filter((answer) => answer.code === 'too_many_invitation_tries')).toHaveLength(15);
    expect(await start(person, code)).toMatchObject({ status: 429 });
    app.clock.forward(599);
    expect(await start(person, code)).toMatchObject({ status: 429 });
    app.clock.forward(1);
    expect((await start(person, code)).status).toBe(201);
  });

  it('doesn’t stop anybody else, and good codes are no guesses', async () => {
    const { code } = await invitations.make({ days: 1, uses: 7 });
    const guesser = await app.person();
    for (let i = 0; i < 5; i++) await start(guesser, other(code));
    const person = await app.person();
    for (let i = 0; i < 7; i++) expect((await start(person, code)).status).toBe(201);
  });

  it('needs a session', async () => {
    const { code } = await invitations.make(one);
    const body = { label: 'Heron', sealingKey: 'A'.repeat(43), invitation: code };
    expect(await app.call('POST', '/letters', { body })).toMatchObject({ status: 401 });
  });
});

describe('a dump of the database', () => {
  it('has no code, and doesn’t say who used one', async () => {
    const { code } = await invitations.make({ days: 14, uses: 2 });
    const person = await app.person();
    const { draft } = (await start(person, code)).body as { draft: string };
    const rows: Record<string, unknown>[] = await app.dataSource.query('SELECT * FROM origin.invitations');
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([['invitation', 'last_day', 'uses_left']]);
    const texts: { text: string }[] = await app.dataSource.query(
      'SELECT t::text AS text FROM origin.invitations t UNION ALL SELECT t::text FROM origin.drafts t',
    );
    const dump = texts.map(({ text }) => text).join('\n');
    expect(dump).toContain(draft);
    const { invitation } = rows[0] as { invitation: string };
    expect(dump.split(invitation)).toHaveLength(2);
    for (const secret of [code, code.replaceAll('-', '')]) expect(dump).not.toContain(secret);
    const [row] = texts;
    for (const trace of [draft, person.key]) expect(row?.text).not.toContain(trace);
  });
});

describe('where anyone may start a letter', () => {
  it('no code is asked for, and none is used up', async () => {
    const open = await LettersApp.start();
    try {
      const made = await open.app.get(InvitationsService, { strict: false }).make(one);
      const person = await open.person();
      expect((await person.start('Heron')).status).toBe(201);
      expect((await start(person, made.code)).status).toBe(201);
      expect(await open.app.get(InvitationsService, { strict: false }).list()).toHaveLength(1);
    } finally {
      await open.stop();
    }
  });
});
