// Sends plain mail without anybody waiting for it: a queue in memory, a few connections to the relay, and patience until a
// message is of no use any more. No address is kept longer than its message, and none is ever told to the log.
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Clock } from '../clock.js';
import { errorCode } from '../error-code.js';
import { Log } from '../logger.js';

const CONNECTIONS = 5;
const LONGEST_QUEUE = 20_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const LOG_AGAIN_AFTER_MS = 60_000;
const SOCKET_TIMEOUT_MS = 20_000;
const REFUSED_FOR_GOOD = 500; // RFC 5321 section 4.2.1: 5yz
// A mail library takes `a@x, b@y` for two recipients.
const ONE_ADDRESS = /^[^\s\p{Cc}@<>()[\],;:\\"]+@[A-Za-z0-9.-]+$/u;

const TOLD = {
  none: 'The mail relay can not be reached, or does not let us in; mail waits',
  later: 'The mail relay put off a message',
  refused: 'The mail relay refused a message for good',
} as const;

export interface Message {
  /** One address, already canonical. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** When there is no use in delivering it any more. */
  readonly expiresAt: Date;
}

export interface MailerOptions {
  /** `smtp://…` or `smtps://…` */
  readonly url: string;
  /** An address, or a name and `<address>`. */
  readonly from: string;
  /** Whether to refuse a relay that doesn't offer TLS. */
  readonly requireTls: boolean;
}

interface Entry {
  readonly message: Message;
  pauseMs: number;
}

@Injectable()
export class Mailer implements BeforeApplicationShutdown {
  private readonly queue: Entry[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly sending = new Set<Promise<void>>();
  private readonly transport: Transporter;
  private reachable = true;
  private stopped = false;
  private loggedAt = -Infinity;

  constructor(
    private readonly options: MailerOptions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    const url = new URL(options.url);
    this.transport = createTransport({
      url: options.url,
      pool: true,
      maxConnections: CONNECTIONS,
      maxMessages: Infinity,
      name: hostOf(options.from), // else it greets with this machine's name
      requireTLS: options.requireTls && url.protocol === 'smtp:' && !url.searchParams.has('ignoreTLS'),
      connectionTimeout: SOCKET_TIMEOUT_MS,
      greetingTimeout: SOCKET_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Takes the message and returns at once; throws if `to` isn't one plain address. It is tried until it is accepted, refused for good, or of no use any more. */
  send(message: Message): void {
    if (!ONE_ADDRESS.test(message.to)) throw new Error('Mail goes to one plain address.');
    if (this.stopped) return;
    if (this.queue.length + this.timers.size >= LONGEST_QUEUE) {
      this.tell('The mail queue is full; new mail is dropped until the relay takes some', undefined);
      return;
    }
    this.enqueue({ message, pauseMs: FIRST_PAUSE_MS });
  }

  /** Whether the relay took, or answered, the last message that was tried. */
  health(): { readonly reachable: boolean } {
    return { reachable: this.reachable };
  }

  /** Lets what is on its way arrive; what waits is dropped. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.queue.length = 0;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    await Promise.allSettled(this.sending);
    this.transport.close();
  }

  private enqueue(entry: Entry): void {
    this.queue.push(entry);
    this.fill();
  }

  private fill(): void {
    while (this.sending.size < CONNECTIONS && !this.stopped) {
      const entry = this.queue.shift();
      if (entry === undefined) return;
      const attempt = this.attempt(entry).finally(() => {
        this.sending.delete(attempt);
        this.fill();
      });
      this.sending.add(attempt);
    }
  }

  private async attempt(entry: Entry): Promise<void> {
    const { to, subject, text, expiresAt } = entry.message;
    if (this.clock.now() >= expiresAt) return;
    try {
      await this.transport.sendMail({
        from: this.options.from,
        to: { name: '', address: to },
        envelope: { from: addressOf(this.options.from), to: [to] },
        subject,
        text,
        xMailer: false,
        textEncoding: 'quoted-printable',
      });
      this.reachable = true;
    } catch (error) {
      const answer = answerOf(error);
      this.reachable = answer !== 'none';
      this.tell(TOLD[answer], error);
      if (answer !== 'refused') this.later(entry);
    }
  }

  private later(entry: Entry): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.enqueue(entry);
    }, entry.pauseMs);
    timer.unref();
    this.timers.add(timer);
    entry.pauseMs = Math.min(entry.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  /** At most once a minute: how often would tell how many. */
  private tell(what: string, error: unknown): void {
    const now = this.clock.now().getTime();
    if (now - this.loggedAt < LOG_AGAIN_AFTER_MS) return;
    this.loggedAt = now;
    if (error === undefined) this.log.warn(what);
    else this.log.failure(what, error);
  }
}

/** What the relay said of this message; what it said of us (a wrong password, no TLS) can be mended, so mail waits. */
function answerOf(error: unknown): keyof typeof TOLD {
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'responseCode') : undefined;
  if (typeof status !== 'number' || !['EENVELOPE', 'EMESSAGE'].includes(errorCode(error) ?? ''))
    return 'none';
  return status >= REFUSED_FOR_GOOD ? 'refused' : 'later';
}

function addressOf(from: string): string {
  return /<([^<>]+)>$/.exec(from)?.[1] ?? from;
}

function hostOf(from: string): string {
  const address = addressOf(from);
  return address.slice(address.lastIndexOf('@') + 1);
}
