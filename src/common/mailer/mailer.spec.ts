import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { Clock } from '../clock.js';
import { loadConfig } from '../config.js';
import { freePort } from '../free-port.js';
import { Log } from '../logger.js';
import { SystemRandomSource } from '../random.js';
import { DevInbox } from './dev-inbox.js';
import { Mailer, type Message } from './mailer.js';

class StillClock extends Clock {
  time = Date.parse('2018-06-25T16:00:00Z');
  now(): Date {
    return new Date(this.time);
  }
}

const clock = new StillClock();
let lines: string[];
let ends: (() => unknown)[];
const mailers: Mailer[] = [];

beforeEach(() => {
  lines = [];
  ends = [];
});
afterEach(async () => {
  for (const made of mailers.splice(0)) await made.beforeApplicationShutdown(); // a relay waits for its clients
  for (const end of ends) await end();
});

function mailer(url: string, requireTls = false): Mailer {
  const log = new Log(loadConfig({ LOG_LEVEL: 'debug' }), { write: (line: string) => void lines.push(line) });
  const made = new Mailer({ url, from: 'Codes <codes@letters.example>', requireTls }, clock, log);
  mailers.push(made);
  return made;
}

async function inbox(): Promise<{ inbox: DevInbox; url: string }> {
  const made = new DevInbox();
  ends.push(() => made.onApplicationShutdown());
  return { inbox: made, url: await made.start() };
}

/** A relay of the test's own making; its port is kept when it is given one. */
async function relay(options: SMTPServerOptions, port = 0): Promise<string> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], ...options });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  ends.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  );
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

