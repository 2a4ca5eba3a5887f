// On PostgreSQL each role has a database role of its own, and neither can read what the other writes.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startServer, type Server } from '../../src/serve.js';
import { built } from '../support/built.js';
import { testServer } from '../support/postgres.js';

describe('two database roles', () => {
  const name = `undersigned_roles_${randomBytes(6).toString('hex')}`;
  let server: string;
  let admin: pg.Client;
  let app: Server;
  let folder: string;

  const urlOf = (user: string): string => {
    const url = new URL(server);
    url.username = user;
    url.password = 'secret';
    url.pathname = `/${name}`;
    return url.href;
  };
  const issuer = `${name}_issuer`;
  const origin = `${name}_origin`;

  beforeAll(async () => {
    await built('pages');
    server = await testServer();
    admin = new pg.Client({ connectionString: server });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    for (const role of [issuer, origin]) {
      await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
      await admin.query(`GRANT CREATE ON DATABASE ${name} TO ${role}`);
    }
    folder = await mkdtemp(join(tmpdir(), 'undersigned-roles-'));
    app = await startServer({
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      ISSUER_DATABASE_URL: urlOf(issuer),
      ORIGIN_DATABASE_URL: urlOf(origin),
    });
  });

  afterAll(async () => {
    await app.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    for (const role of [issuer, origin]) await admin.query(`DROP ROLE ${role}`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  });

  it('each migrates its own schema', async () => {
    expect((await fetch(`${app.url}/health`)).status).toBe(200);
  });

  it.each([
    [issuer, 'origin', 'letters'],
    [issuer, 'origin', 'signature_slots'],
    [origin, 'issuer', 'letters'],
    [origin, 'issuer', 'tag_slots'],
  ])('%s can’t read %s.%s', async (role, schema, table) => {
    const client = new pg.Client({ connectionString: urlOf(role) });
    await client.connect();
    try {
      await expect(client.query(`SELECT 1 FROM ${schema}.${table}`)).rejects.toMatchObject({ code: '42501' });
      const own = schema === 'origin' ? 'issuer' : 'origin';
      await expect(client.query(`SELECT 1 FROM ${own}.letters`)).resolves.toMatchObject({ rowCount: 0 });
    } finally {
      await client.end();
    }
  });
});
