// Bad input gets a clear error, changes nothing, and reveals nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { askForCode, fetchPass } from '../../src/client/sign/ask.js';
import {
  act,
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import { latestSequence, sign } from '../../src/client/sign/sign.js';
import { newWords, signerOf } from '../../src/client/signer.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { sealedChoiceLength } from '../../src/protocol/sealed-choice.js';
import { encodeStatement } from '../../src/protocol/statement.js';
import { refusal } from '../support/refusal.js';
import type { Opened, Signed } from '../support/world.js';
import { World } from '../support/world.js';
import { workFor } from '../support/work.js';

const CODE_REFUSED =
  "That code didn't work. It may be mistyped, older than 10 minutes, or this mailbox was already used for this letter; then use your twelve words.";

let world: World;
let opened: Opened;

beforeAll(async () => {
  world = await World.start();
  opened = await world.openLetter();
});

afterAll(async () => {
  await world.stop();
});

interface Problem {
  status: number;
  type: string;
  code: string;
  title: string;
  detail: string;
}

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<[number, Problem]> {
  const response = await fetch(`${world.http.baseUrl}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (response.status >= 400)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return [response.status, (await response.json()) as Problem];
}

describe('any route', () => {
  it.each([
    ['no JSON', '{"letter":', 400],
    ['an array', '[]', 400],
    ['an unknown field', { address: 'a', letter: 'b', keyId: 'c', surprise: 1 }, 400],
    ['a missing field', { letter: 'b' }, 400],
    ['a wrong type', { address: 5, letter: [], keyId: {} }, 400],
    ['too much', { address: 'x'.repeat(3_000_000) }, 413],
    ['lists in each other', '['.repeat(1_000_000), 400],
    ['95,000 unknown fields', `{${Array.from({ length: 95_000 }, (_, i) => `"x${i}":1`).join()}}`, 400],
    ['what is no text', '{"address":"\\ud800"}', 400],
  ])('answers %s with a problem that says what to do', async (_what, body, status) => {
    const [got, problem] = await post('/attestations', body);
    expect(got).toBe(status);
    expect(problem).toMatchObject({
      status,
      type: expect.stringMatching(/^urn:/),
      detail: expect.any(String),
    });
    expect(JSON.stringify(problem)).not.toContain('xxx');
  });

  it('answers an unknown letter, route and method with problems', async () => {
    const letters = `${world.http.baseUrl}/api/v1/letters`;
    const answers = await Promise.all([
      fetch(`${letters}/${'a'.repeat(32)}`),
      fetch(`${letters}/%00`),
      fetch(`${world.http.baseUrl}/api/v1/nothing`),
      fetch(`${letters}/${opened.letter.id}`, { method: 'DELETE' }),
    ]);
    for (const answer of answers) {
      expect([400, 404, 405]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });
});

describe('organizing', () => {
  it('needs a session, and a draft is nobody else’s business', async () => {
    const [status, problem] = await post('/letters', { label: 'Heron', sealingKey: 'A'.repeat(43) });
    expect([status, problem.status]).toEqual([401, 401]);
    const stranger = await world.organizer();
    const known = await refusal(fetchDraft(stranger, opened.draft));
    const unknown = await refusal(fetchDraft(stranger, 'a'.repeat(26)));
    expect(known).toMatchObject({ status: 404 });
    expect(known).toEqual(unknown);
  });

  it.each([
    ['a public mail provider', { domain: 'gmail.com' }, /mailbox there/],
    ['a subdomain trick of one', { domain: 'mail.yahoo.com' }, /mailbox there/],
    ['more approvals than organizers', { approvals: 5 }, /approvals/],
    ['a threshold under the smallest cell', { threshold: 2 }, /threshold/],
    ['a close before the opening', { closesAt: '2018-06-01T00:00:00Z' }, /closesAt/],
    ['a close between two epochs', { closesAt: '2027-06-25T16:00:01Z' }, /closesAt/],
  ])('refuses to seal %s', async (_what, change, says) => {
    const [heron, kestrel] = await Promise.all([world.organizer(), world.organizer()]);
    const { draft, invite } = await startDraft(heron, 'Heron');
    await joinDraft(kestrel, draft, invite, 'Kestrel');
    const { domain, ...fields } = { domain: 'cumulus.example', ...change };
    const content = world.content();
    const [workplace] = content.workplaces;
    const { revision } = await fetchDraft(heron, draft);
    const sealing = (async () => {
      const saved = await saveDraft(heron, draft, revision, {
        ...content,
        workplaces: [{ ...workplace!, domains: [domain] }],
        ...fields,
      });
      await sealDraft(heron, draft, saved, true);
    })();
    const refused = await refusal(sealing);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(refused.message).toMatch(says);
    expect(await fetchDraft(heron, draft)).toMatchObject({ state: 'draft' });
  });

  it('demands a confirmation where all must agree, and lets nobody save over another’s draft', async () => {
    const [heron, kestrel] = await Promise.all([world.organizer(), world.organizer()]);
    const { draft, invite } = await startDraft(heron, 'Heron');
    await joinDraft(kestrel, draft, invite, 'Kestrel');
    const { revision } = await fetchDraft(heron, draft);
    const saved = await saveDraft(heron, draft, revision, world.content());
    expect(await refusal(saveDraft(kestrel, draft, revision, { threshold: 99 }))).toMatchObject({
      status: 409,
    });
    expect(await refusal(sealDraft(heron, draft, saved, false))).toMatchObject({
      status: expect.any(Number),
    });
    expect(await fetchDraft(kestrel, draft)).toMatchObject({ state: 'draft', content: { threshold: 12 } });
  });

  it('does not let an organizer sign what she did not review', async () => {
    const [heron, kestrel] = await Promise.all([world.organizer(), world.organizer()]);
    const { draft, invite } = await startDraft(heron, 'Heron');
    await joinDraft(kestrel, draft, invite, 'Kestrel');
    const content = world.content();
    const saved = await saveDraft(heron, draft, (await fetchDraft(heron, draft)).revision, content);
    const manifest = await sealDraft(heron, draft, saved, true);
    const other = { ...content, threshold: 13 };
    expect(await refusal(signOpening(heron, draft, manifest, other))).toMatchObject({
      code: 'letter_mismatch',
    });
    expect(await refusal(saveDraft(heron, draft, saved, content))).toMatchObject({ status: 409 });
    // Signed by another key than the session's.
    const [status] = await post(
      `/letters/drafts/${draft}/openings`,
      { signature: toBase64url(p.random(64)) },
      { authorization: `Bearer ${heron.http.bearer ?? ''}` },
    );
    expect(status).toBe(400);
    expect(await fetchDraft(heron, draft)).toMatchObject({ state: 'sealed' });
  });

  it('lets no stranger act on a letter', async () => {
    const stranger = await world.organizer();
    expect((await refusal(act(stranger, opened.letter, 'cancel'))).status).toBeGreaterThanOrEqual(400);
    expect(await refusal(act(opened.organizers[0]!, opened.letter, 'final'))).toMatchObject({ status: 409 });
  });
});

describe('asking for a code', () => {
  it('answers everybody alike: status, headers, size', async () => {
    const keyId = [...opened.letter.context.issuers.keys()][0];
    const letter = toBase64url(opened.letter.digest);
    const known = await world.sign(opened.letter);
    const addresses = [
      world.newAddress(),
      known.address,
      'stranger@elsewhere.example',
      'person1+again@cumulus.example',
      'support@cumulus.example',
      '"a@evil"@cumulus.example',
      'no address at all',
      'ü@cumulus.example',
    ];
    const answers = await Promise.all(
      addresses.map(async (address) => {
        const response = await fetch(`${world.http.baseUrl}/api/v1/attestations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ letter, keyId, address, work: await workFor(world.http.baseUrl, letter) }),
        });
        const { date: _date, ...headers } = Object.fromEntries(response.headers);
        const body = (await response.json()) as { challenge: string };
        return { status: response.status, headers, fields: Object.keys(body), length: body.challenge.length };
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 202, fields: ['challenge'] });
  });

  it('refuses every code that does not do, in one sentence', async () => {
    const { letter } = opened;
    const used = await world.sign(letter);
    const fresh = async (): ReturnType<typeof signerOf> => signerOf(letter, newWords(letter));
    const address = world.newAddress();
    const asked = await askForCode(letter, address);
    const code = await world.nextCode(address);
    const wrong = code.startsWith('0') ? code.replace('0', '1') : `0${code.slice(1)}`;
    const before = world.codes(used.address).length;
    const again = await askForCode(letter, used.address);
    const second = await world.nextCode(used.address, before);
    const decoy = await askForCode(letter, 'stranger@elsewhere.example');
    const tampered = { ...asked, challenge: `${asked.challenge.slice(0, -4)}AAAA` };
    const refused = [
      await refusal(fetchPass(letter, await fresh(), asked, wrong)),
      await refusal(fetchPass(letter, await fresh(), again, second)),
      await refusal(fetchPass(letter, await fresh(), decoy, code)),
      await refusal(fetchPass(letter, await fresh(), tampered, code)),
      await refusal(fetchPass(letter, await fresh(), asked, 'not a code')),
    ];
    for (const one of refused)
      expect(one).toEqual({ status: 403, code: 'code_refused', message: CODE_REFUSED });

    // Five tries, of which two were wrong; three more, and the right one comes too late.
    for (let i = 0; i < 3; i++) await refusal(fetchPass(letter, await fresh(), asked, wrong));
    expect(await refusal(fetchPass(letter, await fresh(), asked, code))).toMatchObject({
      code: 'code_refused',
    });

    const late = world.newAddress();
    const old = await askForCode(letter, late);
    const oldCode = await world.nextCode(late);
    world.clock.advance(601);
    expect(await refusal(fetchPass(letter, await fresh(), old, oldCode))).toMatchObject({
      code: 'code_refused',
    });
  });
});