function message(to: string, changes: Partial<Message> = {}): Message {
  return {
    to,
    subject: 'Your code',
    text: 'K7QF-2M9D\n',
    expiresAt: new Date(clock.time + 600_000),
    ...changes,
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await wait(20);
  expect(condition()).toBe(true);
}

describe('mailer', () => {
  it('delivers over SMTP, to each address its own message', async () => {
    const { inbox: box, url } = await inbox();
    const made = mailer(url);
    for (let i = 0; i < 60; i++) made.send(message(`person${i}@example.org`, { text: `code ${i}\n` }));
    await until(() => box.messages().length === 60);
    expect(box.messages('person7@example.org').map(({ text }) => text.trim())).toEqual(['code 7']);
    expect(box.messages('nobody@example.org')).toEqual([]);
    expect(made.health()).toEqual({ reachable: true });
  });

  it('sends plain neutral text that names neither this program nor this machine', async () => {
    const { inbox: box, url } = await inbox();
    mailer(url).send(
      message('a@example.org', { subject: 'Ihr Schlüssel', text: 'Zwölf = 12\n\nK7QF-2M9D\n' }),
    );
    await until(() => box.messages().length === 1);
    const { raw, text, to } = box.messages()[0]!;
    expect(to).toBe('a@example.org');
    expect(text).toBe('Zwölf = 12\r\n\r\nK7QF-2M9D\r\n');
    expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8/im);
    expect(raw).toMatch(/^Message-ID: <[0-9a-f-]{36}@letters\.example>/im);
    expect(raw).not.toMatch(/nodemailer|undersigned|x-mailer|multipart|html/i);
    expect(raw).not.toContain(hostname());
    const names = [...raw.slice(0, raw.indexOf('\r\n\r\n')).matchAll(/^([A-Za-z-]+):/gm)].map(
      (match) => match[1],
    );
    expect(names.sort()).toEqual([
      'Content-Transfer-Encoding',
      'Content-Type',
      'Date',
      'From',
      'MIME-Version',
      'Message-ID',
      'Subject',
      'To',
    ]);
  });

  it('greets the relay with the domain of its sender', async () => {
    let greeting: string | undefined;
    const url = await relay({
      onData: (stream, session, done) => {
        greeting = session.hostNameAppearsAs;
        stream.resume();
        stream.on('end', () => {
          done();
        });
      },
    });
    mailer(url).send(message('a@example.org'));
    await until(() => greeting !== undefined);
    expect(greeting).toBe('letters.example');
  });

  it('waits for a relay that is down, and delivers when it is back', async () => {
    const port = await freePort(new SystemRandomSource());
    const made = mailer(`smtp://127.0.0.1:${port}`);
    made.send(message('rosa@example.org'));
    await until(() => !made.health().reachable);
    const seen: string[] = [];
    await relay(keeping(seen), port);
    await until(() => seen.length === 1);
    expect(made.health()).toEqual({ reachable: true });
    expect(lines.join('')).toContain('can not be reached');
    expect(lines.join('')).not.toMatch(/rosa|example\.org|K7QF/);
  });

  it('tries again what was put off, and never again what was refused for good', async () => {
    let attempts = 0;
    const answers = [450, 250, 550];
    const seen: string[] = [];
    const url = await relay({
      onRcptTo: (_address, _session, done) => {
        const code = answers[attempts++] ?? 250;
        if (code === 250) done();
        else done(Object.assign(new Error('rosa@example.org not now'), { responseCode: code }));
      },
      ...keeping(seen),
    });
    const made = mailer(url);
    made.send(message('rosa@example.org'));
    await until(() => seen.length === 1);
    expect(attempts).toBe(2);
    made.send(message('rosa@example.org'));
    await until(() => attempts === 3);
    await wait(1_500);
    expect(attempts).toBe(3);
    expect(made.health()).toEqual({ reachable: true });
    expect(lines.join('')).not.toMatch(/rosa/);
  });

  it('gives up on a message that is of no use any more', async () => {
    const port = await freePort(new SystemRandomSource());
    const made = mailer(`smtp://127.0.0.1:${port}`);
    made.send(message('a@example.org', { expiresAt: new Date(clock.time + 1) }));
    await until(() => !made.health().reachable);
    clock.time += 10;
    const seen: string[] = [];
    await relay(keeping(seen), port);
    await wait(1_500);
    expect(seen).toEqual([]);
  });

  it('keeps to a few connections', async () => {
    let open = 0;
    let most = 0;
    let received = 0;
    const url = await relay({
      onData: (stream, _session, done) => {
        most = Math.max(most, ++open);
        stream.resume();
        stream.on('end', () => {
          setTimeout(() => {
            open--;
            received++;
            done();
          }, 10);
        });
      },
    });
    const made = mailer(url);
    for (let i = 0; i < 40; i++) made.send(message('a@example.org'));
    await until(() => received === 40);
    expect(most).toBeLessThanOrEqual(5);
  });

  it('refuses a relay without TLS where TLS is demanded, unless the URL says otherwise', async () => {
    const seen: string[] = [];
    const url = await relay(keeping(seen));
    const made = mailer(url, true);
    made.send(message('a@example.org'));
    await until(() => !made.health().reachable);
    expect(seen).toEqual([]);
    mailer(`${url}/?ignoreTLS=true`, true).send(message('b@example.org'));
    await until(() => seen.length === 1);
    expect(seen).toEqual(['b@example.org']);
  });

  it('refuses a second address that hides in the first', async () => {
    const seen: string[] = [];
    const made = mailer(await relay(keeping(seen)));
    for (const to of [
      'a@example.org, b@example.org',
      'a@example.org;b@example.org',
      '"a@evil.example"@example.org',
      'a@example.org\r\nRCPT TO:<b@example.org>',
      'Rosa <a@example.org>',
      'a',
      '@example.org',
    ]) {
      expect(() => {
        made.send(message(to));
      }).toThrow('one plain address');
    }
    made.send(message('d@example.org'));
    await until(() => seen.length > 0);
    expect(seen).toEqual(['d@example.org']);
  });

  it('lets what is on its way arrive before it stops, and takes nothing more', async () => {
    const { inbox: box, url } = await inbox();
    const made = mailer(url);
    made.send(message('a@example.org'));
    await made.beforeApplicationShutdown();
    expect(box.messages()).toHaveLength(1);
    made.send(message('b@example.org'));
    await wait(100);
    expect(box.messages()).toHaveLength(1);
  });
});

describe('development inbox', () => {
  it('keeps the last 2,000 messages, newest first', async () => {
    const { inbox: box, url } = await inbox();
    const made = mailer(url);
    for (let i = 0; i < 2_010; i++) made.send(message(`person${i}@example.org`));
    await until(() => box.messages('person2009@example.org').length === 1);
    await until(() => box.messages().length === 2_000);
    expect(box.messages('person0@example.org')).toEqual([]);
    expect(box.messages()[0]!.to).toMatch(/person200\d@/);
  });
});

function keeping(seen: string[]): SMTPServerOptions {
  return {
    onData: (stream, session, done) => {
      stream.resume();
      stream.on('end', () => {
        seen.push(...session.envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  };
}
