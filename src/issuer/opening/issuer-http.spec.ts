// The origin's questions over HTTP, as ROLE=issuer answers them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toBase64url } from '../../protocol/codec.js';
import { ISSUER_TOKEN, IssuerWorld } from '../../../test/support/issuer-world.js';
import { makeLetter } from '../../../test/support/letters.js';

const AUTHORIZED = { authorization: `Bearer ${ISSUER_TOKEN}` };

let world: IssuerWorld;

beforeAll(async () => {
  world = await IssuerWorld.start({ ROLE: 'issuer' });
});

afterAll(async () => {
  await world.stop();
});

describe('the issuer over HTTP', () => {
  it('makes keys, countersigns and discards', async () => {
    const draft = world.draft();
    const shape = await makeLetter({ threshold: 12 });
    const entries = [{ workplace: shape.manifest.workplaces[0]!.id, method: 'email-code' }];
    const made = await world.post('/issuer/keys', { draft, entries }, AUTHORIZED);
    expect(made.status).toBe(200);
    const { name, url, entries: keys } = made.body as { name: string; url: string; entries: object[] };
    const issuers = keys.map((one) => ({ ...one, name, url })) as typeof shape.manifest.issuers;
    const letter = await makeLetter({ threshold: 12, seed: draft, overrides: { issuers } });
    const signed = await world.post(
      '/issuer/countersignings',
      { draft, manifest: toBase64url(letter.encoded), openings: letter.openings },
      AUTHORIZED,
    );
    expect([signed.status, Object.keys(signed.body)]).toEqual([200, ['countersignings']]);

    const unused = world.draft();
    await world.post('/issuer/keys', { draft: unused, entries }, AUTHORIZED);
    const discarded = await world.post('/issuer/discards', { draft: unused }, AUTHORIZED);
    expect([discarded.status, discarded.text]).toEqual([204, '']);
    expect(await world.vaultNames()).toEqual([letter.id]);
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${ISSUER_TOKEN}x` }],
    ['a part of it', { authorization: `Bearer ${ISSUER_TOKEN.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${ISSUER_TOKEN}` }],
  ])('answers nothing to %s', async (_what, headers: Record<string, string>) => {
    for (const path of ['keys', 'countersignings', 'actions', 'discards', 'withholdings']) {
      const answer = await world.post(`/issuer/${path}`, { draft: world.draft(), entries: [] }, headers);
      expect([answer.status, answer.body.code]).toEqual([401, 'origin_unknown']);
      expect(answer.text).not.toContain(ISSUER_TOKEN);
    }
  });

  it.each([
    ['keys', { draft: 'abc', entries: [{ workplace: 'a', method: 'email-code' }] }, 'draft'],
    ['keys', { draft: 'a'.repeat(26), entries: [] }, 'entries'],
    ['keys', { draft: 'a'.repeat(26), entries: [{ workplace: 'a', method: 'oidc' }] }, 'entries[0].method'],
    ['countersignings', { draft: 'a'.repeat(26), manifest: '', openings: [], more: 1 }, 'more'],
    ['actions', { letter: 'a', actions: [] }, 'letter'],
    ['discards', { draft: '../../etc/passwd' }, 'draft'],
    ['discards', [], undefined],
    ['withholdings', { letter: 'A'.repeat(43), withheld: 'yes' }, 'withheld'],
    ['withholdings', { letter: 'A'.repeat(43), withheld: true, reason: '' }, 'reason'],
    ['withholdings', { letter: 'A'.repeat(42), withheld: true }, 'letter'],
  ])('refuses malformed %s', async (path, body, place) => {
    const answer = await world.post(`/issuer/${path}`, body, AUTHORIZED);
    expect([answer.status, answer.body.code, answer.body.place]).toEqual([400, 'malformed', place]);
  });
});

describe('in one process with the origin', () => {
  it('there are no such routes', async () => {
    const both = await IssuerWorld.start();
    for (const path of ['keys', 'countersignings', 'actions', 'discards', 'withholdings']) {
      const answer = await both.post(`/issuer/${path}`, { draft: 'a'.repeat(26) }, AUTHORIZED);
      expect(answer.status).toBe(404);
    }
    await both.stop();
  });
});
