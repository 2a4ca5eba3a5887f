// A server in production behind a proxy that speaks TLS: redirects, HSTS, and what is not there.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as plainRequest, type IncomingHttpHeaders, type Server as ProxyServer } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Http } from '../../src/client/http.js';
import {
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import { logIn } from '../../src/client/organizer.js';
import { demoContent } from '../../src/commands/demo/letter-text.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { drawWords } from '../../src/protocol/words.js';
import { startServer, type Server } from '../../src/serve.js';
import { built } from '../support/built.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { migrations } from '../support/migrations.js';
import { freePort } from '../support/process.js';
import { routesOf } from '../support/routes.js';

const HSTS = 'max-age=63072000';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is missing: no server is tried behind TLS.\n');
/** In CI it runs, and fails, where openssl is missing. */
const withOpenssl = hasOpenssl || process.env['CI'] === 'true' ? describe : describe.skip;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

let folder: string;
let database: TestDatabase;
let server: Server;
let port: number;
let proxy: ProxyServer;
let certificate: Buffer;

/** What the operator's proxy does: ends TLS, says so, and passes on. */
async function startProxy(): Promise<void> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = spawnSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=letters.example', '-addext', 'subjectAltName=DNS:letters.example'],
      ...['-keyout', key, '-out', cert],
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  certificate = await readFile(cert);
  proxy = createServer({ key: await readFile(key), cert: certificate }, (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = { host: '127.0.0.1', port, method, path: url };
    const passed = plainRequest(
      { ...onward, headers: { ...headers, 'x-forwarded-proto': 'https' } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(passed);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
}

beforeAll(async () => {
  await built('pages');
  folder = await mkdtemp(join(tmpdir(), 'undersigned-tls-'));
  database = await testDatabase({ migrations });
  port = await freePort();
  server = await startServer({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://letters.example',
    PORT: port.toString(),
    DATA_DIR: join(folder, 'data'),
    MASTER_KEY: Buffer.alloc(32, 1).toString('base64url'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'codes@letters.example',
    OPERATOR_NAME: 'A *Union*',
    OPERATOR_CONTACT: 'help@union.example',
    ANYONE_MAY_START: 'true',
    SCHEDULER: 'off',
    LOG_LEVEL: 'silent',
    ...database.env,
  });
  if (hasOpenssl) await startProxy();
});

afterAll(async () => {
  if (hasOpenssl) await new Promise((closed) => proxy.close(closed));
  await server.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** The id of a letter that two organizers have signed, and that opens tomorrow. */
async function sealedLetter(): Promise<string> {
  const baseUrl = 'https://letters.example';
  const http: Http = {
    baseUrl,
    fetch: async (url, init) => fetch((url as string).replace(baseUrl, `http://127.0.0.1:${port}`), init),
    now: () => new Date(),
  };
  const [heron, kestrel] = [await logIn(p, http, drawWords(p)), await logIn(p, http, drawWords(p))];
  const { draft, invite } = await startDraft(heron, 'Heron');
  const opensAt = new Date(Date.now() + 24 * 3_600_000);
  const content = demoContent({ threshold: 12, opensAt, epochSeconds: 3600, twoWorkplaces: false });
  await joinDraft(kestrel, draft, invite, 'Kestrel');
  const { revision } = await fetchDraft(heron, draft);
  const manifest = await sealDraft(heron, draft, await saveDraft(heron, draft, revision, content), true);
  await signOpening(heron, draft, manifest, content);
  const id = await signOpening(kestrel, draft, manifest, content);
  if (id === undefined) throw new Error('The letter is not signed by all.');
  return id;
}

/** Past the proxy's TLS, straight to the port, as a proxy without TLS would pass it on. */
async function plain(method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  return answerTo(plainRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }));
}

async function throughTls(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { port: at } = proxy.address() as AddressInfo;
  const to = {
    host: '127.0.0.1',
    port: at,
    servername: 'letters.example',
    ca: certificate,
    agent: false as const,
  };
  return answerTo(
    request({ ...to, path, headers: { host: 'letters.example', accept: 'text/html', ...headers } }),
  );
}

async function answerTo(asking: ReturnType<typeof plainRequest>): Promise<Answer> {
  return new Promise((done, fail) => {
    asking.on('error', fail);
    asking.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        done({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) });
      });
    });
    asking.end();
  });
}

