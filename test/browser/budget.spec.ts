// How much a phone has to fetch: to read a letter, to sign it, and to come back to it. Other pages: size.spec.ts, headers.e2e-spec.ts
import { beforeAll, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import type { ClientLetter } from '../../src/client/letter.js';
import { Signer } from './support/signer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

/**
 * Bytes. Scripts and everything that signing fetches as gzip sends them, HTML as it is. Signing took 58.8 kB before
 * the letter's format was read and drawn where it is signed (6.8 kB), and keys, hosts and JSON had tests of our own (2.1 kB): of these
 * 8.9, 5.5 were saved elsewhere.
 */
const MOST = {
  scriptBeforeSign: 3_000,
  htmlBesideText: 12_000,
  signing: 62_250,
  mine: 58_000,
  mineShown: 63_500,
};

/** A file as it came over the wire, and as it is. */
interface Fetched {
  readonly path: string;
  readonly type: string;
  readonly wire: number;
  readonly body: Buffer;
}

const LETTER = /<(?<tag>[a-z1-6]+)[^>]* data-check="(?:title|addressee|body)"[^>]*>/g;

describeSite('a phone fetches little', (site) => {
  let letter: ClientLetter;
  let before: Fetched[];
  let after: Fetched[];

  beforeAll(async () => {
    letter = await site().openLetter();
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    const toRead = person.requests.length;
    await signer.pass();
    await signer.sign();
    await signer.sees('recorded');
    const paths = person.requests.map(({ method, url }, i) => {
      const { origin, pathname, search } = new URL(url);
      expect(origin).toBe(site().url);
      return { path: pathname + search, isBefore: i < toRead, isRead: method === 'GET' };
    });
    await person.leave();
    const fetchAll = async (isBefore: boolean): Promise<Fetched[]> => {
      const wanted = paths.filter((one) => one.isRead && one.isBefore === isBefore);
      return Promise.all([...new Set(wanted.map(({ path }) => path))].map((path) => read(site().url + path)));
    };
    before = await fetchAll(true);
    // What was fetched once is there.
    after = (await fetchAll(false)).filter(({ path }) => before.every((one) => one.path !== path));
    const told = (all: Fetched[]): string =>
      all.map(({ path, wire, body }) => `  ${wire} (${body.length})  ${path}`).join('\n');
    process.stdout.write(
      `To read a letter: bytes with gzip (without), file\n${told(before)}\nTo sign it besides:\n${told(after)}\n`,
    );
  });

  it('of scripts before Sign is pressed', () => {
    const scripts = before.filter(({ type }) => type.startsWith('text/javascript'));
    expect(scripts.length).toBeGreaterThan(0);
    expect(sum(scripts)).toBeLessThanOrEqual(MOST.scriptBeforeSign);
  });

  it('of HTML besides the letter’s own text', () => {
    const html = before.find(({ path }) => path === `/l/${letter.id}`)?.body.toString() ?? '';
    const besides = Buffer.byteLength(html) - Buffer.byteLength(textOf(html));
    process.stdout.write(`HTML besides the letter's text: ${besides} of at most ${MOST.htmlBesideText}\n`);
    expect(textOf(html)).toContain('We ask three things of you');
    expect(besides).toBeLessThanOrEqual(MOST.htmlBesideText);
  });

  it('from Sign to recorded', () => {
    const scripts = after.filter(({ type }) => type.startsWith('text/javascript'));
    process.stdout.write(
      `From Sign to recorded: ${sum(after)} of at most ${MOST.signing}, ${sum(scripts)} of it scripts\n`,
    );
    expect(scripts.length).toBeGreaterThan(0);
    expect(sum(after)).toBeLessThanOrEqual(MOST.signing);
  });

  it('of scripts until who comes back may type, and then', async () => {
    const { words } = await site().world.sign(letter);
    const person = await site().person();
    const scripts = async (): Promise<number> => {
      const paths = person.requests
        .map(({ url }) => new URL(url).pathname)
        .filter((path) => path.endsWith('.js'));
      return sum(await Promise.all([...new Set(paths)].map((path) => read(site().url + path))));
    };
    await person.open(`/l/${letter.id}/mine`);
    const field = person.find('textbox', say('mine.enter.label'));
    await field.waitFor();
    const first = await scripts();
    await field.fill(words);
    await person.tap('button', say('mine.enter.go'));
    await person.sees(say('mine.known.heading'));
    const all = await scripts();
    await person.leave();
    process.stdout.write(`To come back: scripts ${first} of at most ${MOST.mine}, ${all} once it is shown\n`);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(MOST.mine);
    expect(all).toBeLessThanOrEqual(MOST.mineShown);
  });

  it('and nothing that would need another policy', () => {
    for (const { path, type, body } of [...before, ...after]) {
      if (!type.startsWith('text/javascript')) continue;
      const foreign = /\beval\(|\bFunction\(|insertAdjacentHTML|document\.write|importScripts|new Worker/g;
      expect({ path, found: body.toString().match(foreign) ?? [] }).toEqual({ path, found: [] });
    }
  });
});

function sum(all: readonly Fetched[]): number {
  return all.reduce((bytes, { wire }) => bytes + wire, 0);
}

/** What is inside of the elements that hold the letter, with their tags. */
function textOf(html: string): string {
  return [...html.matchAll(LETTER)].map((start) => elementAt(html, start)).join('');
}

function elementAt(html: string, { index, groups }: RegExpExecArray): string {
  const tag = groups?.['tag'] ?? '';
  let depth = 0;
  for (const one of html.slice(index).matchAll(new RegExp(`<(/?)${tag}[\\s>]`, 'g'))) {
    depth += one[1] === '/' ? -1 : 1;
    if (depth === 0) return html.slice(index, index + one.index);
  }
  return html.slice(index);
}

/** The body with gzip, without the bytes of the head; WOFF2 is compressed already. */
async function read(url: string): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const isZipped = answer.headers['content-encoding'] === 'gzip';
        resolve({
          path: new URL(url).pathname,
          type: answer.headers['content-type'] ?? '',
          wire: body.length,
          body: isZipped ? gunzipSync(body) : body,
        });
      });
    });
    sent.on('error', reject).end();
  });
}
