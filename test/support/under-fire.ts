// A server that is killed while people sign, and what it acknowledged to whom.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { askForCode, fetchPass, type Asked, type Pass } from '../../src/client/sign/ask.js';
import { RequestError, type Http } from '../../src/client/http.js';
import { fetchLetter, fetchTally, type ClientLetter } from '../../src/client/letter.js';
import {
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import { logIn } from '../../src/client/organizer.js';
import { latestSequence, sign } from '../../src/client/sign/sign.js';
import { newWords, signerOf, type Signer } from '../../src/client/signer.js';
import { demoContent } from '../../src/commands/demo/letter-text.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { drawWords } from '../../src/protocol/words.js';
import { freePort, ServerProcess } from './process.js';

const CODE = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;
const THRESHOLD = 12;

/** She holds a pass, and may ask for it again. */
interface Issued {
  readonly signer: Signer;
  readonly asked: Asked;
  readonly code: string;
  readonly pass: Pass;
}

export class UnderFire {
  /** All that the servers printed that are gone. */
  printed = '';
  /** What nobody may print: addresses, codes, words. */
  readonly secrets: string[] = [];
  /** Who was told that she is recorded. */
  readonly recorded: Signer[] = [];
  readonly issued: Issued[] = [];
  private people = 0;

  private constructor(
    readonly folder: string,
    private readonly env: Record<string, string>,
    public server: ServerProcess,
    private readonly isOwn: boolean,
    private readonly through: readonly string[],
  ) {}

  /** In a folder of its own, or in this one; `env` adds to the environment; `through` as in `ServerProcess.spawn`. */
  static async begin(
    env: Record<string, string> = {},
    folder?: string,
    through: readonly string[] = [],
  ): Promise<UnderFire> {
    const place = folder ?? (await mkdtemp(join(tmpdir(), 'undersigned-fire-')));
    const port = (await freePort()).toString();
    const whole = {
      NODE_ENV: 'development',
      PORT: port,
      DATA_DIR: join(place, 'data'),
      MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
      SMALL_LETTERS: 'true',
      WORK_COST: '1',
      LOG_LEVEL: 'debug',
      ...env,
    };
    const server = await (await ServerProcess.spawn(whole, undefined, through)).up();
    return new UnderFire(place, whole, server, folder === undefined, through);
  }

  async end(): Promise<void> {
    await this.server.kill();
    if (this.isOwn) await rm(this.folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
  }

  get http(): Http {
    return { baseUrl: this.server.url, fetch, now: () => new Date() };
  }

  /** The embedded database's own process. */
  async postmaster(): Promise<number> {
    const file = await readFile(join(this.folder, 'data/database/postmaster.pid'), 'utf8');
    return Number(file.split('\n')[0]);
  }

  /** Once the server is gone: another in its place. */
  async restart(): Promise<void> {
    this.printed += this.server.output;
    this.server = await (await ServerProcess.spawn(this.env, undefined, this.through)).up();
  }

  /** Two organizers; epochs of a second. */
  async openLetter(): Promise<ClientLetter> {
    const [first, second] = [
      await logIn(p, this.http, drawWords(p)),
      await logIn(p, this.http, drawWords(p)),
    ];
    const opensAt = new Date(Date.now() + 1000);
    const content = {
      ...demoContent({ threshold: THRESHOLD, opensAt, epochSeconds: 1, twoWorkplaces: false }),
      minimumCell: 3,
    };
    const { draft, invite } = await startDraft(first, 'Heron');
    await joinDraft(second, draft, invite, 'Kestrel');
    const saved = await saveDraft(first, draft, (await fetchDraft(first, draft)).revision, content);
    const manifest = await sealDraft(first, draft, saved, true);
    await signOpening(first, draft, manifest, content);
    const id = await signOpening(second, draft, manifest, content);
    await wait(1500);
    return fetchLetter(p, this.http, id ?? '');
  }

  /** So many people sign at once, until the server fails them; what was acknowledged is kept. */
  async signMany(letter: ClientLetter, howMany: number): Promise<void> {
    await Promise.all(Array.from({ length: howMany }, () => this.signOne(letter)));
  }

  /** Throws if anything that was acknowledged isn't there. */
  async demandAll(letter: ClientLetter): Promise<void> {
    for (const signer of this.recorded) {
      if ((await latestSequence(letter, signer)) !== 0) throw new Error('A recorded statement is gone.');
    }
    for (const { signer, asked, code, pass } of this.issued) {
      const again = await fetchPass(letter, signer, asked, code);
      if (JSON.stringify(again) !== JSON.stringify(pass)) throw new Error('A pass is another one now.');
    }
  }

  /** Whoever holds a pass signs, and more until there are enough; resolves with the tally once it is reached. */
  async reach(letter: ClientLetter): Promise<unknown> {
    for (const { signer, pass } of this.issued) await sign(letter, signer, pass);
    while (this.issued.length < THRESHOLD) await this.signOne(letter);
    for (let tries = 0; tries < 150; tries++) {
      const tally = await fetchTally(this.http, letter.id);
      if (tally.tally === 'reached') return tally;
      await wait(200);
    }
    throw new Error('The threshold was not announced.');
  }

  private async signOne(letter: ClientLetter): Promise<void> {
    try {
      const address = `life${(++this.people).toString()}@cumulus.example`;
      const words = newWords(letter);
      const signer = await signerOf(letter, words);
      const asked = await askForCode(letter, address);
      const code = await this.nextCode(address);
      this.secrets.push(address, code, words);
      const pass = await fetchPass(letter, signer, asked, code);
      this.issued.push({ signer, asked, code, pass });
      await sign(letter, signer, pass);
      this.recorded.push(signer);
    } catch (error) {
      const isAway =
        (error as Error).name === 'TypeError' ||
        (error instanceof RequestError && [0, 503].includes(error.status)) ||
        error instanceof NoMail;
      if (!isAway) throw error;
    }
  }

  private async nextCode(address: string): Promise<string> {
    for (let tries = 0; tries < 1000; tries++) {
      const inbox = await fetch(`${this.server.url}/dev/inbox?to=${encodeURIComponent(address)}`);
      const code = CODE.exec(await inbox.text())?.[0];
      if (code !== undefined) return code;
      await wait(10);
    }
    throw new NoMail();
  }
}

/** The server that had it to send is gone. */
class NoMail extends Error {}
