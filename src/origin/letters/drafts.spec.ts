import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_ORGANIZERS } from '../../protocol/manifest.js';
import { LettersApp, type Person } from '../../../test/support/letters-app.js';

let app: LettersApp;

beforeAll(async () => {
  app = await LettersApp.start();
});
afterAll(async () => {
  await app.stop();
});

async function started(): Promise<{ first: Person; draft: string; invite: string }> {
  const first = await app.person();
  const { draft, invite } = (await first.start('Heron')).body as { draft: string; invite: string };
  return { first, draft, invite };
}

describe('starting a draft', () => {
  it('needs a session', async () => {
    const answer = await app.call('POST', '/letters', {
      body: { label: 'Heron', sealingKey: 'A'.repeat(43) },
    });
    expect(answer).toMatchObject({ status: 401, code: 'session_required' });
  });

  it('gives the draft, an invite and a revision, and nothing to caches', async () => {
    const first = await app.person();
    const answer = await first.start('Heron');
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      draft: expect.stringMatching(/^[a-z2-7]{26}$/),
      invite: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      revision: 1,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['Hérisson', 'malformed', 'label'],
    [' Heron', 'malformed', 'label'],
    ['', 'malformed', 'label'],
    ['H'.repeat(61), 'invalid_input', 'label'],
  ])('refuses the label %j', async (label, code, place) => {
    expect(await (await app.person()).start(label)).toMatchObject({ status: 400, code, body: { place } });
  });

  it.each([
    ['zero', 'A'.repeat(43)],
    ['a point of small order', `AQ${'A'.repeat(41)}`],
    ['another spelling of a key', `${'_'.repeat(42)}8`],
    ['31 bytes', 'A'.repeat(42)],
  ])('refuses a sealing key that is %s', async (_what, sealingKey) => {
    const answer = await (await app.person()).call('POST', '/letters', { label: 'Heron', sealingKey });
    expect(answer).toMatchObject({ status: 400, code: 'malformed', body: { place: 'sealingKey' } });
  });

  it('refuses unknown fields', async () => {
    const body = { label: 'Heron', sealingKey: 'A'.repeat(43), admin: true };
    expect(await (await app.person()).call('POST', '/letters', body)).toMatchObject({
      status: 400,
      code: 'invalid_input',
      body: { place: 'admin' },
    });
  });
});

describe('joining a draft', () => {
  it('works for as many as a letter may have, all at once, and not for one more', async () => {
    const { first, draft, invite } = await started();
    const people = await Promise.all(Array.from({ length: MAX_ORGANIZERS }, () => app.person()));
    const answers = await Promise.all(
      people.map((one, i) => one.join(draft, invite, `Bird ${i.toString()}`)),
    );
    const codes = answers.map(({ code, status }) => code ?? status).sort();
    expect(codes).toEqual([...Array<number>(MAX_ORGANIZERS - 1).fill(201), 'draft_full']);
    const { organizers, revision } = (await first.read(draft)).body as {
      organizers: object[];
      revision: number;
    };
    expect(organizers).toHaveLength(MAX_ORGANIZERS);
    expect(revision).toBe(MAX_ORGANIZERS);
  });

  it('refuses the same person, and a label that differs in case only', async () => {
    const { first, draft, invite } = await started();
    expect(await first.join(draft, invite, 'Wren')).toMatchObject({ status: 409, code: 'already_joined' });
    const second = await app.person();
    expect(await second.join(draft, invite, 'HERON')).toMatchObject({ status: 409, code: 'label_taken' });
    expect((await second.join(draft, invite, 'Wren')).status).toBe(201);
    expect(await second.join(draft, invite, 'Owl')).toMatchObject({ status: 409, code: 'already_joined' });
  });

  it('answers a wrong invite and an unknown draft alike', async () => {
    const { draft, invite } = await started();
    const stranger = await app.person();
    const wrong = await stranger.join(draft, 'A'.repeat(22), 'Crow');
    const unknown = await stranger.join('a'.repeat(26), invite, 'Crow');
    expect(wrong).toMatchObject({ status: 403, code: 'invite_refused' });
    expect(unknown.body).toEqual(wrong.body);
    expect(await stranger.read(draft)).toMatchObject({ status: 404, code: 'draft_not_found' });
  });

  it('ends with the sealing', async () => {
    const { draft, invite } = await app.sealed();
    expect(await (await app.person()).join(draft, invite, 'Late')).toMatchObject({
      status: 409,
      code: 'draft_sealed',
    });
  });
});

