// What the press is given over HTTP: the page, its files, its feed and its picture; and nothing of it before its time.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeEmbargoLink, revokeEmbargoLink } from '../../src/client/release/embargo-links.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { epochEnd } from '../../src/protocol/epochs.js';
import { toTime } from '../../src/protocol/shape.js';
import { announce } from '../support/names.js';
import { qrSvg } from '../../src/web/pages/letter/qr-code.js';
import { textOf } from '../support/pages.js';
import { NAMED, publishAt, releasedLetter, type Released } from '../support/released.js';
import { World, type Opened } from '../support/world.js';

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(async () => {
  await world.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

async function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(world.server.url + path, { headers: { accept: 'text/html', ...headers } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
}

const pageOf = ({ letter, edition }: Released): string => `/l/${letter.id}/press/${edition}`;
const fileOf = ({ letter, edition }: Released, form: string): string =>
  `/api/v1/letters/${letter.id}/editions/${edition}${form}`;

/** Everything that there is about an edition. */
function allOf(released: Released): string[] {
  const files = ['', '.bundle', '.txt', '.csv'].map((form) => fileOf(released, form));
  const around = ['', '/share', '/qr.svg', '/picture.png'].map((path) => pageOf(released) + path);
  return [...around, ...files];
}

describe('a released letter', () => {
  let released: Released;

  beforeAll(async () => {
    released = await releasedLetter(world);
  });

  it('has a page with the numbers, the names, the letter, and what all that proves', async () => {
    const { status, headers, text: html } = await ask(pageOf(released));
    const text = textOf(html);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-cache');
    for (const said of [
      '17 signatures',
      '0.059% of the 29,000',
      'Heron · Kestrel',
      'press@cumulus-letter.example',
      'a code mailed to a work address, checked by Issuer',
      'Nothing had to wait',
      'We ask three things of you:',
      'That a mailbox is a person, or that a name is right.',
      released.edition,
    ])
      expect(text).toContain(said);
    expect(text).toMatch(/Ada Nwosu\s*, Engineer/);
    expect(text).not.toContain('Under embargo');
    expect(html).toContain('<meta name="robots" content="noindex"');
    expect(html).not.toMatch(/<script| style=/);
  });

  it('shows an address only where its owner agreed', async () => {
    const { text } = await ask(pageOf(released));
    const addresses = [...text.matchAll(/person\d+@cumulus\.example/g)];
    expect(addresses.length).toBe(NAMED.filter(({ showAddress }) => showAddress).length);
  });

  it('says of roles that were too few, or would tell of those, that they are withheld', async () => {
    const text = textOf((await ask(pageOf(released))).text);
    expect(text).toMatch(/Engineering\s*fewer than 3, or withheld/);
    expect(text).toMatch(/Sales\s*fewer than 3, or withheld/);
    expect(text).not.toMatch(/Sales\s*4/);
  });

  it('names the bundle by the digest that it has', async () => {
    const { bytes } = await ask(fileOf(released, '.bundle'));
    const { text } = await ask(pageOf(released));
    expect(text).toContain(Buffer.from(p.sha256(bytes)).toString('hex'));
    expect(text).toContain(`href="${fileOf(released, '.bundle')}"`);
  });

  it('comes as plain text and as a table', async () => {
    const text = await ask(fileOf(released, '.txt'));
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    for (const said of [
      '17 employees have signed',
      'Benedikt Öztürk-Kowalczyk',
      'WHAT THAT DOES NOT PROVE',
      'Dear Ms. Okafor',
    ])
      expect(text.text).toContain(said);
    const csv = await ask(fileOf(released, '.csv'));
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFrow,workplace,method,issuer,role,name,title,address,count,headcount,share,note',
    );
    expect(lines[1]).toMatch(/^total,,,,,,,,17,29000,0\.0006,as of /);
    expect(lines.filter((line) => line.startsWith('name,')).length).toBe(NAMED.length);
    expect(lines).toContain('role,Cumulus,,,Engineering,,,,,,,"fewer than 3, or withheld"');
  });

  it('is one page for everybody, whatever access is claimed', async () => {
    const usual = await ask(pageOf(released));
    const etag = usual.headers.get('etag') ?? '';
    for (const claimed of ['?access=', '?access=x', `?access=${'A'.repeat(43)}`, '?access=a&access=b']) {
      const path = pageOf(released) + claimed;
      const { status, headers, text } = await ask(path);
      expect([claimed, status, headers.get('cache-control'), headers.get('etag')]).toEqual([
        claimed,
        200,
        'no-cache',
        etag,
      ]);
      expect([claimed, text]).toEqual([claimed, usual.text]);
      expect([claimed, (await ask(path, { 'if-none-match': etag })).status]).toEqual([claimed, 304]);
    }
  });

  it('is found from the letter’s page, and passed on from there', async () => {
    const { letter } = released;
    expect((await ask(`/l/${letter.id}`)).text).toContain(`href="${pageOf(released)}"`);
    expect((await ask(pageOf(released))).text).toContain(`href="${pageOf(released)}/share"`);
    for (const path of [`/l/${letter.id}/share`, `${pageOf(released)}/share`]) {
      const { text } = await ask(path);
      expect(text).toContain(`https://bsky.app/intent/compose?text=17%20employees`);
      expect(text).toContain(encodeURIComponent(pageOf(released)));
    }
  });

  it('has a feed, and a preview with a picture of its own', async () => {
    const { headers, text } = await ask(`/l/${released.letter.id}/feed.atom`);
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect([...text.matchAll(/<entry>/g)].length).toBe(1);
    expect(text).toContain('17 signatures released');
    const etag = headers.get('etag') ?? '';
    expect((await ask(`/l/${released.letter.id}/feed.atom`, { 'if-none-match': etag })).status).toBe(304);
    const { text: html } = await ask(pageOf(released));
    expect(html).toContain(
      `<link rel="alternate" type="application/atom+xml" href="/l/${released.letter.id}/feed.atom"`,
    );
    expect(html).toContain('<meta property="og:title" content="17 employees: Our work and the border"');
    const { origin } = released.letter.manifest;
    expect(html).toContain(`<meta property="og:image" content="${origin}${pageOf(released)}/picture.png"`);
    const picture = await ask(`${pageOf(released)}/picture.png`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    // IHDR: width and height. RFC 2083, section 4.1.1.
    expect([picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  it('is nothing at the address of an edition that never was', async () => {
    for (const edition of ['A'.repeat(43), 'nothing', `${released.edition}A`]) {
      for (const path of allOf({ ...released, edition }))
        expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('an edition under embargo', () => {
  let opened: Opened;
  let released: Released;
  let embargo: Date;
  let access: string;
  let revoke: () => Promise<void>;

  beforeAll(async () => {
    opened = await world.openLetter();
    await world.signMany(opened.letter, 12);
    const epoch = await announce(world, opened);
    // On a full minute, as the page lets organizers choose it.
    const minutes = Math.ceil(epochEnd(opened.letter.manifest, epoch).getTime() / 60_000) + 120;
    embargo = new Date(minutes * 60_000);
    const edition = await publishAt(world, opened, epoch, { embargo: toTime(embargo) });
    released = { ...opened, edition };
    const [organizer] = opened.organizers;
    const made = await makeEmbargoLink(organizer!, opened.letter, { edition, label: 'The Herald' });
    access = `?access=${made.token}`;
    revoke = () => revokeEmbargoLink(organizer!, opened.letter, made.link);
  });

  /** What is answered, without what differs from one answer to the next. */
  async function answerOf(path: string): Promise<object> {
    const { status, headers, text } = await ask(path);
    const { date: _date, ...rest } = Object.fromEntries(headers);
    return { status, rest, text };
  }

  it('is not told from one that never was', async () => {
    const never = { ...released, edition: 'A'.repeat(43) };
    for (const wrong of ['', '?access=', `?access=${'A'.repeat(43)}`]) {
      for (const [i, path] of allOf(released).entries()) {
        const other = allOf(never)[i] ?? '';
        expect(await answerOf(path + wrong)).toEqual(await answerOf(other + wrong));
      }
    }
    const { letter } = released;
    for (const path of ['', '/share', '/feed.atom'])
      expect((await ask(`/l/${letter.id}${path}`)).text).not.toContain(released.edition);
  });

  it('is read by whoever has a private link, and kept nowhere', async () => {
    const { status, headers, text: html } = await ask(pageOf(released) + access);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
    const text = textOf(html);
    expect(text).toContain('Under embargo: not to be published before');
    expect(html).toContain('<meta name="robots" content="noindex"');
    expect(html).not.toContain('og:title');
    expect(html).not.toContain('https://bsky.app');
    // The token stands in links to files alone: not in what is read, printed or scanned.
    expect(text).not.toContain(access);
    const links = [...html.matchAll(/href="([^"]*access=[^"]*)"/g)].map(([, href = '']) => href);
    expect(links.map((href) => href.replace(access, ''))).toEqual(
      ['.bundle', '.txt', '.csv'].map((form) => fileOf(released, form)),
    );
    for (const href of links) expect([href, (await ask(href)).status]).toEqual([href, 200]);
    const code = `${pageOf(released)}/qr.svg${access}`;
    expect(html).toContain(`src="${code}"`);
    const { status: shown, headers: own, text: svg } = await ask(code);
    expect([shown, own.get('cache-control')]).toEqual([200, 'no-store']);
    expect(svg).toBe(qrSvg(`${released.letter.manifest.origin}${pageOf(released)}`));
    // What one person opened is not shown to the next.
    expect((await ask(pageOf(released))).status).toBe(404);
  });

  it('has no picture and no links to pass it on, even with it', async () => {
    for (const path of ['/picture.png', '/share'])
      expect((await ask(`${pageOf(released)}${path}${access}`)).status).toBe(404);
  });

  it('is closed again once the link is revoked', async () => {
    await revoke();
    expect(await answerOf(pageOf(released) + access)).toEqual(await answerOf(pageOf(released)));
  });

  /** Whatever shows that there is an edition: its own addresses, and the pages that lead to it. */
  async function shown(): Promise<Record<string, boolean>> {
    const { letter, edition } = released;
    const found: Record<string, boolean> = {};
    for (const path of allOf(released))
      found[path.replace(edition, 'EDITION')] = (await ask(path)).status === 200;
    const lists = ['', '/share', '/feed.atom'].map((path) => `/l/${letter.id}${path}`);
    for (const path of [...lists, `/api/v1/letters/${letter.id}`])
      found[path] = (await ask(path)).text.includes(edition);
    found['/'] = (await ask('/')).text.includes(`/l/${letter.id}`);
    return found;
  }
  const all = (is: boolean, found: Record<string, boolean>): Record<string, boolean> =>
    Object.fromEntries(Object.keys(found).map((path) => [path, is]));

  it('is nowhere a second before its time, also for who read it by a link that is revoked', async () => {
    world.clock.set(new Date(embargo.getTime() - 1000));
    const found = await shown();
    expect(Object.keys(found)).toHaveLength(13);
    expect(found).toEqual(all(false, found));
    expect((await ask(pageOf(released) + access)).status).toBe(404);
  });

  it('is everywhere at once in the second in which its time comes, without anything having run', async () => {
    world.clock.set(embargo);
    const found = await shown();
    expect(found).toEqual(all(true, found));
    const { headers, text } = await ask(pageOf(released));
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(textOf(text)).not.toContain('Under embargo');
    expect(text).toContain('og:title');
    expect((await ask(pageOf(released) + access)).status).toBe(200);
    const feed = (await ask(`/l/${released.letter.id}/feed.atom`)).text;
    expect(feed).toContain(`<updated>${embargo.toISOString()}</updated>`);
  });

  it('stays as it is when time goes on', async () => {
    world.clock.advance(3);
    await world.tick();
    const found = await shown();
    expect(found).toEqual(all(true, found));
    // A link that was private opens what is public, as it is for everybody.
    expect(await answerOf(pageOf(released) + access)).toEqual(await answerOf(pageOf(released)));
  });
});

describe('before anything is released', () => {
  it('feed, picture and preview are the same bytes, however many have signed', async () => {
    const { letter } = await world.openLetter();
    const read = async (): Promise<string[]> =>
      Promise.all(
        ['', '/feed.atom', '/picture.png'].map(async (path) => {
          const { status, bytes, headers } = await ask(`/l/${letter.id}${path}`);
          expect(status).toBe(200);
          return `${bytes.toString('base64')} ${headers.get('etag') ?? ''}`;
        }),
      );
    const none = await read();
    await world.signMany(letter, 11);
    await world.endEpoch(letter, 1);
    world.clock.advance(5);
    expect(await read()).toEqual(none);
    expect((await ask(`/l/${letter.id}/feed.atom`)).text).not.toContain('<entry>');
    expect((await ask(`/l/${letter.id}`)).text).toContain('how it stands: Collecting signatures');
  });

  it('there is nothing of a letter that is not there', async () => {
    for (const path of ['/feed.atom', '/picture.png', `/press/${'A'.repeat(43)}`])
      expect((await ask(`/l/${'a'.repeat(32)}${path}`)).status).toBe(404);
  });
});
