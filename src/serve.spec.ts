import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../test/support/built.js';
import { testDatabase, type TestDatabase } from '../test/support/database.js';
import { migrations } from '../test/support/migrations.js';
import { freePort } from '../test/support/process.js';
import { Mailer } from './common/mailer/mailer.js';
import { startServer, type Server } from './serve.js';

const KEYS = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64url'));

describe('a server', () => {
  let database: TestDatabase;
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    await built('pages');
    database = await testDatabase({ migrations });
    folder = await mkdtemp(join(tmpdir(), 'undersigned-serve-'));
    server = await startServer({
      NODE_ENV: 'test',
      PORT: '0',
      SCHEDULER: 'off',
      DATA_DIR: join(folder, 'data'),
      ...database.env,
    });
  });
  afterAll(async () => {
    await server.close();
    await server.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('listens where it says', () => {
    expect(server.url).toMatch(/^http:\/\/localhost:[1-9]\d+$/);
  });

  it('tells how it is, and nothing else', async () => {
    const answer = await fetch(`${server.url}/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true, database: 'ok', disk: 'ok', mail: 'ok' });
  });

  it.each([
    ['/health', 'GET', 200],
    ['/dev/inbox', 'GET', 200],
    ['/dev/reload', 'GET', 404],
    ['/dev/reload.js', 'GET', 404],
    ['/api/v1/nothing', 'GET', 404],
    ['/api/v1/letters', 'GET', 405],
    ['/api/nothing', 'GET', 404],
    ['/../../etc/passwd', 'GET', 404],
    ['/api/v1/organizers/login', 'POST', 200],
    ['/api/v1/organizers/session', 'POST', 400],
  ])('protects whoever asks for %s', async (path, method, status) => {
    const answer = await fetch(server.url + path, { method });
    expect(answer.status).toBe(status);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/^default-src 'none';/),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    for (const telling of ['server', 'x-powered-by', 'set-cookie', 'access-control-allow-origin', 'etag']) {
      expect(headers).not.toHaveProperty(telling);
    }
    if (status >= 400) expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('answers what Fastify itself refuses with a problem, too', async () => {
    const answer = await fetch(`${server.url}/%`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('describes its API on a page of its own', async () => {
    const page = await fetch(`${server.url}/api`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts).toContain('/api/openapi.json');
    for (const path of parts) expect((await fetch(server.url + path)).status).toBe(200);
    expect(html).not.toMatch(/https?:\/\//);
    const described: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json();
    expect(described).toEqual(JSON.parse(await readFile('openapi.json', 'utf8')));
  });

  it('says which relay or database does not answer', async () => {
    // What was found is good for a second.
    await new Promise((wait) => setTimeout(wait, 1_000));
    const mailer = server.app.get(Mailer, { strict: false });
    const health = mailer.health.bind(mailer);
    mailer.health = () => ({ reachable: false });
    const answer = await fetch(`${server.url}/health`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ok: false, database: 'ok', disk: 'ok', mail: 'unreachable' });
    mailer.health = health;
  });
});

describe('a start that fails', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  async function environment(): Promise<Record<string, string>> {
    const folder = await mkdtemp(join(tmpdir(), 'undersigned-data-'));
    folders.push(folder);
    return { NODE_ENV: 'test', PORT: '0', SCHEDULER: 'off', DATA_DIR: folder, MASTER_KEY: KEYS[0]! };
  }

  it('names every variable that is wrong', async () => {
    const start = startServer({ PORT: '80000', ROLE: 'both' });
    await expect(start).rejects.toThrow(/PORT must be .*\n?.*ROLE must be|ROLE must be .*\n?.*PORT must be/s);
  });

  it('says that the port is taken, and leaves the folder free', async () => {
    const env = await environment();
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
    await expect(startServer({ ...env, PORT: port.toString() })).rejects.toThrow(/EADDRINUSE.*another PORT/);
    await new Promise((closed) => other.close(closed));
    const server = await startServer({ ...env, PORT: port.toString() });
    await server.close();
  });

  it('says that the folder is in use, and leaves its user alone', async () => {
    const env = await environment();
    const first = await startServer(env);
    await expect(startServer(env)).rejects.toThrow(/in use by another server/);
    expect((await fetch(`${first.url}/health`)).status).toBe(200);
    await first.close();
  });

  it('says that MASTER_KEY is another, and leaves the folder free', async () => {
    const env = await environment();
    await (await startServer(env)).close();
    await expect(startServer({ ...env, MASTER_KEY: KEYS[1]! })).rejects.toThrow(/MASTER_KEY is not the one/);
    await (await startServer(env)).close();
  });
});
