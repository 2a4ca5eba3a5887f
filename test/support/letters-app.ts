// The origin's letters alone, over real HTTP and real migrations, with an issuer that can be told to misbehave.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../../src/common/clock.js';
import { CommonModule } from '../../src/common/common.module.js';
import { loadConfig } from '../../src/common/config.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { ProblemFilter } from '../../src/common/problem.filter.js';
import { Scheduler } from '../../src/common/scheduler.js';
import { validationPipe } from '../../src/common/validation.js';
import { httpAdapter, setUpHttp } from '../../src/http.js';
import { IssuerLink } from '../../src/origin/letters/issuer-link.js';
import { IssuerUnreachableError } from '../../src/origin/letters/letters.errors.js';
import { lettersEntities, LettersModule } from '../../src/origin/letters/letters.module.js';
import { actionDocument, type ActionName } from '../../src/protocol/action.js';
import { fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import type {
  ActionRequest,
  CountersignRequest,
  CountersignResponse,
  CreateKeysRequest,
  CreateKeysResponse,
  DiscardRequest,
  WithholdRequest,
} from '../../src/protocol/issuer-api.js';
import { loginDocument } from '../../src/protocol/login.js';
import { letterDigest } from '../../src/protocol/manifest.js';
import { countersigningDocument, openingDocument } from '../../src/protocol/opening.js';
import { toTime } from '../../src/protocol/shape.js';
import {
  drawWords,
  organizerKeys,
  wordsPseudorandomKey,
  type OrganizerKeys,
} from '../../src/protocol/words.js';
import { testDatabase, type TestDatabase } from './database.js';
import { LETTER_TEXT, WORKPLACES } from './letter-text.js';
import { migrations } from './migrations.js';
import { FIXED_KEYS, fixedIssuerKey } from './rsa-keys.js';

/** Stands still until it is moved. */
export class StillClock extends Clock {
  private time = Date.parse('2018-06-20T09:17:23Z');

  now(): Date {
    return new Date(this.time);
  }

  set(time: string): void {
    this.time = Date.parse(time);
  }

  forward(seconds: number): void {
    this.time += seconds * 1000;
  }
}

/** Keeps the rules of an issuer as far as letters see them, unless it is told otherwise. */
export class ScriptedIssuer extends IssuerLink {
  /** Does not answer. */
  down = false;
  /** What it changes about its answers. */
  twist: 'none' | 'other workplace' | 'foreign countersignature' = 'none';
  /** Waited for before it answers, if set. */
  hold: Promise<void> | undefined;
  readonly asked: string[] = [];
  readonly acted: ActionRequest[] = [];
  readonly discarded: string[] = [];
  readonly withheld: WithholdRequest[] = [];
  private readonly seeds = new Map<string, Uint8Array[]>();

  async createKeys({ draft, entries }: CreateKeysRequest): Promise<CreateKeysResponse> {
    await this.answering(`keys ${draft}`);
    const seeds = this.seeds.get(draft) ?? entries.map(() => p.random(32));
    this.seeds.set(draft, seeds);
    const made = await Promise.all(
      entries.map(async ({ workplace, method }, i) => ({
        workplace: this.twist === 'other workplace' ? 'other' : workplace,
        method,
        key: toBase64url(fixedIssuerKey(i % FIXED_KEYS).spki),
        identityKey: toBase64url(await p.ed25519PublicKey(seeds[i] ?? new Uint8Array(32))),
      })),
    );
    return { name: 'Scripted', url: 'https://issuer.example', entries: made };
  }

  async countersign({ draft, manifest }: CountersignRequest): Promise<CountersignResponse> {
    await this.answering(`countersign ${draft}`);
    const digest = letterDigest(p, fromBase64url(manifest));
    const seeds = this.twist === 'foreign countersignature' ? [p.random(32)] : (this.seeds.get(draft) ?? []);
    const countersignings = await Promise.all(
      seeds.map(async (seed) => {
        const key = await p.ed25519PublicKey(seed);
        const signature = await p.ed25519Sign(seed, countersigningDocument(digest, key));
        return { key: toBase64url(key), signature: toBase64url(signature) };
      }),
    );
    return { countersignings };
  }

  async act(request: ActionRequest): Promise<void> {
    await this.answering('act');
    this.acted.push(request);
  }

  async withhold(request: WithholdRequest): Promise<void> {
    await this.answering('withhold');
    this.withheld.push(request);
  }

  async organization(): Promise<never> {
    throw new Error('No organization asks this issuer.');
  }

  async discard({ draft }: DiscardRequest): Promise<void> {
    await this.answering(`discard ${draft}`);
    this.discarded.push(draft);
  }

  private async answering(what: string): Promise<void> {
    this.asked.push(what);
    await this.hold;
    if (this.down) throw new IssuerUnreachableError();
  }
}

@Module({})
class ScriptedIssuerModule {
  static of(issuer: ScriptedIssuer): DynamicModule {
    const provider = { provide: IssuerLink, useValue: issuer };
    return { module: ScriptedIssuerModule, global: true, providers: [provider], exports: [IssuerLink] };
  }
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The problem's code, if it is one. */
  readonly code: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers as they came
  readonly body: any;
}

export class LettersApp {
  readonly clock: StillClock;
  readonly issuer: ScriptedIssuer;

  private constructor(
    readonly app: NestFastifyApplication,
    private readonly database: TestDatabase,
    private readonly folder: string,
    readonly url: string,
    parts: { clock: StillClock; issuer: ScriptedIssuer },
  ) {
    this.clock = parts.clock;
    this.issuer = parts.issuer;
  }

  static async start(env: Record<string, string> = {}): Promise<LettersApp> {
    const [clock, issuer] = [new StillClock(), new ScriptedIssuer()];
    const database = await testDatabase({ migrations: { origin: migrations.origin } });
    const folder = await mkdtemp(join(tmpdir(), 'undersigned-letters-'));
    const config = loadConfig({
      NODE_ENV: 'test',
      SCHEDULER: 'off',
      DATA_DIR: join(folder, 'data'),
      PUBLIC_URL: 'https://letters.example',
      ...database.env,
      ...env,
    });
    const module = await Test.createTestingModule({
      imports: [
        CommonModule.forRoot(config),
        DatabaseModule.forRoot({
          role: 'origin',
          entities: { issuer: [], origin: lettersEntities },
          migrations,
        }),
        ScriptedIssuerModule.of(issuer),
        LettersModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), {
      bodyParser: false,
      logger: false,
    });
    setUpHttp(app, config);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new LettersApp(app, database, folder, `http://127.0.0.1:${port.toString()}`, { clock, issuer });
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async call(
    method: string,
    path: string,
    options: { body?: unknown; token?: string } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const body: { code?: string } = text === '' ? {} : (JSON.parse(text) as { code?: string });
    return { status: response.status, headers: response.headers, code: body.code, body };
  }

  get dataSource(): DataSource {
    return this.app.get<DataSource>(getDataSourceToken('origin'), { strict: false });
  }

  /** What runs by the clock runs once. */
  async tick(): Promise<void> {
    await this.app.get(Scheduler, { strict: false }).runAll();
  }

  /** Somebody with new words, logged in. */
  async person(): Promise<Person> {
    const person = new Person(this, await organizerKeys(p, wordsPseudorandomKey(p, drawWords(p))));
    await person.logIn();
    return person;
  }

  /** A draft with this many organizers and this content. */
  async draft(organizers = 3, content: object = this.content()): Promise<Drafted> {
    const people: Person[] = [];
    for (let i = 0; i < organizers; i++) people.push(await this.person());
    const [first, ...others] = people;
    if (first === undefined) throw new Error('A draft has an organizer.');
    const { draft, invite } = (await first.start('Heron')).body as { draft: string; invite: string };
    for (const [i, other] of others.entries()) await other.join(draft, invite, `Organizer ${i.toString()}`);
    const saved = await first.save(draft, organizers, content);
    if (saved.status !== 200) throw new Error(`Not saved: ${JSON.stringify(saved.body)}`);
    return { draft, invite, revision: organizers + 1, people };
  }

  /** A draft that is sealed. */
  async sealed(organizers = 3, content: object = this.content()): Promise<SealedDraft> {
    const drafted = await this.draft(organizers, content);
    const { body, status } = await drafted.people[0]!.seal(drafted.draft, drafted.revision);
    if (status !== 200) throw new Error(`Not sealed: ${JSON.stringify(body)}`);
    const manifest = fromBase64url((body as { manifest: string }).manifest);
    return { ...drafted, manifest, digest: letterDigest(p, manifest) };
  }

  /** A letter that is open. */
  async open(organizers = 3, content: object = this.content()): Promise<OpenLetter> {
    const sealed = await this.sealed(organizers, content);
    let letter: string | undefined;
    for (const person of sealed.people) {
      const answer = await person.signOpening(sealed);
      if (answer.status !== 200) throw new Error(`Not signed: ${JSON.stringify(answer.body)}`);
      letter = (answer.body as { letter?: string }).letter;
    }
    if (letter === undefined) throw new Error('The letter is not open.');
    return { ...sealed, letter };
  }

  /** Complete and valid: opens in a day, for a week, by hours; threshold 650. */
  content(changes: object = {}): object {
    const opensAt = new Date(this.clock.now().getTime() + 86_400_000);
    const closesAt = new Date(opensAt.getTime() + 7 * 86_400_000);
    return {
      letter: LETTER_TEXT,
      workplaces: WORKPLACES,
      threshold: 650,
      opensAt: toTime(opensAt),
      closesAt: toTime(closesAt),
      ...changes,
    };
  }
}

export interface Drafted {
  readonly draft: string;
  readonly invite: string;
  readonly revision: number;
  readonly people: Person[];
}

export interface SealedDraft extends Drafted {
  readonly manifest: Uint8Array;
  readonly digest: Uint8Array;
}

export interface OpenLetter extends SealedDraft {
  readonly letter: string;
}

/** One organizer, as her own client would act. */
export class Person {
  token = '';

  constructor(
    private readonly app: LettersApp,
    readonly keys: OrganizerKeys,
  ) {}

  /** Her signing key, base64url. */
  get key(): string {
    return toBase64url(this.keys.signingKey);
  }

  async sign(document: Uint8Array): Promise<string> {
    return toBase64url(await p.ed25519Sign(this.keys.signingSeed, document));
  }

  async logIn(origin = 'https://letters.example'): Promise<Answer> {
    const { nonce, expires } = (await this.app.call('POST', '/organizers/login')).body as LoginNonce;
    const answer = await this.handIn(loginDocument({ origin, key: this.key, nonce, expires }));
    if (answer.status === 201) this.token = (answer.body as { token: string }).token;
    return answer;
  }

  async handIn(login: Uint8Array): Promise<Answer> {
    const body = { document: toBase64url(login), signature: await this.sign(login) };
    return this.app.call('POST', '/organizers/session', { body });
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.app.call(method, path, { token: this.token, ...(body === undefined ? {} : { body }) });
  }

  async start(label: string): Promise<Answer> {
    return this.call('POST', '/letters', { label, sealingKey: toBase64url(this.keys.sealingKey) });
  }

  async join(draft: string, invite: string, label: string): Promise<Answer> {
    const sealingKey = toBase64url(this.keys.sealingKey);
    return this.call('POST', `/letters/drafts/${draft}/organizers`, { invite, label, sealingKey });
  }

  async read(draft: string): Promise<Answer> {
    return this.call('GET', `/letters/drafts/${draft}`);
  }

  async save(draft: string, revision: number, content: object): Promise<Answer> {
    return this.call('PUT', `/letters/drafts/${draft}`, { revision, content });
  }

  async seal(draft: string, revision: number, allMustAgree?: boolean): Promise<Answer> {
    return this.call('POST', `/letters/drafts/${draft}/seal`, {
      revision,
      ...(allMustAgree === undefined ? {} : { allMustAgree }),
    });
  }

  async signOpening({ draft, digest }: Pick<SealedDraft, 'draft' | 'digest'>): Promise<Answer> {
    const signature = await this.sign(openingDocument(digest, this.keys.signingKey));
    return this.call('POST', `/letters/drafts/${draft}/openings`, { signature });
  }

  async act({ letter, digest }: Pick<OpenLetter, 'letter' | 'digest'>, action: ActionName): Promise<Answer> {
    return this.handInAction(letter, actionDocument(digest, action, toTime(this.app.clock.now())));
  }

  async handInAction(letter: string, document: Uint8Array): Promise<Answer> {
    const body = { document: toBase64url(document), signature: await this.sign(document) };
    return this.call('POST', `/letters/${letter}/actions`, body);
  }
}

interface LoginNonce {
  readonly nonce: string;
  readonly expires: string;
}
