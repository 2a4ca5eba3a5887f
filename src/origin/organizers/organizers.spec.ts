import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toBase64url } from '../../protocol/codec.js';
import { loginDocument } from '../../protocol/login.js';
import { edgesOf } from '../../../test/support/edges.js';
import { LettersApp, type Person } from '../../../test/support/letters-app.js';

let app: LettersApp;
let person: Person;

beforeAll(async () => {
  app = await LettersApp.start();
});
afterAll(async () => {
  await app.stop();
});
beforeEach(async () => {
  person = await app.person();
});

async function nonce(): Promise<{ nonce: string; expires: string }> {
  return (await app.call('POST', '/organizers/login')).body as { nonce: string; expires: string };
}

describe('logging in', () => {
  it('gives whoever signs the nonce a token for her key, for twelve hours', async () => {
    const answer = await person.logIn();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ key: person.key });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    app.clock.forward(12 * 3600 - 1);
    expect((await person.start('Heron')).status).toBe(201);
    app.clock.forward(1);
    expect(await person.start('Heron')).toMatchObject({ status: 401, code: 'session_required' });
  });

  it('takes a nonce once, even if it is handed in twice at the same time', async () => {
    const login = loginDocument({ origin: 'https://letters.example', key: person.key, ...(await nonce()) });
    const answers = await Promise.all([person.handIn(login), person.handIn(login), person.handIn(login)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    expect((await person.handIn(login)).code).toBe('login_refused');
  });

  it('takes a nonce for five minutes', async () => {
    const login = loginDocument({ origin: 'https://letters.example', key: person.key, ...(await nonce()) });
    app.clock.forward(300);
    expect(await person.handIn(login)).toMatchObject({ status: 401, code: 'login_refused' });
  });

  it('refuses a login for another server, with a nonce of nobody’s, or with a longer life', async () => {
    const given = await nonce();
    const good = { origin: 'https://letters.example', key: person.key, ...given };
    const later = new Date(Date.parse(given.expires) + 3_600_000).toISOString().slice(0, 19);
    for (const wrong of [
      { ...good, origin: 'https://letters.example.org' },
      { ...good, nonce: toBase64url(new Uint8Array(37)) },
      { ...good, nonce: 'none' },
      { ...good, expires: `${later}Z` },
    ]) {
      expect(await person.handIn(loginDocument(wrong))).toMatchObject({ status: 401, code: 'login_refused' });
    }
    expect((await person.handIn(loginDocument(good))).status).toBe(201);
  });

  it('refuses a login at an edge, where implementations differ, and every key with torsion', async () => {
    const said: [string, number][] = [];
    const given = await nonce();
    const origin = 'https://letters.example';
    const edges = edgesOf('login', (key) => loginDocument({ origin, key: toBase64url(key), ...given }));
    // The one that holds is the last: a nonce logs in once.
    for (const { what, message, signature, enters, verdict } of edges.toReversed()) {
      const body = { document: toBase64url(message), signature: toBase64url(signature) };
      const { status } = await app.call('POST', '/organizers/session', { body });
      expect([what, status]).toEqual([what, enters && verdict ? 201 : 401]);
      said.push([what, status]);
    }
    expect(said.filter(([, status]) => status === 201)).toHaveLength(1);
  });

  it('refuses a login that another key signed', async () => {
    const other = await app.person();
    const login = loginDocument({ origin: 'https://letters.example', key: other.key, ...(await nonce()) });
    expect(await person.handIn(login)).toMatchObject({ status: 401, code: 'login_refused' });
  });

  it.each([
    ['nothing', {}, 'malformed'],
    ['no object', 'login', 'malformed'],
    ['numbers', { document: 1, signature: 2 }, 'malformed'],
    [
      'another document',
      { document: toBase64url(new TextEncoder().encode('{}')), signature: 'A'.repeat(86) },
      'malformed',
    ],
  ])('refuses %s as bad input', async (_what, body, code) => {
    expect(await app.call('POST', '/organizers/session', { body })).toMatchObject({ status: 400, code });
  });
});

describe('a session', () => {
  it('needs a token that this server made', async () => {
    const { token } = person;
    const last = token.endsWith('A') ? 'E' : 'A';
    for (const wrong of ['', 'x', token.slice(1), `${token}A`, token.slice(0, -1) + last]) {
      const answer = await app.call('POST', '/letters', { token: wrong, body: {} });
      expect(answer).toMatchObject({ status: 401, code: 'session_required' });
    }
    const none = await app.call('POST', '/letters', { body: {} });
    expect(none).toMatchObject({ status: 401, code: 'session_required' });
  });

  it('is not extended or moved to another key by changing its bytes', async () => {
    const bytes = Buffer.from(person.token, 'base64url');
    for (const at of [0, 31, 32, 36]) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      const answer = await app.call('POST', '/letters', { token: changed.toString('base64url'), body: {} });
      expect(answer.code).toBe('session_required');
    }
  });
});
