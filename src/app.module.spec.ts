// Issuer and origin as two servers with two databases: what they ask each other, and what each of them answers.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../test/support/built.js';
import { testDatabase, type TestDatabase } from '../test/support/database.js';
import { ManualClock } from '../test/support/manual-clock.js';
import { migrations } from '../test/support/migrations.js';
import { freePort } from '../test/support/process.js';
import { workFor } from '../test/support/work.js';
import type { Http } from './client/http.js';
import { fetchLetter } from './client/letter.js';
import {
  act,
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from './client/organize/organize.js';
import { logIn, type Organizer } from './client/organizer.js';
import { demoContent } from './commands/demo/letter-text.js';
import { Clock } from './common/clock.js';
import type { Role } from './common/config.js';
import { Databases } from './common/database/databases.js';
import { nodePrimitives as p } from './common/node-primitives.js';
import { drawWords } from './protocol/words.js';
import { startServer, type Server } from './serve.js';

const TOKEN = 'the-same-secret-for-origin-and-issuer';

let folder: string;
let clock: ManualClock;
let issuer: Server;
let origin: Server;
const databases: TestDatabase[] = [];

async function start(role: Role, env: Record<string, string>): Promise<Server> {
  const database = await testDatabase({ migrations: { [role]: migrations[role] } });
  databases.push(database);
  return startServer(
    {
      NODE_ENV: 'test',
      ROLE: role,
      SCHEDULER: 'off',
      SMALL_LETTERS: 'true',
      DATA_DIR: join(folder, role),
      ISSUER_TOKEN: TOKEN,
      ...database.env,
      ...env,
    },
    { override: [[Clock, clock]] },
  );
}

beforeAll(async () => {
  await built('pages');
  folder = await mkdtemp(join(tmpdir(), 'undersigned-roles-'));
  clock = new ManualClock();
  const port = (await freePort()).toString();
  const url = `http://localhost:${port}`;
  issuer = await start('issuer', { PORT: port, PUBLIC_URL: url, ISSUER_NAME: 'A Union' });
  origin = await start('origin', { PORT: '0', ISSUER_URL: url });
});
afterAll(async () => {
  await origin.close();
  await issuer.close();
  for (const database of databases) await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('origin and issuer apart', () => {
  it('open a letter together, and end it together', async () => {
    const http: Http = { baseUrl: origin.url, fetch, now: () => clock.now() };
    const organizers: Organizer[] = [await logIn(p, http, drawWords(p)), await logIn(p, http, drawWords(p))];
    const [heron, kestrel] = [organizers[0]!, organizers[1]!];
    const { draft, invite } = await startDraft(heron, 'Heron');
    await joinDraft(kestrel, draft, invite, 'Kestrel');
    const opensAt = new Date(clock.now().getTime() + 60_000);
    const content = {
      ...demoContent({ threshold: 12, opensAt, epochSeconds: 3600, twoWorkplaces: true }),
      minimumCell: 3,
    };
    const { revision } = await fetchDraft(heron, draft);
    const manifest = await sealDraft(heron, draft, await saveDraft(heron, draft, revision, content), true);
    await signOpening(heron, draft, manifest, content);
    const id = (await signOpening(kestrel, draft, manifest, content))!;
    const letter = await fetchLetter(p, http, id);
    expect(letter.manifest.issuers.map(({ name, url }) => ({ name, url }))).toEqual(
      Array<object>(2).fill({ name: 'A Union', url: issuer.url }),
    );

    const digest = Buffer.from(letter.digest).toString('base64url');
    const ask = async (): Promise<number> => {
      const response = await fetch(`${issuer.url}/api/v1/attestations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          letter: digest,
          keyId: [...letter.context.issuers.keys()][0],
          address: 'somebody@cumulus.example',
          work: await workFor(issuer.url, digest),
        }),
      });
      return response.status;
    };
    expect(await ask()).toBe(202);
    for (const organizer of organizers) await act(organizer, letter, 'cancel');
    expect((await fetchLetter(p, http, id)).state).toBe('cancelled');
    const rows: unknown = await issuer.app
      .get(Databases)
      .of('issuer')
      .query('SELECT state FROM issuer.letters');
    expect(rows).toEqual([{ state: 'ended' }]);
  });

  it('let nobody else ask the issuer what the origin asks', async () => {
    const ask = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${issuer.url}/api/v1/issuer/keys`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${TOKEN}` })).status).toBe(400);
  });

  it('each describe what is theirs alone', async () => {
    const described = async (server: Server): Promise<string[]> => {
      const document: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json();
      return Object.keys((document as { paths: object }).paths);
    };
    const [ofIssuer, ofOrigin] = [await described(issuer), await described(origin)];
    expect(ofIssuer).toContain('/api/v1/tokens');
    expect(ofOrigin).toContain('/api/v1/letters/drafts/{draft}/seal');
    expect(ofIssuer.filter((path) => ofOrigin.includes(path))).toEqual(['/health']);
  });

  it('each answer what is theirs alone, and nothing of the other', async () => {
    const status = async (server: Server, path: string, method = 'POST'): Promise<number> =>
      (await fetch(`${server.url}/api/v1${path}`, { method })).status;
    expect(await status(issuer, '/organizers/login')).toBe(404);
    expect(await status(issuer, `/letters/${'a'.repeat(32)}/tally`, 'GET')).toBe(404);
    expect(await status(origin, '/attestations')).toBe(404);
    expect(await status(origin, '/issuer/keys')).toBe(404);
    expect(await status(origin, '/organizers/login')).toBe(200);
    expect(await (await fetch(`${origin.url}/health`)).json()).toEqual({
      ok: true,
      database: 'ok',
      disk: 'ok',
      mail: 'none',
    });
  });

  it('keep tables of their own', async () => {
    const schemas = async (server: Server, role: Role): Promise<string[]> => {
      const rows: { name: string }[] = await server.app
        .get(Databases)
        .of(role)
        .query(`SELECT nspname AS name FROM pg_namespace WHERE nspname IN ('issuer', 'origin')`);
      return rows.map(({ name }) => name);
    };
    expect(await schemas(issuer, 'issuer')).toEqual(['issuer']);
    expect(await schemas(origin, 'origin')).toEqual(['origin']);
  });
});
