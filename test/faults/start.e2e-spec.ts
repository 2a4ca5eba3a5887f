// What a server refuses to start with, and what it does when its surroundings fail.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askForCode } from '../../src/client/sign/ask.js';
import { ServerProcess, freePort } from '../support/process.js';
import { World } from '../support/world.js';

const KEY = Buffer.alloc(32, 1).toString('base64url');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64url');

describe('a data folder', () => {
  let folder: string;
  let server: ServerProcess;
  const env = (): Record<string, string> => ({ NODE_ENV: 'development', DATA_DIR: folder, MASTER_KEY: KEY });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'undersigned-data-'));
    server = await (await ServerProcess.spawn(env())).up();
  });

  afterAll(async () => {
    await server.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
  });

  it('that another process uses is refused in one sentence, and the other goes on', async () => {
    const second = await ServerProcess.spawn(env());
    expect(await second.exit()).toBe(1);
    expect(second.output).toMatch(/in use/);
    expect(second.output.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('can be used again right after its process was killed', async () => {
    await server.kill();
    server = await (await ServerProcess.spawn(env())).up();
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('of another MASTER_KEY is refused, and stays as it was', async () => {
    await server.stop();
    const before = await keyFiles(folder);
    const wrong = await ServerProcess.spawn({ ...env(), MASTER_KEY: OTHER_KEY });
    expect(await wrong.exit()).toBe(1);
    expect(wrong.output).toMatch(/MASTER_KEY/);
    expect(wrong.output).not.toContain(OTHER_KEY);
    expect(await keyFiles(folder)).toEqual(before);
    server = await (await ServerProcess.spawn(env())).up();
  });
});

describe('production', () => {
  let folder: string;
  const complete = (): Record<string, string> => ({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://letters.example',
    DATA_DIR: folder,
    MASTER_KEY: KEY,
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'codes@letters.example',
    OPERATOR_NAME: 'A Union',
    OPERATOR_CONTACT: 'https://union.example/contact',
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'undersigned-data-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
  });

  it('starts when everything is said', async () => {
    const port = (await freePort()).toString();
    const server = await ServerProcess.spawn({ ...complete(), PORT: port });
    await server.up();
    expect((await fetch(`${server.url}/dev/inbox`)).status).toBe(404);
    expect(await server.stop()).toBe(0);
  });

  it.each([
    ['PUBLIC_URL', { PUBLIC_URL: '' }],
    ['https', { PUBLIC_URL: 'http://letters.example' }],
    ['MASTER_KEY', { MASTER_KEY: '' }],
    ['SMTP_URL', { SMTP_URL: '' }],
    ['MAIL_FROM', { MAIL_FROM: '' }],
    ['OPERATOR_NAME', { OPERATOR_NAME: '' }],
    ['OPERATOR_CONTACT', { OPERATOR_CONTACT: '' }],
    ['SMALL_LETTERS', { SMALL_LETTERS: 'true' }],
  ])('refuses to start and names %s', async (named, change) => {
    const server = await ServerProcess.spawn({ ...complete(), ...change });
    expect(await server.exit()).toBe(1);
    expect(server.output).toContain(named);
  });
});

describe('a relay that is down', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ SMTP_URL: `smtp://127.0.0.1:${(await freePort()).toString()}` });
  });

  afterAll(async () => {
    await world.stop();
  });

  it('changes nothing in what people are told, and is known to the operator', async () => {
    const { letter } = await world.openLetter();
    const asked = await Promise.all([
      askForCode(letter, world.newAddress()),
      askForCode(letter, 'stranger@elsewhere.example'),
    ]);
    expect(new Set(asked.map(({ challenge }) => challenge.length)).size).toBe(1);
    const health = await fetch(`${world.http.baseUrl}/health`);
    expect(await health.json()).toMatchObject({ mail: expect.anything() });
  });
});

describe('a database that is down', () => {
  it('is named in one sentence without its password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'undersigned-data-'));
    const server = await ServerProcess.spawn({
      NODE_ENV: 'development',
      DATA_DIR: folder,
      MASTER_KEY: KEY,
      DATABASE_URL: `postgres://somebody:secretword@127.0.0.1:${(await freePort()).toString()}/nothing`,
    });
    expect(await server.exit()).toBe(1);
    expect(server.output).toMatch(/database/i);
    expect(server.output).not.toContain('secretword');
    await rm(folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
  });
});

async function keyFiles(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of await readdir(join(folder, 'keys'), { recursive: true })) {
    const bytes = await readFile(join(folder, 'keys', name)).catch(() => undefined);
    if (bytes !== undefined) files[name] = bytes.toString('hex');
  }
  return files;
}