describe('taking an organizer out of a draft', () => {
  const remove = async (by: Person, draft: string, who: Person): ReturnType<Person['call']> =>
    by.call('POST', `/letters/drafts/${draft}/organizers/${who.key}/removal`);

  it('is for whoever started it, and ends the invite', async () => {
    const { first, draft, invite } = await started();
    const [second, third] = [await app.person(), await app.person()];
    await second.join(draft, invite, 'Wren');
    await third.join(draft, invite, 'Crow');
    expect(await remove(second, draft, third)).toMatchObject({ status: 403, code: 'removal_refused' });
    expect(await remove(second, draft, first)).toMatchObject({ status: 403, code: 'removal_refused' });
    expect(await remove(first, draft, third)).toMatchObject({ status: 200, body: { revision: 4 } });
    expect(await remove(first, draft, third)).toMatchObject({ status: 200, body: { revision: 4 } });
    expect(await third.read(draft)).toMatchObject({ status: 404, code: 'draft_not_found' });
    expect(await third.save(draft, 4, {})).toMatchObject({ status: 404, code: 'draft_not_found' });
    expect(await third.join(draft, invite, 'Crow')).toMatchObject({ status: 403, code: 'invite_refused' });
    const { organizers } = (await second.read(draft)).body as { organizers: { label: string }[] };
    expect(organizers.map(({ label }) => label)).toEqual(['Heron', 'Wren']);
  });

  it('lets everybody leave; whoever is next can then remove others', async () => {
    const { first, draft, invite } = await started();
    const [second, third] = [await app.person(), await app.person()];
    await second.join(draft, invite, 'Wren');
    await third.join(draft, invite, 'Owl');
    expect((await remove(first, draft, first)).status).toBe(200);
    expect(await first.read(draft)).toMatchObject({ status: 404, code: 'draft_not_found' });
    expect((await remove(second, draft, third)).status).toBe(200);
  });

  it('is no seal of what was seen before: the revision is another', async () => {
    const { draft, people, revision } = await app.draft(3);
    await remove(people[2]!, draft, people[2]!);
    expect(await people[0]!.seal(draft, revision)).toMatchObject({ status: 409, code: 'draft_changed' });
  });

  it('deletes a draft that nobody is left in', async () => {
    const { first, draft, invite } = await started();
    expect((await remove(first, draft, first)).status).toBe(200);
    expect(await first.join(draft, invite, 'Heron')).toMatchObject({ status: 403, code: 'invite_refused' });
    await app.tick();
    const { manager } = app.dataSource;
    expect(await manager.query('SELECT 1 FROM origin.drafts WHERE draft = $1', [draft])).toEqual([]);
  });

  it('ends with the sealing, and is nothing to strangers', async () => {
    const { draft, people } = await app.sealed();
    expect(await remove(people[0]!, draft, people[1]!)).toMatchObject({ status: 409, code: 'draft_sealed' });
    const stranger = await app.person();
    expect(await remove(stranger, draft, stranger)).toMatchObject({ status: 404, code: 'draft_not_found' });
  });
});

