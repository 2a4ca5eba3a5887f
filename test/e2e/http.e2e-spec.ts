// HTTP as its standards have it: whatever is refused is told as a problem, by the right status, with the headers that belong to it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientLetter } from '../../src/client/letter.js';
import { World } from '../support/world.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

let world: World;
let letter: ClientLetter;

beforeAll(async () => {
  world = await World.start();
  ({ letter } = await world.openLetter());
});

afterAll(async () => {
  await world.stop();
});

/** Sends these bytes as they are, and reads until the connection is closed. */
async function raw(bytes: string): Promise<Answer> {
  const socket = connect(Number(new URL(world.server.url).port), 'localhost');
  socket.on('error', () => undefined);
  socket.write(bytes);
  return readAnswer(socket);
}

async function readAnswer(socket: Socket): Promise<Answer> {
  const answer = await text(socket);
  const [head = '', ...body] = answer.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const at = line.indexOf(':');
    headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return { status: Number(first.split(' ')[1]), headers, body: body.join('\r\n\r\n') };
}

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(world.server.url + path, { method, redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

function expectProblem({ status, headers, body }: Answer, expected: number, code: string): void {
  expect([status, headers.get('content-type')]).toEqual([
    expected,
    'application/problem+json; charset=utf-8',
  ]);
  const problem = JSON.parse(body) as Record<string, string>;
  expect(problem).toMatchObject({ status: expected, code, type: `urn:undersigned:problem:${code}` });
  expect(problem['title']).toMatch(/\.$/);
  expect(problem['detail']).toMatch(/\.$/);
  for (const name of ['content-security-policy', 'x-content-type-options', 'cache-control'])
    expect(headers.get(name)).not.toBeNull();
}

const HOST = 'Host: localhost\r\nConnection: close\r\n';

describe('what can’t be read', () => {
  it.each([
    ['no HTTP', 'GET / ROSA/9.9\r\n\r\n', 400, 'bad_request'],
    ['a header without a name', `GET / HTTP/1.1\r\n${HOST}: x\r\n\r\n`, 400, 'bad_request'],
    ['a method that nobody knows', `ROSA / HTTP/1.1\r\n${HOST}\r\n`, 501, 'not_implemented'],
    [
      'headers of 20 kB',
      `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'two lengths',
      `POST /api/v1/letters HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
      400,
      'bad_request',
    ],
    ['two hosts', `GET / HTTP/1.1\r\nHost: other.example\r\n${HOST}\r\n`, 400, 'bad_request'],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    ['an expectation', `GET / HTTP/1.1\r\n${HOST}Expect: rosa\r\n\r\n`, 417, 'expectation_failed'],
    ['a tunnel', `CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`, 405, 'method_not_allowed'],
  ])('%s: a problem', async (_name, bytes, status, code) => {
    const answer = await raw(bytes);
    expectProblem(answer, status, code);
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.body).not.toMatch(/rosa|other/i);
  });

  it.each([
    ['a tunnel', `CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`],
    ['no HTTP', 'GET / ROSA/9.9\r\n\r\n'],
  ])('%s that is broken off harms nobody', async (_name, bytes) => {
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(new URL(world.server.url).port), 'localhost');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(bytes, () => socket.resetAndDestroy());
      await once(socket, 'close');
    }
    expect((await ask('GET', '/health')).status).toBe(200);
  });

  it.each([
    ['a tunnel', `CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`],
    ['no HTTP', 'GET / ROSA/9.9\r\n\r\n'],
  ])('%s keeps no connection, though its sender keeps hers', async (_name, bytes) => {
    const { server } = world.server.app.getHttpAdapter().getInstance();
    const [kept] = await Promise.all([
      once(server, 'connection') as Promise<[Socket]>,
      once(
        connect({ port: Number(new URL(world.server.url).port), host: 'localhost', allowHalfOpen: true })
          .on('error', () => undefined)
          .on('connect', function (this: Socket) {
            this.write(bytes);
            this.resume();
          }),
        'end',
      ),
    ]);
    while (!kept[0].destroyed) await wait(20);
    expect(kept[0].destroyed).toBe(true);
  });

  it('a request of HTTP/1.0 needs no host', async () => {
    expect((await raw('GET /health HTTP/1.0\r\n\r\n')).status).toBe(200);
  });

  it('whoever sends half of a request and waits is told that it took too long', async () => {
    const { server } = world.server.app.getHttpAdapter().getInstance();
    const before = [server.headersTimeout, server.requestTimeout];
    // Node looks for late requests every half minute, and from when it began to listen: here its own event is given.
    expect(before).toEqual([60_000, 60_000]);
    const late = new Promise<string>((resolve) => {
      server.once('connection', (socket: NodeJS.Socket) => {
        setTimeout(() => {
          server.emit(
            'clientError',
            Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
            socket,
          );
          resolve('told');
        }, 50);
      });
    });
    const answer = await raw(`POST /api/v1/letters HTTP/1.1\r\nHost: localhost\r\nContent-Le`);
    expect(await late).toBe('told');
    expectProblem(answer, 408, 'timeout');
  });
});

