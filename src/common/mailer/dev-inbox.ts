// Where mail goes outside production when no relay is named: a real SMTP server on this machine that keeps the last messages
// in memory for `GET /dev/inbox`.
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

const KEPT = 2_000;

export interface DevMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The message as it came over the wire. */
  readonly raw: string;
}

@Injectable()
export class DevInbox implements OnApplicationShutdown {
  private readonly kept: DevMessage[] = [];
  private server: SMTPServer | undefined;

  /** Listens on a free port of the loopback interface; the SMTP URL to send to. */
  async start(): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: 1024 * 1024,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString('utf8');
          for (const { address } of session.envelope.rcptTo) this.keep(address, raw);
          done();
        });
      },
    });
    server.on('error', () => undefined); // a client that hangs up
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    this.server = server;
    return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  /** The last 2,000 messages, newest first; those to one address if it is given. */
  messages(to?: string): DevMessage[] {
    return this.kept.filter((message) => to === undefined || message.to === to).reverse();
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server !== undefined)
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
  }

  private keep(to: string, raw: string): void {
    this.kept.push({ to, subject: headerOf(raw, 'subject'), text: bodyOf(raw), raw });
    if (this.kept.length > KEPT) this.kept.shift();
  }
}

function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((text) => text.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? '' : line.slice(name.length + 1).trim();
}

function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  return headerOf(raw, 'content-transfer-encoding').toLowerCase() === 'quoted-printable'
    ? fromQuotedPrintable(body)
    : body;
}

/** RFC 2045 section 6.7. */
function fromQuotedPrintable(text: string): string {
  const joined = text.replace(/[ \t]*=\r\n/g, '');
  return joined.replace(/(?:=[0-9A-F]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}
