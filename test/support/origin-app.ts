// An origin alone, over real HTTP and real migrations, with letters that are open from the start and signers who hold real
// tokens: no mail, no issuer, a clock that the test moves.
import { Module, type Abstract, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { Clock } from '../../src/common/clock.js';
import { CommonModule } from '../../src/common/common.module.js';
import { loadConfig } from '../../src/common/config.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import { Databases } from '../../src/common/database/databases.js';
import { transaction } from '../../src/common/database/transaction.js';
import { Log } from '../../src/common/logger.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { ProblemFilter } from '../../src/common/problem.filter.js';
import { Scheduler } from '../../src/common/scheduler.js';
import { validationPipe } from '../../src/common/validation.js';
import { httpAdapter } from '../../src/http.js';
import { IssuerLink } from '../../src/origin/letters/issuer-link.js';
import { LetterKeysService } from '../../src/origin/letters/letter-keys.service.js';
import { LetterLifecycleService } from '../../src/origin/letters/letter-lifecycle.service.js';
import { LettersService } from '../../src/origin/letters/letters.service.js';
import { originEntities, OriginModule } from '../../src/origin/origin.module.js';
import { SessionTokensService } from '../../src/origin/organizers/session-tokens.service.js';
import { buffer } from '../../src/common/bytes.js';
import { toBase64url, toBase32 } from '../../src/protocol/codec.js';
import { epochEnd } from '../../src/protocol/epochs.js';
import { latestDocument } from '../../src/protocol/login.js';
import { sealedChoiceLength } from '../../src/protocol/sealed-choice.js';
import { encodeStatement, type Statement } from '../../src/protocol/statement.js';
import { testDatabase, type TestDatabase } from './database.js';
import type { LetterOptions, TestLetter, TestSigner } from './letters.js';
import { makeLetter, makeSigners } from './letters.js';
import { migrations } from './migrations.js';

const API_PREFIX = 'api/v1';

/** Stands still until it is moved. */
class MovedClock extends Clock {
  time = new Date('2018-06-25T16:00:00Z');

  now(): Date {
    return this.time;
  }
}

class NoIssuer extends IssuerLink {
  async createKeys(): Promise<never> {
    throw new Error('There is no issuer.');
  }

  async countersign(): Promise<never> {
    throw new Error('There is no issuer.');
  }

  async act(): Promise<void> {
    // Hears and does nothing.
  }

  async discard(): Promise<void> {
    // Hears and does nothing.
  }

  async withhold(): Promise<void> {
    // Hears and does nothing.
  }

  async organization(): Promise<never> {
    throw new Error('There is no issuer.');
  }
}

@Module({})
class NoIssuerModule {
  static make(): DynamicModule {
    const provider = { provide: IssuerLink, useValue: new NoIssuer() };
    return { module: NoIssuerModule, global: true, providers: [provider], exports: [IssuerLink] };
  }
}

/** What came back, as it came. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers as they came
  readonly body: any;
}

/** What a signer says; `sign`, sequence 0, a choice of random bytes, with her tokens, unless told otherwise. */
export interface Saying extends Partial<Pick<Statement, 'action' | 'sequence'>> {
  readonly tokens?: readonly Uint8Array[];
  readonly choice?: Uint8Array;
}

/** What several processes over one database share. */
interface Place {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly clock: MovedClock;
}

export class OriginApp {
  private constructor(
    readonly app: NestFastifyApplication,
    private readonly place: Place,
    private readonly url: string,
  ) {}

  /** On a database of its own; with `beside`, a second process over another's. */
  static async start(beside?: OriginApp, log?: Log): Promise<OriginApp> {
    const place = beside?.place ?? {
      database: await testDatabase({ migrations }),
      folder: await mkdtemp(join(tmpdir(), 'undersigned-origin-')),
      clock: new MovedClock(),
    };
    const config = loadConfig({
      NODE_ENV: 'test',
      SCHEDULER: 'off',
      SMALL_LETTERS: 'true',
      DATA_DIR: join(place.folder, 'data'),
      PUBLIC_URL: 'https://letters.example',
      ...place.database.env,
    });
    const builder = Test.createTestingModule({
      imports: [
        CommonModule.forRoot(config),
        DatabaseModule.forRoot({
          role: 'origin',
          entities: { issuer: [], origin: originEntities },
          migrations,
        }),
        NoIssuerModule.make(),
        OriginModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    })
      .overrideProvider(Clock)
      .useValue(place.clock);
    const module = await (
      log === undefined ? builder : builder.overrideProvider(Log).useValue(log)
    ).compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), {
      bodyParser: false,
      logger: false,
    });
    app.setGlobalPrefix(API_PREFIX);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new OriginApp(app, place, `http://127.0.0.1:${port.toString()}/${API_PREFIX}`);
  }

  /** Stops this process; the database goes with the first one. */
  async stop(beside = false): Promise<void> {
    await this.app.close();
    if (beside) return;
    await this.place.database.close();
    await rm(this.place.folder, { recursive: true, force: true });
  }

  get dataSource(): DataSource {
    return this.app.get(Databases, { strict: false }).of('origin');
  }

  get<T>(type: Type<T> | Abstract<T>): T {
    return this.app.get(type, { strict: false });
  }

  get now(): Date {
    return this.place.clock.now();
  }

  set now(time: Date | string) {
    this.place.clock.time = new Date(time);
  }

  /** A letter that is open, with keys in the vault that its manifest names. It opens where the clock stands, by hours. */
  async openLetter(options: LetterOptions = {}): Promise<TestLetter> {
    const draft = toBase32(p.random(16));
    const keys = await this.get(LetterKeysService).make(draft);
    const letter = await makeLetter({
      seed: draft,
      ...options,
      overrides: {
        receiptKey: toBase64url(await p.ed25519PublicKey(keys.receiptSeed)),
        releaseKey: toBase64url(await p.x25519PublicKey(keys.releaseSecret)),
        ...options.overrides,
      },
    });
    await transaction(this.dataSource, 'open a letter', (manager) =>
      this.get(LetterLifecycleService).open(manager, draft, {
        letter: letter.id,
        manifest: buffer(letter.encoded),
        openings: letter.openings,
        countersignings: letter.countersignings,
      }),
    );
    this.now = letter.manifest.opensAt;
    return letter;
  }

  /** Ends every letter, so that the next test's ticks have only its own to look after. */
  async cancelAll(): Promise<void> {
    const lifecycle = this.get(LetterLifecycleService);
    const letters = this.get(LettersService);
    for (const { id } of await letters.inState(['open', 'closed'], undefined, { ended: false })) {
      await transaction(this.dataSource, 'end a letter', async (manager) => {
        const letter = await letters.lock(manager, id);
        await (letter.state === 'open' ? lifecycle.cancel(manager, letter) : lifecycle.end(manager, letter));
      });
      await lifecycle.destroyKeys(id);
    }
  }

  async call(
    method: string,
    path: string,
    options: { body?: unknown; organizer?: string } = {},
  ): Promise<Answer> {
    const { organizer, body } = options;
    const token = organizer === undefined ? undefined : this.get(SessionTokensService).issue(organizer).token;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  }

  /** What a signer would post. */
  async posting(letter: TestLetter, signer: TestSigner, says: Saying = {}): Promise<Record<string, unknown>> {
    const choice = says.choice ?? p.random(sealedChoiceLength(letter.manifest.organizers.length));
    const statement = encodeStatement({
      letter: toBase64url(letter.digest),
      action: says.action ?? 'sign',
      sequence: says.sequence ?? 0,
      sealed: toBase64url(p.sha256(choice)),
    });
    return {
      tokens: (says.tokens ?? signer.tokens).map(toBase64url),
      key: toBase64url(signer.publicKey),
      statement: toBase64url(statement),
      signature: toBase64url(await p.ed25519Sign(signer.seed, statement)),
      choice: toBase64url(choice),
    };
  }

  async post(letter: TestLetter, signer: TestSigner, says: Saying = {}): Promise<Answer> {
    return this.postBody(letter, await this.posting(letter, signer, says));
  }

  async postBody(letter: TestLetter, body: unknown): Promise<Answer> {
    return this.call('POST', `/letters/${letter.id}/signatures`, { body });
  }

  /** So many signers sign, with `inFlight` at a time; each must be accepted. */
  async signMany(letter: TestLetter, count: number, prefix = 'signer', inFlight = 50): Promise<TestSigner[]> {
    const signers = await makeSigners(letter, count, prefix);
    const waiting = [...signers];
    await Promise.all(
      Array.from({ length: inFlight }, async () => {
        for (let signer = waiting.pop(); signer !== undefined; signer = waiting.pop()) {
          const answer = await this.post(letter, signer);
          if (answer.status !== 202) throw new Error(`Not accepted: ${answer.text}`);
        }
      }),
    );
    return signers;
  }

  async latest(letter: TestLetter, signer: TestSigner, at = this.now): Promise<Answer> {
    const document = latestDocument(letter.digest, at);
    return this.call('POST', `/letters/${letter.id}/signatures/latest`, {
      body: {
        key: toBase64url(signer.publicKey),
        document: toBase64url(document),
        signature: toBase64url(await p.ed25519Sign(signer.seed, document)),
      },
    });
  }

  async tally(letter: TestLetter): Promise<Answer> {
    return this.call('GET', `/letters/${letter.id}/tally`);
  }

  /** Runs what runs by the clock, once. */
  async tick(): Promise<void> {
    await this.get(Scheduler).runAll();
  }

  /** Moves the clock to just past an epoch end and runs what is due. */
  async endEpoch(letter: TestLetter, epoch: number): Promise<void> {
    this.now = new Date(epochEnd(letter.manifest, epoch).getTime() + 1000);
    await this.tick();
  }
}
