// An issuer by itself for a suite: its real modules, migrations, vault and mail, behind HTTP that no socket is needed for, with
// a clock that the test moves. Organizers and the origin are played by the test.
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { issuerMigrations } from '../../migrations/issuer/index.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { Clock } from '../../src/common/clock.js';
import { CommonModule } from '../../src/common/common.module.js';
import { loadConfig } from '../../src/common/config.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import { Databases } from '../../src/common/database/databases.js';
import { KeyVault } from '../../src/common/key-vault.js';
import { DevInbox } from '../../src/common/mailer/dev-inbox.js';
import { MailerModule } from '../../src/common/mailer/mailer.module.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { ProblemFilter } from '../../src/common/problem.filter.js';
import { ProblemError } from '../../src/common/problem.js';
import { Scheduler } from '../../src/common/scheduler.js';
import { validationPipe } from '../../src/common/validation.js';
import { issuerEntities, IssuerModule } from '../../src/issuer/issuer.module.js';
import { IssuerOriginService } from '../../src/issuer/opening/issuer-origin.service.js';
import { actionDocument, type ActionName, type SignedAction } from '../../src/protocol/action.js';
import { toBase64url } from '../../src/protocol/codec.js';
import type { CreateKeysResponse } from '../../src/protocol/issuer-api.js';
import type { IssuerEntry } from '../../src/protocol/manifest.js';
import { toTime } from '../../src/protocol/shape.js';
import { prepareLetter } from '../../src/protocol/vouching.js';
import { testDatabase, type TestDatabase } from './database.js';
import { makeLetter, signDocument, type LetterOptions, type TestLetter } from './letters.js';
import { ManualClock } from './manual-clock.js';
import { workFor } from './work.js';

const SCHEMA = { entities: { issuer: issuerEntities }, migrations: { issuer: issuerMigrations } };
const MASTER_KEY = 'A'.repeat(43);
const CODE = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;
const MAIL_WITHIN_MS = 10_000;

export const ISSUER_URL = 'https://issuer.example';
export const ISSUER_NAME = 'The Letter Room';
export const ISSUER_TOKEN = 'a token that origin and issuer share'.replaceAll(' ', '-');

export interface IssuerProcess {
  readonly app: NestFastifyApplication;
  readonly clock: ManualClock;
  readonly issuer: IssuerOriginService;
  readonly dataSource: DataSource;
}

/** A letter whose keys the issuer made. */
export interface SealedLetter extends TestLetter {
  readonly draft: string;
  readonly made: CreateKeysResponse;
}