withOpenssl('through TLS', () => {
  it('finds openssl', () => {
    expect(hasOpenssl).toBe(true);
  });

  it.each(['/', '/privacy', '/health', '/api/openapi.json', '/nothing', '/%'])(
    '%s tells browsers to stay with it',
    async (path) => {
      const { headers } = await throughTls(path);
      expect(headers['strict-transport-security']).toBe(HSTS);
      expect(headers['set-cookie']).toBeUndefined();
    },
  );

  it('says so on the page of a letter and on what it loads, however often it is asked', async () => {
    const page = await throughTls(`/l/${await sealedLetter()}`);
    expect(page.status).toBe(200);
    const assets = [...page.bytes.toString().matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    expect(assets.some((path) => path.endsWith('.css'))).toBe(true);
    for (const path of assets) {
      const { status, headers } = await throughTls(path);
      expect([path, status, headers['strict-transport-security']]).toEqual([path, 200, HSTS]);
      const again = await throughTls(path, { 'if-none-match': headers.etag ?? '' });
      expect([path, again.headers['strict-transport-security']]).toEqual([path, HSTS]);
    }
    expect(page.headers['strict-transport-security']).toBe(HSTS);
  });

  it('sends a page in the form that the browser takes, and none twice', async () => {
    const whole = await throughTls('/');
    expect(whole.headers['content-encoding']).toBeUndefined();
    const tags = new Set([whole.headers.etag]);
    for (const [encoding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await throughTls('/', { 'accept-encoding': encoding });
      expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      expect(open(packed.bytes).equals(whole.bytes)).toBe(true);
      expect(packed.bytes.length).toBeLessThan(whole.bytes.length / 2);
      tags.add(packed.headers.etag);
      const known = { 'accept-encoding': encoding, 'if-none-match': packed.headers.etag! };
      const again = await throughTls('/', known);
      expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
      expect(again.headers).toMatchObject({ etag: packed.headers.etag, vary: 'accept-encoding' });
      expect(again.headers['strict-transport-security']).toBe(HSTS);
      // A form that it doesn't take is sent whole, whatever it has of another.
      expect((await throughTls('/', { 'if-none-match': packed.headers.etag! })).status).toBe(200);
    }
    expect(tags.size).toBe(3);
    const stylesheet = /href="(\/assets\/[^"]+\.css)"/.exec(whole.bytes.toString())?.[1] ?? '';
    const style = await throughTls(stylesheet, { 'accept-encoding': 'gzip, deflate, br' });
    expect(style.headers['content-encoding']).toBe('br');
  });
});

describe('a request that the proxy marks as plain', () => {
  it.each(['/', '/l/x?locale=en&a=%2F', '/api/v1/letters/x', '/nothing', '//elsewhere.example/x'])(
    'is sent to the public address: %s',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers, bytes } = await plain(method, path, { 'x-forwarded-proto': 'http' });
        expect(status).toBe(308);
        expect(headers.location).toBe(`https://letters.example${path}`);
        expect(headers['strict-transport-security']).toBeUndefined();
        expect(bytes.length).toBe(0);
      }
    },
  );

  it('never leads to another host', async () => {
    const { headers } = await plain('GET', 'http://elsewhere.example/x', {
      'x-forwarded-proto': 'HTTP, https',
    });
    expect(new URL(headers.location!).origin).toBe('https://letters.example');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'is refused if it is more than a question: %s',
    async (method) => {
      const { status, headers, bytes } = await plain(method, '/api/v1/attestations', {
        'x-forwarded-proto': 'http',
      });
      expect(status).toBe(403);
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(JSON.parse(bytes.toString())).toMatchObject({ code: 'https_required', status: 403 });
    },
  );

  it('is all that is believed: other headers of a proxy change nothing', async () => {
    const usual = await plain('GET', '/about', {});
    const marked = await plain('GET', '/about', {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-for': '203.0.113.7',
      forwarded: 'host=elsewhere.example;proto=http',
    });
    expect(marked.status).toBe(200);
    expect(marked.bytes.equals(usual.bytes)).toBe(true);
  });
});

describe('in production', () => {
  it('has no page for developers', async () => {
    const routes = routesOf(server.app.getHttpAdapter().getInstance());
    expect(routes.filter((route) => / \/(?:dev|api$|api\/s)/.test(route))).toEqual([]);
    for (const path of ['/dev/inbox', '/dev/styles', '/api', '/api/swagger-ui-bundle.js'])
      expect((await plain('GET', path, { accept: 'text/html' })).status).toBe(404);
  });

  it('speaks no made-up language', async () => {
    const { bytes } = await plain('GET', '/about?locale=en-XA', { accept: 'text/html' });
    expect(bytes.toString()).toContain('<html lang="en" dir="ltr">');
  });

  it('names its operator as they are called, with a way to reach them', async () => {
    for (const path of ['/about', '/privacy', '/imprint', '/report']) {
      const html = (await plain('GET', path, { accept: 'text/html' })).bytes.toString();
      expect(html).toContain('A *Union*');
      expect(html).toContain('<a href="mailto:help@union.example">help@union.example</a>');
    }
  });
});
