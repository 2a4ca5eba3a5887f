// A program: how many letter pages a second the built application sends, beside a bare Fastify route that sends the same bytes
// under the same headers. Each server is a process of its own; they are asked by turns, over kept connections.
//   node dist/bench/pages.js
import { type ChildProcess, fork } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { median, type PagesMeasured } from './figures.js';

/** The first round warms up. */
const ROUNDS = 7;
const ROUND_MS = 1_000;
const CONNECTIONS = 32;

/** What a server says once it listens. */
interface Listening {
  readonly url: string;
}

interface Cost {
  readonly answers: number;
  readonly seconds: number;
  /** Seconds of the server's processor time. */
  readonly processor: number;
}

interface Answer {
  readonly head: string;
  /** Of the whole answer; the date is as long in each. */
  readonly bytes: number;
}

const servers: ChildProcess[] = [];
try {
  process.stdout.write(JSON.stringify(await measure()));
} finally {
  for (const server of servers) server.kill('SIGTERM');
}

async function measure(): Promise<PagesMeasured> {
  const page = await started('page-server.js');
  const bare = await started('bare-server.js', page.url);
  const [ours, theirs] = [await firstAnswer(page.url), await firstAnswer(bare.url)];
  if (sorted(ours.head) !== sorted(theirs.head) || ours.bytes !== theirs.bytes) {
    throw new Error(`The two do not answer alike.\n${ours.head}\n\n${theirs.head}`);
  }
  const rounds: Record<'page' | 'bare', Cost>[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const round = { bare: await costOf(bare, theirs), page: await costOf(page, ours) };
    if (i > 0) rounds.push(round);
  }
  const rate = (of: 'page' | 'bare'): number =>
    median(rounds.map((round) => round[of].answers / round[of].seconds));
  const each = ({ processor, answers }: Cost): number => processor / answers;
  return {
    bytes: ours.bytes,
    page: rate('page'),
    bare: rate('bare'),
    // Of each round by itself: its parts met the same machine.
    pageToBare: median(rounds.map((round) => perSecond(round.page) / perSecond(round.bare))),
    pageToBareProcessor: median(rounds.map((round) => each(round.bare) / each(round.page))),
  };
}

function perSecond({ answers, seconds }: Cost): number {
  return answers / seconds;
}

async function started(program: string, ...args: string[]): Promise<{ server: ChildProcess; url: string }> {
  const server = fork(join(import.meta.dirname, program), args);
  servers.push(server);
  const { url } = await said<Listening>(server);
  return { server, url };
}

/** The next thing that a server says. */
function said<T>(server: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`A server ended: ${String(code)}`));
    server.once('exit', ended);
    server.once('message', (message) => {
      server.off('exit', ended);
      resolve(message as T);
    });
  });
}

async function processorSeconds(server: ChildProcess): Promise<number> {
  const answer = said<NodeJS.CpuUsage>(server);
  server.send('processor');
  const { user, system } = await answer;
  return (user + system) / 1e6;
}

async function costOf(
  { server, url }: { server: ChildProcess; url: string },
  { bytes }: Answer,
): Promise<Cost> {
  const before = await processorSeconds(server);
  const began = performance.now();
  const until = began + ROUND_MS;
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(url, bytes, until)));
  const seconds = (performance.now() - began) / 1e3;
  const answers = counts.reduce((sum, count) => sum + count, 0);
  return { answers, seconds, processor: (await processorSeconds(server)) - before };
}

/** Asks on one connection again and again; how often it was answered. It only counts bytes, and so takes little of the machine. */
async function ask(url: string, bytes: number, until: number): Promise<number> {
  const socket = await connected(url);
  return new Promise((resolve, reject) => {
    let [answers, received] = [0, 0];
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('A server closed a connection.')));
    socket.on('data', (part: Buffer) => {
      received += part.length;
      if (received < bytes) return;
      if (received > bytes) reject(new Error('An answer was longer than the first.'));
      answers++;
      received = 0;
      if (performance.now() < until) {
        socket.write(request(url));
        return;
      }
      socket.removeAllListeners('close').end();
      resolve(answers);
    });
    socket.write(request(url));
  });
}

/** Head and length of an answer. */
async function firstAnswer(url: string): Promise<Answer> {
  const socket = await connected(url);
  socket.write(request(url));
  let all = Buffer.alloc(0);
  for await (const part of socket) {
    all = Buffer.concat([all, part as Buffer]);
    const end = all.indexOf('\r\n\r\n');
    const head = all.subarray(0, Math.max(end, 0)).toString('latin1');
    const length = /^content-length: (\d+)$/im.exec(head)?.[1];
    if (length === undefined || all.length < end + 4 + Number(length)) continue;
    if (!head.startsWith('HTTP/1.1 200 ') || !/^content-encoding: br$/im.test(head)) break;
    return { head, bytes: all.length };
  }
  throw new Error(`A server answered in another way:\n${all.toString('latin1').slice(0, 2_000)}`);
}

async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

/** As Chromium asks for a page. */
function request(url: string): string {
  const { host, pathname } = new URL(url);
  return (
    `GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\naccept: text/html,*/*;q=0.8\r\n` +
    'accept-encoding: gzip, deflate, br, zstd\r\naccept-language: en\r\n\r\n'
  );
}

/** Lines that are the same in both, in one order: the date may have moved on, and a header's place says nothing. */
function sorted(head: string): string {
  const lines = head.split('\r\n').filter((line) => !/^date:/i.test(line));
  return lines
    .map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
    .sort()
    .join('\n');
}