export class IssuerWorld {
  private drafts = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly process: IssuerProcess,
  ) {}

  /** `env` beside what every test needs; ROLE=issuer adds the origin's routes. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<IssuerWorld> {
    const database = await testDatabase(SCHEMA);
    const dataDir = await mkdtemp(join(tmpdir(), 'undersigned-issuer-'));
    return new IssuerWorld(database, dataDir, await startProcess(database, dataDir, env));
  }

  /** Another process on the same database and vault, with a clock of its own. */
  async another(env: Readonly<Record<string, string>> = {}): Promise<IssuerProcess> {
    return startProcess(this.database, this.dataDir, env);
  }

  async stop(): Promise<void> {
    await this.process.app.close();
    await this.database.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** What the issuer keeps in its vault. */
  async vaultNames(): Promise<string[]> {
    return this.process.app.get(KeyVault, { strict: false }).names();
  }

  /** What lies in the vault's folder. */
  async vaultFiles(): Promise<string[]> {
    return readdir(join(this.dataDir, 'keys', 'issuer'));
  }

  /** The partitions of tags that there are. */
  async partitions(): Promise<string[]> {
    const rows: { name: string }[] = await this.process.dataSource.query(
      `SELECT relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = 'issuer' AND relispartition AND relkind = 'r' ORDER BY relname`,
    );
    return rows.map(({ name }) => name);
  }

  /** Runs every tick of the issuer once. */
  async tick(process = this.process): Promise<void> {
    await process.app.get(Scheduler, { strict: false }).runAll();
  }

  /** A new draft's id. */
  draft(): string {
    this.drafts += 1;
    return (
      'abcdefghijklmnopqrstuvwxyz'.slice(0, 24) +
      String.fromCharCode(97 + (this.drafts % 26), 97 + Math.floor(this.drafts / 26))
    );
  }

  /** A letter that every organizer signed, with the issuer's keys in it; not countersigned yet. */
  async seal(
    options: LetterOptions = {},
    change: (entries: IssuerEntry[]) => IssuerEntry[] = (entries) => entries,
  ): Promise<SealedLetter> {
    const draft = this.draft();
    const shape = await makeLetter({ threshold: 12, ...options });
    const workplaces = shape.manifest.workplaces.map(({ id }) => id);
    const made = await this.process.issuer.createKeys({
      draft,
      entries: workplaces.map((workplace) => ({ workplace, method: 'email-code' })),
    });
    const { name, url } = made;
    const issuers = change(made.entries.map((entry) => ({ ...entry, name, url })));
    const letter = await makeLetter({
      threshold: 12,
      ...options,
      seed: options.seed ?? draft,
      overrides: { issuers, ...options.overrides },
    });
    return { ...letter, draft, made };
  }

  /** Countersigns a sealed letter. */
  async countersign(letter: SealedLetter): Promise<void> {
    await this.process.issuer.countersign({
      draft: letter.draft,
      manifest: toBase64url(letter.encoded),
      openings: letter.openings,
    });
  }

  /** A letter that is open at the issuer. */
  async open(options: LetterOptions = {}): Promise<SealedLetter> {
    const letter = await this.seal(options);
    await this.countersign(letter);
    return letter;
  }

  /** An action of the first `count` organizers. */
  async act(letter: TestLetter, action: ActionName, count = 2): Promise<void> {
    const document = actionDocument(letter.digest, action, toTime(this.process.clock.now()));
    const actions: SignedAction[] = await Promise.all(
      letter.organizers.slice(0, count).map(async ({ signingSeed }) => ({
        ...(await signDocument(signingSeed, document)),
        document: toBase64url(document),
      })),
    );
    await this.process.issuer.act({ letter: toBase64url(letter.digest), actions });
  }

  /** The letter as a client has it, whose requests go to this process. */
  async client(letter: TestLetter, process = this.process): Promise<ClientLetter> {
    return {
      p,
      http: { baseUrl: ISSUER_URL, fetch: fetchFrom(process.app), now: () => process.clock.now() },
      id: letter.id,
      digest: letter.digest,
      manifest: letter.manifest,
      context: await prepareLetter(p, letter.manifest, letter.digest),
      state: 'open',
    };
  }

  /** A fresh proof of work for a letter (digest in base64url). */
  async work(letter: string): Promise<string> {
    return workFor(ISSUER_URL, letter, fetchFrom(this.process.app));
  }

  /** Posts JSON. */
  async post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{
    status: number;
    headers: Record<string, unknown>;
    text: string;
    body: Record<string, unknown>;
  }> {
    const answer = await this.process.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const parsed: unknown = answer.body === '' ? {} : JSON.parse(answer.body);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: parsed as Record<string, unknown>,
    };
  }

  /** The codes in an address's mail, oldest first. */
  codes(address: string): string[] {
    const messages = this.process.app.get(DevInbox, { strict: false }).messages(address);
    return messages.reverse().flatMap(({ text }) => CODE.exec(text)?.[0] ?? []);
  }

  /** The code that comes after `seen` others. */
  async code(address: string, seen = 0): Promise<string> {
    const until = performance.now() + MAIL_WITHIN_MS;
    for (;;) {
      const code = this.codes(address)[seen];
      if (code !== undefined) return code;
      if (performance.now() > until) throw new Error('No code came.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** The problem that `call` is refused with. Fails if it isn't refused, or otherwise. */
export async function problem(
  call: Promise<unknown>,
): Promise<{ status: number; code: string; place?: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) {
      const { status, code, place } = error.problem;
      return { status, code, ...(place === undefined ? {} : { place }) };
    }
    throw error;
  }
  throw new Error('This was accepted.');
}

async function startProcess(
  database: TestDatabase,
  dataDir: string,
  env: Readonly<Record<string, string>>,
): Promise<IssuerProcess> {
  const clock = new ManualClock();
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    MASTER_KEY,
    PUBLIC_URL: ISSUER_URL,
    ISSUER_NAME,
    ISSUER_TOKEN,
    SMALL_LETTERS: 'true',
    WORK_COST: '1',
    SCHEDULER: 'off',
    ...database.env,
    ...env,
  });
  const module = await Test.createTestingModule({
    imports: [
      CommonModule.forRoot(config),
      DatabaseModule.forRoot({
        role: 'issuer',
        entities: { issuer: issuerEntities, origin: [] },
        migrations: { issuer: issuerMigrations, origin: [] },
      }),
      MailerModule.forRoot(config),
      IssuerModule.forRoot(config),
    ],
    providers: [
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_PIPE, useFactory: validationPipe },
    ],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.setGlobalPrefix('api/v1');
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    clock,
    issuer: app.get(IssuerOriginService, { strict: false }),
    dataSource: app.get(Databases, { strict: false }).of('issuer'),
  };
}

/** `fetch`, answered by the application without a socket. */
function fetchFrom(app: NestFastifyApplication): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const answer = await app.inject({
      method: init?.method === 'POST' ? 'POST' : 'GET',
      url: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
    });
    return new Response(answer.body, { status: answer.statusCode });
  };
}
