// A letter's page stands at one host, its issuer at another: the browser of whoever asks for a code posts straight to the issuer.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askForCode, fetchPass } from '../../src/client/sign/ask.js';
import { sign } from '../../src/client/sign/sign.js';
import { newWords, signerOf } from '../../src/client/signer.js';
import { doWork, fetchWork } from '../../src/client/work.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { refusal } from '../support/refusal.js';
import type { Opened } from '../support/world.js';
import { World } from '../support/world.js';

const JSON_TYPE = { 'content-type': 'application/json' };

let world: World;
let opened: Opened;

beforeAll(async () => {
  world = await World.startTwoHosts();
  opened = await world.openLetter();
});

afterAll(async () => {
  await world.stop();
});

/** The three routes for pages of any host: method, path, and something that is refused there. */
const OPEN: [method: string, path: string, status: number][] = [
  ['GET', '/attestations/work', 400],
  ['POST', '/attestations', 400],
  ['POST', '/tokens', 400],
];

describe('the issuer', () => {
  it.each(OPEN)('lets pages of any host %s %s', async (method, path, status) => {
    const url = `${world.issuer.url}/api/v1${path}`;
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: world.server.url,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(await preflight.text()).toBe('');
    expect(corsOf(preflight)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': expect.stringMatching(new RegExp(`^${method}\\b`)),
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '7200',
      'cross-origin-resource-policy': 'cross-origin',
    });

    // Refusals are to be read, too: by the application, by the parser, by the framework.
    const bodies = method === 'POST' ? ['{}', '{"a":', 'x'.repeat(1_100_000)] : [undefined];
    for (const body of bodies) {
      const refused = await fetch(url, {
        method,
        headers: { origin: world.server.url, ...JSON_TYPE },
        ...(body === undefined ? {} : { body }),
      });
      expect(refused.status).toBe(body !== undefined && body.length > 1_000 ? 413 : status);
      expect(corsOf(refused)).toEqual({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
      expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(refused.headers.get('cache-control')).toBe('no-store');
      expect(refused.headers.get('set-cookie')).toBeNull();
    }
  });

  it('gives pages of any host the answers they are for', async () => {
    const { letter } = opened;
    const seen: Response[] = [];
    const http = {
      ...letter.http,
      fetch: (async (input, init) => {
        const headers = { ...Object.fromEntries(new Headers(init?.headers)), origin: world.server.url };
        const answer = await fetch(input, { ...init, headers });
        seen.push(answer);
        return answer;
      }) satisfies typeof fetch,
    };
    const asking = { ...letter, http };
    const address = world.newAddress();
    const signer = await signerOf(asking, newWords(asking));
    const work = await doWork(p, await fetchWork(asking));
    const asked = await askForCode(asking, address, { work });
    await fetchPass(asking, signer, asked, await world.nextCode(address));
    expect(seen.map(({ status }) => status)).toEqual([200, 202, 200]);
    for (const answer of seen) {
      expect(new URL(answer.url).origin).toBe(world.issuer.url);
      expect(corsOf(answer)).toEqual({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }
  });

  it.each(['/issuer/keys', '/issuer/countersignings', '/health', '/api'])(
    'keeps %s to its own host',
    async (path) => {
      const root = path.startsWith('/issuer') ? `${world.issuer.url}/api/v1` : world.issuer.url;
      await expectOwnHostOnly(`${root}${path}`);
    },
  );
});

describe('the origin', () => {
  it('keeps everything to its own host', async () => {
    const { letter } = opened;
    const paths = [
      `/letters/${letter.id}`,
      `/letters/${letter.id}/tally`,
      `/letters/${letter.id}/signatures`,
    ];
    for (const path of [...paths, '/organizers/login', '/attestations', '/attestations/work', '/tokens'])
      await expectOwnHostOnly(`${world.server.url}/api/v1${path}`);
  });
});

describe('the work before a code', () => {
  it('is done by itself, is good for one request, and is done anew where it isn’t taken any more', async () => {
    const { letter } = opened;
    const work = await doWork(p, await fetchWork(letter));
    const [one, two] = [world.newAddress(), world.newAddress()];
    await askForCode(letter, one, { work });
    expect(await world.nextCode(one)).toBeDefined();
    const asked = await askForCode(letter, two, { work });
    const signer = await signerOf(letter, newWords(letter));
    const pass = await fetchPass(letter, signer, asked, await world.nextCode(two));
    expect((await sign(letter, signer, pass)).receipt.sequence).toBe(0);
  });

  it('refuses over HTTP with what to do next', async () => {
    const { letter } = opened;
    const answer = await fetch(`${world.issuer.url}/api/v1/attestations`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({
        letter: toBase64url(letter.digest),
        keyId: [...letter.context.issuers.keys()][0],
        address: world.newAddress(),
      }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'work_demanded',
      type: 'urn:undersigned:problem:work_demanded',
      detail: expect.stringMatching(/Ask for the code again/),
    });
  });

  it('of another letter is refused by the client', async () => {
    const { letter } = opened;
    const other = { ...letter, digest: new Uint8Array(32) };
    const http = {
      ...letter.http,
      fetch: (async () =>
        fetch(
          `${world.issuer.url}/api/v1/attestations/work?letter=${toBase64url(letter.digest)}`,
        )) satisfies typeof fetch,
    };
    expect(await refusal(fetchWork({ ...other, http }))).toMatchObject({ code: 'letter_mismatch' });
  });
});

/** Of the headers that say which hosts may read an answer, those that there are. */
function corsOf({ headers }: Response): Record<string, string> {
  const names = [...headers.keys()].filter((name) => /^(?:access-control-|cross-origin-resource)/.test(name));
  return Object.fromEntries(names.map((name) => [name, headers.get(name) ?? '']));
}

async function expectOwnHostOnly(url: string): Promise<void> {
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
  });
  expect([404, 405]).toContain(preflight.status);
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  for (const method of ['GET', 'POST']) {
    const headers = { origin: 'https://elsewhere.example', ...(method === 'POST' ? JSON_TYPE : {}) };
    const answer = await fetch(url, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) });
    for (const one of [preflight, answer])
      expect(corsOf(one)).toEqual({ 'cross-origin-resource-policy': 'same-origin' });
  }
}
