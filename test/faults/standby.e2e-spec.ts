// A standby that is promoted while people sign: what the old server acknowledged, the new one has, and the server goes on with it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { ClientLetter } from '../../src/client/letter.js';
import { databaseUser, type Identity } from '../../src/common/database/embedded/identity.js';
import { freePort } from '../support/process.js';
import { UnderFire } from '../support/under-fire.js';

/** The programs that come with ours make no base backups. */
const DEBIAN = '/usr/lib/postgresql';
const [BIN] = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
  .map((version) => join(DEBIAN, version, 'bin'))
  .filter((bin) => existsSync(join(bin, 'pg_basebackup')) && existsSync(join(bin, 'initdb')));
const withStandby = BIN === undefined ? describe.skip : describe;
if (BIN === undefined)
  process.stderr.write('PostgreSQL’s pg_basebackup is not here: no standby is promoted.\n');

const OWNER = 'undersigned';

withStandby('a standby that is promoted while people sign', () => {
  let place: string;
  let user: Identity | undefined;
  let primary: Cluster;
  let standby: Cluster;
  let way: Way;
  let fire: UnderFire;
  let letter: ClientLetter;

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'undersigned-standby-'));
    user = await databaseUser(place, place);
    if (user !== undefined) await chown(place, user.uid, user.gid);
    primary = await Cluster.make(join(place, 'primary'), user);
    standby = await primary.copy(join(place, 'standby'));
    // From here on a commit is acknowledged when the standby has it.
    await primary.ask(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    await primary.ask('SELECT pg_reload_conf()');
    way = await Way.to(primary.port);
    fire = await UnderFire.begin({
      DATABASE_URL: `postgresql://${OWNER}@127.0.0.1:${way.port.toString()}/postgres`,
    });
    letter = await fire.openLetter();
    await fire.signMany(letter, 6);
  }, 120_000);

  afterAll(async () => {
    await fire.end();
    await way.close();
    for (const one of [primary, standby]) await one.kill();
    await rm(place, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
  });

  it('has all that was acknowledged, and takes what comes', async () => {
    expect(fire.recorded).toHaveLength(6);
    const signing = fire.signMany(letter, 12);
    await wait(300);
    // Whoever is connected stays so for a while: then the name leads to a server that only reads.
    way.target = standby.port;
    way.cut();
    expect(await unhealthy(fire)).toMatchObject({ ok: false, database: 'read_only' });
    await primary.kill();
    await standby.ask('SELECT pg_promote()');
    await signing;
    await untilHealthy(fire);
    await fire.demandAll(letter);
    const before = fire.recorded.length;
    await fire.signMany(letter, 6);
    expect(fire.recorded).toHaveLength(before + 6);
    expect(await fire.reach(letter)).toMatchObject({ tally: 'reached' });
  }, 180_000);
});

class Cluster {
  private constructor(
    private readonly user: Identity | undefined,
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async make(folder: string, user: Identity | undefined): Promise<Cluster> {
    await mkdir(folder, { mode: 0o700 });
    if (user !== undefined) await chown(folder, user.uid, user.gid);
    program(
      'initdb',
      ['-D', folder, '-U', OWNER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      user,
    );
    await writeFile(
      join(folder, 'pg_hba.conf'),
      'host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n',
    );
    return Cluster.start(folder, user);
  }

  async copy(folder: string): Promise<Cluster> {
    const from = ['-h', '127.0.0.1', '-p', this.port.toString(), '-U', OWNER];
    program('pg_basebackup', ['-D', folder, '-R', '-X', 'stream', '-c', 'fast', ...from], this.user);
    return Cluster.start(folder, this.user);
  }

  private static async start(folder: string, user: Identity | undefined): Promise<Cluster> {
    const port = await freePort();
    const settings = [`port=${port.toString()}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=`];
    const flags = [...settings, 'wal_level=replica', 'max_wal_senders=4'].flatMap((one) => ['-c', one]);
    const child = spawn(join(BIN ?? '', 'postgres'), ['-D', folder, ...flags], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    const made = new Cluster(user, child, port);
    for (let tries = 0; ; tries++) {
      try {
        await made.ask('SELECT 1');
        return made;
      } catch (error) {
        if (tries === 200) throw error;
        await wait(50);
      }
    }
  }

  async ask(sql: string): Promise<void> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: OWNER, database: 'postgres' });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** At once, as a power cut would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGQUIT');
    await ended;
  }
}

function program(name: string, parameters: readonly string[], user: Identity | undefined): void {
  execFileSync(join(BIN ?? '', name), parameters, { ...user, cwd: '/', stdio: 'ignore' });
}

/** A way to a server, which may lead to another. */
class Way {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public target: number,
  ) {
    server.on('connection', (near) => {
      const far = connect(this.target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
  }

  static async to(target: number): Promise<Way> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new Way(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((closed) => this.server.close(closed));
  }
}

async function unhealthy({ server }: UnderFire): Promise<unknown> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${server.url}/health`);
    const found = (await answer.json()) as { database: string };
    if (found.database === 'read_only') return found;
    await wait(100);
  }
  return undefined;
}

async function untilHealthy({ server }: UnderFire): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await fetch(`${server.url}/health`)).ok) return;
    await wait(100);
  }
  throw new Error('The server did not recover.');
}