describe('an address that is there', () => {
  it.each([
    ['DELETE', '/health', 'GET, HEAD'],
    ['POST', () => `/l/${letter.id}`, 'GET, HEAD'],
    ['PUT', '/api/v1/letters', 'POST'],
    ['GET', '/api/v1/tokens', 'OPTIONS, POST'],
    ['PATCH', () => `/api/v1/letters/${letter.id}/signatures`, /\bPOST\b/],
    ['PROPFIND', '/', 'GET, HEAD'],
    ['TRACE', '/about', 'GET, HEAD'],
    ['OPTIONS', '/organize', 'GET, HEAD'],
  ])('%s %s: 405, with what it takes', async (method, path, allowed) => {
    const answer = await named(method, typeof path === 'string' ? path : path());
    expect(answer.headers.get('allow')).toEqual(
      typeof allowed === 'string' ? allowed : expect.stringMatching(allowed),
    );
    expectProblem(answer, 405, 'method_not_allowed');
  });

  it('is no other one’s: what is nowhere is not found by any method', async () => {
    for (const method of ['GET', 'POST', 'DELETE', 'PROPFIND']) {
      const answer = await named(method, '/api/v1/rosa');
      expectProblem(answer, 404, 'not_found');
      expect(answer.headers.get('allow')).toBeNull();
    }
  });

  it('reads JSON alone', async () => {
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'rosa']) {
      const answer = await ask('POST', '/api/v1/attestations', {
        body: '{}',
        headers: { 'content-type': type },
      });
      expectProblem(answer, 415, 'unsupported_media_type');
    }
  });

  it('asks for a body where there is none', async () => {
    for (const path of [
      '/api/v1/attestations',
      '/api/v1/tokens',
      '/api/v1/organizers/session',
      `/api/v1/letters/${letter.id}/signatures`,
    ]) {
      const answer = await ask('POST', path);
      const { code } = JSON.parse(answer.body) as { code: string };
      expect(['invalid_input', 'malformed']).toContain(code);
      expectProblem(answer, 400, code);
      const headers = { 'content-type': 'application/json' };
      expectProblem(await ask('POST', path, { headers }), 400, 'bad_request');
    }
  });

  it('makes nothing of an object with more fields than any request has', async () => {
    const fields = (count: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1])));
    const headers = { 'content-type': 'application/json' };
    for (const path of ['/api/v1/tokens', '/api/v1/attestations', '/api/v1/organizers/session']) {
      for (const count of [65, 95_000])
        expectProblem(await ask('POST', path, { headers, body: fields(count) }), 400, 'bad_request');
    }
  });

  it('says how to sign in', async () => {
    for (const [method, path] of [
      ['POST', '/api/v1/letters'],
      ['GET', `/api/v1/letters/${letter.id}/actions`],
    ] as const) {
      const body = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
      const answer = await ask(method, path, body);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });
});

describe('a letter’s link', () => {
  it.each(['/', '.', ',', ').', '!', '%22', '%E2%80%9D.', '//', '.?locale=de'])(
    'leads to it with %s behind it',
    async (behind) => {
      const answer = await ask('GET', `/l/${letter.id}${behind}`);
      const query = behind.includes('?') ? behind.slice(behind.indexOf('?')) : '';
      expect([answer.status, answer.headers.get('location')]).toEqual([308, `/l/${letter.id}${query}`]);
    },
  );

  it('leads to it with all that was asked besides', async () => {
    const answer = await ask('GET', `/l/${letter.id}.?a=1?b=2`);
    expect(answer.headers.get('location')).toBe(`/l/${letter.id}?a=1?b=2`);
  });

  it('leads to it in capitals, also to what belongs to it', async () => {
    for (const rest of ['', '/mine', '/mine/', '/mine.']) {
      const answer = await ask('GET', `/l/${letter.id.toUpperCase()}${rest}`);
      const meant = `/l/${letter.id}${rest.startsWith('/mine') ? '/mine' : ''}`;
      expect([answer.status, answer.headers.get('location')]).toEqual([308, meant]);
      expect((await ask('GET', meant)).status).toBe(200);
    }
  });

  it('leads nowhere if it is another one', async () => {
    for (const path of [`/l/${letter.id}a`, `/l/${letter.id.slice(1)}`, `/l/${letter.id}.x`, '/l/'])
      expect((await ask('GET', path)).status).toBe(404);
  });
});

describe('a server that stops', () => {
  it('says so to who had begun to ask: a problem to programs, a page to people', async () => {
    const { server } = world.server.app.getHttpAdapter().getInstance();
    const begun = await Promise.all(
      ['*/*', 'text/html'].map(async (accept) => {
        const socket = connect(Number(new URL(world.server.url).port), 'localhost');
        await once(socket, 'connect');
        socket.write(`GET /l/${letter.id} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\n`);
        return socket;
      }),
    );
    await wait(100);
    const stopped = world.server.close();
    while (server.listening) await wait(5);
    const [program, person] = await Promise.all(
      begun.map(async (socket) => {
        const answer = readAnswer(socket);
        socket.write('\r\n');
        return answer;
      }),
    );
    expectProblem(program!, 503, 'unavailable');
    expect([person?.status, person?.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    for (const answer of [program, person]) {
      expect(answer?.headers.get('connection')).toBe('close');
      expect(answer?.headers.get('retry-after')).toBe('5');
    }
    await stopped;
  });
});

/** Also by methods that `fetch` doesn't send. */
async function named(method: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(world.server.url + path, { method, agent: false }, (answer) => {
      const headers = new Headers();
      for (let i = 0; i < answer.rawHeaders.length; i += 2)
        headers.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
      text(answer).then((body) => {
        resolve({ status: answer.statusCode ?? 0, headers, body });
      }, reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
