// An operator who begins with nothing: an empty data folder, a key of her own, a relay. Her server runs as in production, by its
// own command line and variables; only its clock is given to it, and its log and mail are read.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { Clock } from '../../src/common/clock.js';
import { loadConfig } from '../../src/common/config.js';
import { Log } from '../../src/common/logger.js';
import { DevInbox, type DevMessage } from '../../src/common/mailer/dev-inbox.js';
import { startServer, type Server } from '../../src/serve.js';
import { undersigned } from './cli.js';
import { built } from './built.js';
import { freePort } from './process.js';
import type { Host } from './world.js';

export class Operator {
  /** What stood in the data folder before anything was started. */
  readonly found: readonly string[];
  /** The first code that she made, in that folder. */
  invitation = '';
  /** What her server logged, line by line. */
  readonly log: string[] = [];
  readonly masterKey = randomBytes(32).toString('base64url');
  private server: Server | undefined;

  private constructor(
    private readonly place: string,
    private readonly relay: DevInbox,
    private readonly env: Readonly<Record<string, string>>,
    found: readonly string[],
  ) {
    this.found = found;
  }

  /** With an empty folder, and a relay that takes mail. */
  static async begin(): Promise<Operator> {
    await built('server', 'pages');
    const place = await mkdtemp(join(tmpdir(), 'undersigned-operator-'));
    const data = join(place, 'data');
    await mkdir(data);
    const relay = new DevInbox();
    const port = (await freePort()).toString();
    const env = {
      NODE_ENV: 'production',
      PORT: port,
      PUBLIC_URL: `http://localhost:${port}`,
      DATA_DIR: data,
      MASTER_KEY_FILE: join(place, 'master.key'),
      SMTP_URL: await relay.start(),
      MAIL_FROM: 'codes@mailer.example',
      OPERATOR_NAME: 'Union of Engineers',
      OPERATOR_CONTACT: 'https://union.example/contact',
      // The least that production takes: a dozen people wait for it on one machine.
      WORK_COST: '5000',
      LOG_LEVEL: 'debug',
    };
    const operator = new Operator(place, relay, env, await readdir(data));
    await writeFile(env.MASTER_KEY_FILE, `${operator.masterKey}\n`);
    return operator;
  }

  /** Starts the server, which makes database and keys, and makes an invitation by the command line beside it. */
  async start(clock: Clock): Promise<Host> {
    const write = (line: string): void => void this.log.push(line);
    const log = new Log(loadConfig(this.env), { write });
    const override = [[Clock, clock] as const, [Log, log] as const];
    this.server = await startServer(this.env, { override });
    const { code, out, note } = await undersigned(['letter', 'invite'], this.env);
    if (code !== 0) throw new Error(`No invitation: ${note}`);
    this.invitation = out.trim();
    return { server: this.server, inbox: () => this.relay, stop: () => this.end() };
  }

  /** Has the server log this: what is read of its log is all of it. */
  remark(line: string): void {
    this.server?.app.get(Log, { strict: false }).log(line);
  }

  /** The mail that went through her relay. */
  mail(): DevMessage[] {
    return this.relay.messages();
  }

  /** What stands in the data folder now. */
  async stands(folder = ''): Promise<string[]> {
    return (await readdir(join(this.env['DATA_DIR'] ?? '', folder))).sort();
  }

  /** Stops the server: whatever it still held is written. */
  async stop(): Promise<void> {
    await this.server?.close();
  }

  /**
   * Which of these texts stand anywhere in the files of the data folder, as they are, in base64 or in hexadecimal; each with the
   * files that hold it.
   */
  async holds(texts: readonly string[]): Promise<Record<string, string[]>> {
    const data = this.env['DATA_DIR'] ?? '';
    const forms = new Map(texts.flatMap((one) => formsOf(one).map((form) => [form, one] as const)));
    const patterns = join(this.place, 'patterns');
    await writeFile(patterns, [...forms.keys()].join('\n'));
    const found: Record<string, string[]> = {};
    for (const line of await grep(['-raoF', '--null', '-f', patterns, data])) {
      const [path = '', form = ''] = line.split('\0');
      const one = forms.get(form) ?? form;
      found[one] = [...new Set([...(found[one] ?? []), relative(data, path)])];
    }
    return found;
  }

  private async end(): Promise<void> {
    await this.stop();
    await this.relay.onApplicationShutdown();
    await rm(this.place, { recursive: true, force: true });
  }
}

/** How the text may stand in a file: as it is, and as encodings of bytes show it, wherever in them it begins. */
function formsOf(one: string): string[] {
  const bytes = Buffer.from(one);
  const from = (start: number): Buffer => bytes.subarray(start, bytes.length - ((bytes.length - start) % 3));
  const wholes = [from(0), from(1), from(2)];
  const coded = wholes.flatMap((part) => [part.toString('base64'), part.toString('base64url')]);
  return [...new Set([one, bytes.toString('hex'), ...coded])];
}

/** The lines that it prints. */
async function grep(parameters: readonly string[]): Promise<string[]> {
  const child = spawn('grep', parameters, { env: { LC_ALL: 'C', PATH: process.env['PATH'] } });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const [out, note] = await Promise.all([text(child.stdout), text(child.stderr)]);
  // 1: nothing was found.
  if (![0, 1].includes((await ended) ?? 2)) throw new Error(`grep failed: ${note}`);
  return out.split('\n').filter(Boolean);
}
