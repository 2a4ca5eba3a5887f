import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../common/config.js';
import { ProblemError } from '../../common/problem.js';
import type { CreateKeysRequest } from '../../protocol/issuer-api.js';
import { HttpIssuer } from './http-issuer.js';

const TOKEN = 'a-secret-that-both-operators-hold-1234';
const REQUEST: CreateKeysRequest = {
  draft: 'a'.repeat(26),
  entries: [{ workplace: 'sf', method: 'email-code' }],
};
const KEYS = {
  name: 'Issuer',
  url: 'https://issuer.example',
  entries: [{ workplace: 'sf', method: 'email-code', key: 'AAAA', identityKey: 'A'.repeat(43) }],
};

let server: Server;
let issuer: HttpIssuer;
let respond: (request: IncomingMessage, response: ServerResponse) => void;
let seen: { url: string | undefined; authorization: string | undefined; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      seen = { url: request.url, authorization: request.headers.authorization, body };
      respond(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  issuer = issuerAt(port);
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
});
beforeEach(() => {
  respond = (_request, response) => response.end('{}');
});

function issuerAt(port: number): HttpIssuer {
  const url = `http://127.0.0.1:${port.toString()}`;
  return new HttpIssuer(loadConfig({ ROLE: 'origin', ISSUER_URL: url, ISSUER_TOKEN: TOKEN }));
}

function answering(status: number, body: unknown): void {
  respond = (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

async function refused(call: Promise<unknown>): Promise<{ status: number; code: string; detail: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('This was not refused.');
}

describe('an issuer at another address', () => {
  it('is asked its four questions with the shared secret', async () => {
    answering(200, KEYS);
    expect(await issuer.createKeys(REQUEST)).toEqual(KEYS);
    expect(seen).toMatchObject({ url: '/api/v1/issuer/keys', authorization: `Bearer ${TOKEN}` });
    expect(JSON.parse(seen.body)).toEqual(REQUEST);

    const countersignings = [{ key: 'A'.repeat(43), signature: 'A'.repeat(86) }];
    answering(200, { countersignings });
    const request = { draft: REQUEST.draft, manifest: 'AA', openings: [] };
    expect(await issuer.countersign(request)).toEqual({ countersignings });
    expect(seen.url).toBe('/api/v1/issuer/countersignings');

    answering(204, '');
    await issuer.act({ letter: 'A'.repeat(43), actions: [] });
    expect(seen.url).toBe('/api/v1/issuer/actions');
    await issuer.discard({ draft: REQUEST.draft });
    expect(seen.url).toBe('/api/v1/issuer/discards');
  });

  it('has its refusals passed on as it said them', async () => {
    answering(422, {
      type: 'urn:undersigned:problem:public_provider',
      title: 'A public mail provider is no workplace.',
      status: 422,
      detail: 'Name other domains.',
      code: 'public_provider',
    });
    expect(await refused(issuer.createKeys(REQUEST))).toEqual({
      status: 422,
      code: 'public_provider',
      title: 'A public mail provider is no workplace.',
      detail: 'Name other domains.',
    });
  });

  it.each([
    ['fails', 500],
    ['is behind a proxy that finds nobody', 502],
    ['does not know this origin', 401],
    ['has moved', 302],
  ])('is unreachable if it %s', async (_what, status) => {
    answering(status, '{}');
    expect(await refused(issuer.createKeys(REQUEST))).toMatchObject({
      status: 503,
      code: 'issuer_unreachable',
    });
  });

  it('is unreachable if nobody listens, or it hangs up', async () => {
    const nobody = issuerAt(1);
    expect(await refused(nobody.createKeys(REQUEST))).toMatchObject({
      status: 503,
      code: 'issuer_unreachable',
    });
    respond = (request) => request.socket.destroy();
    expect(await refused(issuer.createKeys(REQUEST))).toMatchObject({ code: 'issuer_unreachable' });
  });

  it.each<[string, number, unknown]>([
    ['no JSON', 200, '<html>'],
    ['an unknown field', 200, { ...KEYS, surprise: 1 }],
    ['a key that is none', 200, { ...KEYS, entries: [{ ...KEYS.entries[0], identityKey: 'A' }] }],
    ['more than it may', 200, `"${'x'.repeat(2_000_000)}"`],
    ['a refusal without words', 404, { error: 'no' }],
  ])('misbehaves if it answers %s', async (_what, status, body) => {
    answering(status, body);
    expect(await refused(issuer.createKeys(REQUEST))).toMatchObject({
      status: 502,
      code: 'issuer_misbehaved',
    });
  });
});