describe('signing', () => {
  let passed: Omit<Signed, 'receipt'>;

  beforeAll(async () => {
    passed = await world.pass(opened.letter);
  });

  async function send(
    changes: Record<string, unknown>,
    says: { letter?: Uint8Array; seed?: Uint8Array } = {},
  ) {
    const choice = p.random(sealedChoiceLength(3));
    const statement = encodeStatement({
      letter: toBase64url(says.letter ?? opened.letter.digest),
      action: 'sign',
      sequence: 0,
      sealed: toBase64url(p.sha256(choice)),
    });
    return post(`/letters/${opened.letter.id}/signatures`, {
      tokens: [toBase64url(passed.pass.token)],
      key: toBase64url(passed.signer.publicKey),
      statement: toBase64url(statement),
      signature: toBase64url(await p.ed25519Sign(says.seed ?? passed.signer.seed, statement)),
      choice: toBase64url(choice),
      ...changes,
    });
  }

  it.each<[string, () => Promise<[number, Problem]>, string]>([
    [
      'a changed token',
      () => send({ tokens: [toBase64url(passed.pass.token.map((b, i) => (i === 300 ? b ^ 1 : b)))] }),
      'invalid_token',
    ],
    [
      'a token with bytes after its end',
      () => send({ tokens: [`${toBase64url(passed.pass.token)}AAAA`] }),
      '',
    ],
    ['no token', () => send({ tokens: [] }), 'invalid_token'],
    [
      'a token twice',
      () => send({ tokens: [toBase64url(passed.pass.token), toBase64url(passed.pass.token)] }),
      'wrong_issuers',
    ],
    ['another key', () => send({ key: toBase64url(p.random(32)) }), 'invalid_token'],
    ['a statement signed by another', () => send({}, { seed: p.random(32) }), 'invalid_statement'],
    ['a statement for another letter', () => send({}, { letter: p.random(32) }), 'letter_mismatch'],
    [
      'another sealed choice',
      () => send({ choice: toBase64url(p.random(sealedChoiceLength(3))) }),
      'invalid_choice',
    ],
    ['a choice of another size', () => send({ choice: toBase64url(p.random(100)) }), ''],
    ['a statement that is no document', () => send({ statement: toBase64url(p.random(40)) }), 'malformed'],
  ])('refuses %s with 400', async (_what, sending, code) => {
    const [status, problem] = await sending();
    expect(status).toBe(400);
    if (code !== '') expect(problem.code).toBe(code);
    expect(await latestSequence(opened.letter, passed.signer)).toBeNull();
  });

  it('before signsFrom and before the opening is refused, whatever is sent', async () => {
    const opensAt = new Date(world.clock.now().getTime() + 60_000);
    const signsFrom = new Date(opensAt.getTime() + 2 * 3_600_000).toISOString().slice(0, 19);
    const { letter } = await world.openLetter({ signsFrom: `${signsFrom}Z` });
    const early = await world.pass(letter);
    expect(await refusal(sign(letter, early.signer, early.pass))).toMatchObject({ status: 409 });
    world.clock.advance(2 * 3600);
    await world.tick();
    expect((await sign(letter, early.signer, early.pass)).receipt.sequence).toBe(0);
  });

  it('says the same of an unknown key as of any other', async () => {
    const stranger = await signerOf(opened.letter, newWords(opened.letter));
    expect(await latestSequence(opened.letter, stranger)).toBeNull();
    const forged = { ...stranger, seed: p.random(32) };
    expect(await refusal(latestSequence(opened.letter, forged))).toMatchObject({ status: 400 });
  });
});