describe('reading and saving a draft', () => {
  it('shows everything to its organizers, and what isn’t theirs to nobody', async () => {
    const { draft, people } = await app.draft(2);
    const answer = await people[1]!.read(draft);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      draft,
      state: 'draft',
      revision: 3,
      content: { threshold: 650 },
      organizers: [{ label: 'Heron', signingKey: people[0]!.key }, { signingKey: people[1]!.key }],
      manifest: null,
      openings: [],
      letter: null,
      expires: expect.stringMatching(/:00:00Z$/),
    });
    const stranger = await app.person();
    const theirs = await stranger.read(draft);
    const nobodys = await stranger.read('a'.repeat(26));
    expect((await stranger.read('%00')).body).toEqual(nobodys.body);
    expect(theirs).toMatchObject({ status: 404, code: 'draft_not_found' });
    expect(nobodys.body).toEqual(theirs.body);
    for (const refused of [
      await stranger.save(draft, 3, {}),
      await stranger.seal(draft, 3),
      await stranger.signOpening({ draft, digest: new Uint8Array(32) }),
    ]) {
      expect(refused.body).toEqual(theirs.body);
    }
    expect(((await people[0]!.read(draft)).body as { revision: number }).revision).toBe(3);
  });

  it('lets one of two who save at once win, and tells the other', async () => {
    const { draft, people, revision } = await app.draft(2);
    const answers = await Promise.all([
      people[0]!.save(draft, revision, { threshold: 100 }),
      people[1]!.save(draft, revision, { threshold: 200 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ code: 'draft_changed' });
    const { content, revision: next } = (await people[0]!.read(draft)).body as {
      content: object;
      revision: number;
    };
    expect(content).toEqual({ threshold: answers[0].status === 200 ? 100 : 200 });
    expect(next).toBe(revision + 1);
    expect((await people[1]!.save(draft, next, { threshold: 300 })).status).toBe(200);
  });

  it('loses nobody who joins while another saves', async () => {
    const { first, draft, invite } = await started();
    const others = await Promise.all([app.person(), app.person(), app.person()]);
    const [saved, ...joined] = await Promise.all([
      first.save(draft, 1, { threshold: 100 }),
      ...others.map((one, i) => one.join(draft, invite, `Bird ${i.toString()}`)),
    ]);
    expect(joined.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { organizers, content } = (await first.read(draft)).body as {
      organizers: object[];
      content: object;
    };
    expect(organizers).toHaveLength(4);
    expect(content).toEqual(saved.status === 200 ? { threshold: 100 } : {});
  });

  it('keeps content that is not finished', async () => {
    const { first, draft } = await started();
    const content = {
      letter: { title: '', body: 'Dear Dana,\n\n“we”' },
      translations: [{ language: 'es' }],
      workplaces: [{ name: 'Larkspur', domains: ['not a domain'] }],
      pressContact: null,
      threshold: -4,
      opensAt: 'soon',
      nameConditions: [50, 10],
    };
    expect((await first.save(draft, 1, content)).status).toBe(200);
    expect((await first.read(draft)).body).toMatchObject({ content });
  });

  it.each([
    ['an unknown field', { threshhold: 1 }, 'content.threshhold'],
    ['an unknown field of the text', { letter: { titel: 'x' } }, 'content.letter.titel'],
    ['keys', { receiptKey: 'A'.repeat(43) }, 'content.receiptKey'],
    ['a number for a text', { letter: { title: 4 } }, 'content.letter.title'],
    ['a fraction', { threshold: 1.5 }, 'content.threshold'],
    ['what no database holds', { letter: { body: 'a\u0000b' } }, 'content.letter.body'],
    ['half a character', { letter: { body: 'a\ud83d' } }, 'content.letter.body'],
    ['a list for an object', { letter: [] }, 'content.letter'],
  ])('refuses %s', async (_what, content, place) => {
    const { first, draft } = await started();
    expect(await first.save(draft, 1, content)).toMatchObject({
      status: 400,
      code: 'malformed',
      body: { place },
    });
    expect((await first.read(draft)).body).toMatchObject({ revision: 1, content: {} });
  });

  it('refuses more than a manifest may hold, and more than a request may hold', async () => {
    const { first, draft } = await started();
    const body = 'é'.repeat(100_000);
    const translations = [{ body }, { body }, { body }];
    expect(await first.save(draft, 1, { translations })).toMatchObject({ status: 400, code: 'too_large' });
    expect(await first.save(draft, 1, { letter: { body: 'x'.repeat(1_100_000) } })).toMatchObject({
      status: 413,
      code: 'too_large',
    });
  });

  it.each(['{"letter":', '['])('is not shaken by %s without end', async (opening) => {
    const { first, draft } = await started();
    const depth = 50_000;
    const closing = opening === '[' ? ']' : '}';
    const response = await fetch(`${app.url}/api/v1/letters/drafts/${draft}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${first.token}` },
      body: `{"revision":1,"content":${opening.repeat(depth)}1${closing.repeat(depth)}}`,
    });
    expect(response.status).toBe(400);
  });

  it.each([
    ['text/plain', '{"revision":1,"content":{}}', 415],
    ['application/x-www-form-urlencoded', 'revision=1', 415],
    ['application/json', '{"revision":1,', 400],
    ['application/json', '', 400],
    ['application/json', '{"revision":1,"content":{"__proto__":{}}}', 400],
    ['application/json', '{"revision":"1","content":{}}', 400],
  ])('refuses %s with %s', async (type, body, status) => {
    const { first, draft } = await started();
    const response = await fetch(`${app.url}/api/v1/letters/drafts/${draft}`, {
      method: 'PUT',
      headers: { 'content-type': type, authorization: `Bearer ${first.token}` },
      body,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });
});
