// Whoever reads everything for a while, as pg_dump does, stops nobody; and PgBouncer may stand in between.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { fetchTally } from '../../src/client/letter.js';
import { databaseOptions } from '../../src/app.module.js';
import { Clock } from '../../src/common/clock.js';
import { loadConfig } from '../../src/common/config.js';
import { Databases } from '../../src/common/database/databases.js';
import { isUnavailable, sqlState } from '../../src/common/database/transaction.js';
import { MasterKey } from '../../src/common/master-key.js';
import { DevInbox } from '../../src/common/mailer/dev-inbox.js';
import { SystemRandomSource } from '../../src/common/random.js';
import { startServer, type Server } from '../../src/serve.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/process.js';
import { ManualClock, World } from '../support/world.js';

const BOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => existsSync(path));
const behindBouncer = BOUNCER === undefined ? describe.skip : describe;
if (BOUNCER === undefined) process.stderr.write('PgBouncer is not installed here: its tests are skipped.\n');

describe('whoever reads everything', () => {
  let world: World;
  let reader: pg.Client;

  beforeAll(async () => {
    world = await World.start();
    reader = new pg.Client({ connectionString: world.database.url });
    await reader.connect();
  });
  afterAll(async () => {
    await reader.end();
    await world.stop();
  });

  it('stops nobody from signing and from opening letters; what it holds up is made up for', async () => {
    const { letter } = await world.openLetter();
    await world.signMany(letter, 6);
    const { rows } = await reader.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('issuer', 'origin')`,
    );
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query(`LOCK TABLE ${rows.map(({ name }) => name).join()} IN ACCESS SHARE MODE`);

    const ending = world.endEpoch(letter, 1).then(
      () => undefined,
      (error: unknown) => error,
    );
    await world.signMany(letter, 6);
    const held = await ending;
    expect([sqlState(held), isUnavailable(held)]).toEqual(['55P03', true]);
    const other = await world.openLetter();
    await world.sign(other.letter);

    await reader.query('COMMIT');
    await world.endEpoch(letter, 2);
    await world.endEpoch(letter, 3);
    expect(await fetchTally(world.http, letter.id)).toMatchObject({ tally: 'reached' });
  }, 120_000);
});

behindBouncer('behind PgBouncer, which gives each transaction another connection', () => {
  let folder: string;
  let bouncer: ChildProcess;
  let database: TestDatabase;
  const servers: Server[] = [];
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'undersigned-bouncer-'));
    database = await testDatabase();
    const port = (await freePort()).toString();
    const { hostname, port: theirs, username, password, pathname } = new URL(database.url);
    const name = pathname.slice(1);
    const config = [
      '[databases]',
      `${name} = host=${hostname} port=${theirs} user=${username} password=${password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      // Fewer than a server has connections of its own: each of its transactions finds another one's.
      'default_pool_size = 3',
    ];
    const file = join(folder, 'pgbouncer.ini');
    await writeFile(file, config.join('\n'), { mode: 0o644 });
    await chmod(folder, 0o755);
    const user = process.geteuid?.() === 0 ? ['-u', 'nobody'] : [];
    bouncer = spawn(BOUNCER ?? '', [...user, '-q', file], { stdio: 'ignore' });
    env = { DATABASE_URL: `postgresql://anybody:anything@127.0.0.1:${port}/${name}` };
    await eventuallyAnswers(env['DATABASE_URL'] ?? '');
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  afterAll(async () => {
    bouncer.kill('SIGKILL');
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const variables = (): Record<string, string> => ({
    NODE_ENV: 'test',
    PORT: '0',
    SCHEDULER: 'off',
    SMALL_LETTERS: 'true',
    WORK_COST: '1',
    DATA_DIR: join(folder, 'data'),
    MASTER_KEY: Buffer.alloc(32, 3).toString('base64url'),
    ...env,
  });

  async function start(clock: Clock): Promise<Server> {
    const server = await startServer(variables(), { override: [[Clock, clock]] });
    servers.push(server);
    return server;
  }

  /** What another process does at its start. Two whole servers don't fit into one: passport has one list of strategies. */
  async function startBeside(): Promise<void> {
    const config = loadConfig(variables());
    const random = new SystemRandomSource();
    const opening = { config, random, masterKey: await MasterKey.load(config, random) };
    await (await Databases.open(opening, databaseOptions(config))).close();
  }

  it('several processes migrate at once, and a letter goes from its draft to its announcement', async () => {
    const clock = new ManualClock();
    const [server] = await Promise.all([start(clock), startBeside(), startBeside()]);
    const inbox = (): DevInbox => server.app.get(DevInbox, { strict: false });
    const world = World.on({ server, inbox, stop: () => Promise.resolve() }, clock);
    const { letter } = await world.openLetter();
    await Promise.all([world.signMany(letter, 12), world.tick()]);
    await world.endEpoch(letter, 1);
    await world.endEpoch(letter, 2);
    expect(await fetchTally(world.http, letter.id)).toMatchObject({ tally: 'reached', count: 12 });
    expect((await fetch(`${world.http.baseUrl}/health`)).status).toBe(200);
  });
});

async function eventuallyAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (tries === 200) throw error;
      await wait(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
