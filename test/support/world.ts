// A whole server for an end-to-end test: real HTTP, real migrations, a real SMTP sink, and a clock that the test moves.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DevInbox } from '../../src/common/mailer/dev-inbox.js';
import { Clock } from '../../src/common/clock.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { Scheduler } from '../../src/common/scheduler.js';
import type { Asked, Pass } from '../../src/client/sign/ask.js';
import { askForCode, fetchPass } from '../../src/client/sign/ask.js';
import type { Http } from '../../src/client/http.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { fetchLetter } from '../../src/client/letter.js';
import type { DraftContent } from '../../src/client/organize/organize.js';
import {
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import type { Organizer } from '../../src/client/organizer.js';
import { logIn } from '../../src/client/organizer.js';
import type { Appearance, KeptReceipt } from '../../src/client/sign/sign.js';
import { sign } from '../../src/client/sign/sign.js';
import type { Signer } from '../../src/client/signer.js';
import { newWords, signerOf } from '../../src/client/signer.js';
import { demoContent } from '../../src/commands/demo/letter-text.js';
import { epochEnd } from '../../src/protocol/epochs.js';
import { drawWords } from '../../src/protocol/words.js';
import { startServer, type Server } from '../../src/serve.js';
import { migrations } from './migrations.js';
import { built } from './built.js';
import { testDatabase, type TestDatabase } from './database.js';

const CODE = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;
const MAIL_WITHIN_MS = 10_000;

/** A clock that stands still until a test moves it. */
export class ManualClock extends Clock {
  private time = Date.parse('2018-06-25T16:00:00Z');

  now(): Date {
    return new Date(this.time);
  }

  set(time: Date): void {
    this.time = time.getTime();
  }

  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}

export interface Signed {
  readonly address: string;
  readonly words: string;
  readonly signer: Signer;
  readonly asked: Asked;
  readonly code: string;
  readonly pass: Pass;
  readonly receipt: KeptReceipt;
}

export interface Opened {
  readonly letter: ClientLetter;
  readonly organizers: readonly Organizer[];
  /** The organizers' words, in the same order. */
  readonly words: readonly string[];
  readonly draft: string;
}

/** Three organizers, two needed; threshold 12, cells from 3, epochs of an hour, unless told otherwise. */
export type ContentChanges = Partial<DraftContent>;

/** A server, and what a test has of it besides. */
export interface Host {
  readonly server: Server;
  /** Of those that begin with a template. */
  readonly database?: TestDatabase;
  /** Where its mail arrives. */
  inbox(): DevInbox;
  stop(): Promise<void>;
}

export class World {
  private employees = 0;

  private constructor(
    /** The origin; with one host, the issuer too. */
    readonly server: Server,
    readonly issuer: Server,
    readonly clock: ManualClock,
    private readonly origin: Host,
    private readonly inbox: () => DevInbox,
    readonly http: Http,
    private readonly stops: readonly (() => Promise<void>)[],
  ) {}

  /** Starts a server in both roles on a database of its own. `env` adds to its environment. */
  static async start(env: Record<string, string> = {}, clock = new ManualClock()): Promise<World> {
    return World.on(await startHost(clock, env), clock);
  }

  /** Of a server in both roles that was started by this clock. */
  static on(host: Host, clock: ManualClock): World {
    return World.of(clock, host, host);
  }

  /** Starts an issuer and an origin that know each other by URL and a shared secret only, each on a database of its own. */
  static async startTwoHosts(): Promise<World> {
    const clock = new ManualClock();
    const ISSUER_TOKEN = randomBytes(32).toString('hex');
    const issuer = await startHost(clock, { ROLE: 'issuer', ISSUER_TOKEN, ISSUER_NAME: 'A Union' });
    const ISSUER_URL = issuer.server.url;
    return World.of(clock, await startHost(clock, { ROLE: 'origin', ISSUER_TOKEN, ISSUER_URL }), issuer);
  }

  private static of(clock: ManualClock, origin: Host, issuer: Host): World {
    const http = { baseUrl: origin.server.url, fetch, now: () => clock.now() };
    const stops = [...new Set([origin, issuer])].map((host) => () => host.stop());
    return new World(origin.server, issuer.server, clock, origin, () => issuer.inbox(), http, stops);
  }

  /** The origin's; with one host, the only one. */
  get database(): TestDatabase {
    const { database } = this.origin;
    if (database === undefined) throw new Error('This world has a database of its own making.');
    return database;
  }

  /** Stops what was started and drops its databases. */
  async stop(): Promise<void> {
    for (const stop of this.stops) await stop();
  }

  /** What runs by the clock runs once. */
  async tick(): Promise<void> {
    for (const { app } of new Set([this.server, this.issuer]))
      await app.get(Scheduler, { strict: false }).runAll();
  }

  /** Moves the clock just past an epoch end of the letter and lets it take effect. */
  async endEpoch(letter: ClientLetter, epoch: number): Promise<void> {
    this.clock.set(new Date(epochEnd(letter.manifest, epoch).getTime() + 1000));
    await this.tick();
  }

  /** What organizers choose, for a letter that opens in a minute. */
  content(changes: ContentChanges = {}): DraftContent {
    const opensAt = new Date(this.clock.now().getTime() + 60_000);
    const content = demoContent({ threshold: 12, opensAt, epochSeconds: 3600, twoWorkplaces: false });
    const closesAt = new Date(opensAt.getTime() + 24 * 3_600_000).toISOString().slice(0, 19);
    return { ...content, minimumCell: 3, countStep: 5, closesAt: `${closesAt}Z`, ...changes };
  }

  async organizer(words = drawWords(p)): Promise<Organizer> {
    return logIn(p, this.http, words);
  }

  /** Three organizers draft, seal and sign; the clock is then at the letter's opening. */
  async openLetter(changes: ContentChanges = {}): Promise<Opened> {
    const content = this.content(changes);
    const words = [drawWords(p), drawWords(p), drawWords(p)] as const;
    const [first, ...others] = await Promise.all([
      this.organizer(words[0]),
      this.organizer(words[1]),
      this.organizer(words[2]),
    ]);
    const organizers = [first, ...others];
    const { draft, invite } = await startDraft(first, 'Heron');
    for (const [i, other] of others.entries())
      await joinDraft(other, draft, invite, ['Kestrel', 'Wren'][i] ?? 'Owl');
    const { revision } = await fetchDraft(first, draft);
    const saved = await saveDraft(first, draft, revision, content);
    const manifest = await sealDraft(first, draft, saved, content.approvals === organizers.length);
    let id: string | undefined;
    for (const organizer of organizers) id = await signOpening(organizer, draft, manifest, content);
    if (id === undefined) throw new Error('The letter is not open.');
    this.clock.set(new Date(content.opensAt));
    return { letter: await fetchLetter(p, this.http, id), organizers, words, draft };
  }

  /** A work address that nobody used. */
  newAddress(domain = 'cumulus.example'): string {
    return `person${(++this.employees).toString()}@${domain}`;
  }

  /** The codes mailed to a canonical address, newest first. */
  codes(address: string): string[] {
    return this.inbox()
      .messages(address)
      .flatMap((mail) => CODE.exec(mail.text)?.[0] ?? []);
  }

  /** The next code mailed to a canonical address beyond the `before` that were there. */
  async nextCode(address: string, before = 0): Promise<string> {
    const started = performance.now();
    while (performance.now() - started < MAIL_WITHIN_MS) {
      const codes = this.codes(address);
      if (codes.length > before && codes[0] !== undefined) return codes[0];
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('No code came by mail.');
  }

  /** A pass for an address, not yet used. */
  async pass(letter: ClientLetter, address = this.newAddress()): Promise<Omit<Signed, 'receipt'>> {
    const words = newWords(letter);
    const signer = await signerOf(letter, words);
    const before = this.codes(address).length;
    const asked = await askForCode(letter, address);
    const code = await this.nextCode(address, before);
    return { address, words, signer, asked, code, pass: await fetchPass(letter, signer, asked, code) };
  }

  /** One employee signs. */
  async sign(letter: ClientLetter, address = this.newAddress(), appearance?: Appearance): Promise<Signed> {
    const passed = await this.pass(letter, address);
    return { ...passed, receipt: await sign(letter, passed.signer, passed.pass, appearance) };
  }

  /** So many employees sign. */
  async signMany(letter: ClientLetter, howMany: number): Promise<Signed[]> {
    return Promise.all(Array.from({ length: howMany }, () => this.sign(letter)));
  }
}

async function startHost(clock: ManualClock, env: Record<string, string>): Promise<Host> {
  await built('pages');
  const roles =
    env['ROLE'] === undefined
      ? migrations
      : { [env['ROLE']]: migrations[env['ROLE'] as 'issuer' | 'origin'] };
  const database = await testDatabase({ migrations: roles });
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-world-'));
  const own = {
    NODE_ENV: 'test',
    PORT: '0',
    SCHEDULER: 'off',
    SMALL_LETTERS: 'true',
    WORK_COST: '1',
    DATA_DIR: join(folder, 'data'),
  };
  const override = [[Clock, clock] as const];
  const server = await startServer({ ...own, ...database.env, ...env }, { override });
  return {
    server,
    database,
    inbox: () => server.app.get(DevInbox, { strict: false }),
    stop: async () => {
      await server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
