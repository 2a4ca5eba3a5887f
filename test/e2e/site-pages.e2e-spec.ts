// Pages that aren't a letter: what was released, an operator's texts, reporting, what was taken down, the development inbox.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Databases } from '../../src/common/database/databases.js';
import { demoContent } from '../../src/commands/demo/letter-text.js';
import { askForCode } from '../../src/client/sign/ask.js';
import { ErrorPages } from '../../src/web/pages/error-pages.service.js';
import { Pages } from '../../src/web/pages/pages.service.js';
import { inlineIn } from '../support/http-answers.js';
import { announce, approveBy, proposeAt, publishBy } from '../support/names.js';
import { World, type Opened } from '../support/world.js';

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let folder: string;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undersigned-texts-'));
  await writeFile(
    join(folder, 'imprint.md'),
    'lang: de\n\n# Impressum\n\nDie *Gewerkschaft*. <script>alert(1)</script> [Mehr](/about)\n',
  );
  world = await World.start({
    TEXTS_DIR: folder,
    OPERATOR_NAME: 'A Union',
    OPERATOR_CONTACT: '+1 415 555 0100',
  });
});

afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

async function page(
  path: string,
  headers: Record<string, string> = HTML,
): Promise<[number, string, Headers]> {
  const answer = await fetch(world.http.baseUrl + path, { headers });
  return [answer.status, await answer.text(), answer.headers];
}

async function home(): Promise<string> {
  // What was drawn is kept for two seconds of the server's clock.
  world.clock.advance(3);
  return (await page('/'))[1];
}

async function query(text: string, parameters: readonly unknown[] = []): Promise<unknown> {
  return world.server.app
    .get(Databases)
    .of('origin')
    .query(text, [...parameters]);
}

describe('the first page', () => {
  let collecting: Opened;
  let released: Opened;

  beforeAll(async () => {
    collecting = await world.openLetter(titled('Still collecting'));
    released = await world.openLetter(titled('To be <released>'));
  });

  function titled(title: string): Partial<ReturnType<World['content']>> {
    const { letter } = demoContent({
      threshold: 12,
      opensAt: new Date(0),
      epochSeconds: 3600,
      twoWorkplaces: false,
    });
    return { letter: { ...letter, title } };
  }

  it('tells of no letter that isn’t released', async () => {
    const html = await home();
    expect(html).toContain('None here.');
    for (const { letter } of [collecting, released]) {
      expect(html).not.toContain(letter.id);
      expect(html).not.toContain(letter.manifest.letter.title);
    }
  });

  it('tells of a released letter: title, addressee, the last edition’s count', async () => {
    const { letter, organizers } = released;
    for (let i = 0; i < 12; i++) await world.sign(letter);
    const approving = organizers.slice(0, 2);
    const id = await proposeAt(world, released, await announce(world, released));
    await publishBy(letter, approving, await approveBy(letter, approving, id));
    const html = await home();
    expect(html).toContain(`<a href="/l/${released.letter.id}"><bdi lang="en">To be &lt;released></bdi></a>`);
    expect(html).toContain(released.letter.manifest.letter.addressee);
    expect(html).toContain('12 signatures');
    expect(html).not.toContain(collecting.letter.id);
    expect(html).not.toContain('None here.');
    expect(inlineIn(html)).toEqual([]);
  });

  it('tells of nothing under embargo', async () => {
    await query(`UPDATE origin.editions SET embargo = $1`, [
      new Date(world.clock.now().getTime() + 3_600_000),
    ]);
    expect(await home()).toContain('None here.');
    await query(`UPDATE origin.editions SET embargo = NULL, sealed = true`);
    expect(await home()).toContain('None here.');
    await query(`UPDATE origin.editions SET sealed = false`);
    expect(await home()).toContain(released.letter.id);
  });

  it('tells of nothing that is withheld; the letter’s own page gives date and reason, and no count', async () => {
    const { id } = released.letter;
    await query(
      `UPDATE origin.letters SET state = 'withheld', withheld_on = '2018-07-01', withheld_reason = 'A <court> order' WHERE letter = $1`,
      [id],
    );
    expect(await home()).not.toContain(id);
    const [status, html, headers] = await page(`/l/${id}`);
    expect(status).toBe(451);
    expect(headers.get('link')).toBe(`<${world.http.baseUrl}>; rel="blocked-by"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('<time datetime="2018-07-01">July 1, 2018</time>');
    expect(html).toContain('A &lt;court> order');
    expect(html).not.toMatch(/\b12\b|signatures|released>/);
    const [, problem] = await page(`/api/v1/letters/${id}`, {});
    expect(JSON.parse(problem)).toEqual({
      type: 'urn:undersigned:problem:letter_withheld',
      status: 451,
      code: 'letter_withheld',
      title: expect.any(String),
      detail: 'Taken down on 2018-07-01: A <court> order',
    });
    await query(`UPDATE origin.letters SET withheld_on = NULL, withheld_reason = NULL WHERE letter = $1`, [
      id,
    ]);
    world.clock.advance(3);
    expect((await page(`/l/${id}`))[1]).toMatch(/not said.*none given/s);
  });
});

describe('an operator’s texts', () => {
  it('are shown as they were written, in their language, and as text only', async () => {
    const [status, html] = await page('/imprint');
    expect(status).toBe(200);
    expect(html).toContain('<h1 lang="de" dir="auto">Impressum</h1>');
    expect(html).toContain('<em>Gewerkschaft</em>. &lt;script>');
    expect(html).toContain('<a href="/about">Mehr</a>');
    expect(html).not.toContain('Responsible for this server');
  });

  it('are ours where there are none, with the operator’s name and number', async () => {
    for (const path of ['/about', '/privacy', '/accessibility']) {
      const html = (await page(path))[1];
      expect(html).toContain('<dd>A Union</dd>');
      expect(html).toContain('<a href="tel:+14155550100">+1 415 555 0100</a>');
      expect(html.match(/<h1/g)).toHaveLength(1);
    }
  });
});

describe('reporting a letter', () => {
  it('names the letter that it is about, whether there is one or not', async () => {
    const id = 'a2'.repeat(16);
    expect((await page(`/report?letter=${id}`))[1]).toContain(`<p class="copyable">${id}</p>`);
    for (const wrong of ['', '?letter=', '?letter=%3Cb%3E', `?letter=${id}&letter=${id}`, `?letter=${id}x`]) {
      const [status, html] = await page(`/report${wrong}`);
      expect(status).toBe(200);
      expect(html).not.toContain('copyable');
    }
  });
});

describe('the development inbox', () => {
  it('shows codes to people, and plain text to programs', async () => {
    const { letter } = await world.openLetter();
    const address = world.newAddress();
    await askForCode(letter, address);
    const code = await world.nextCode(address);
    const path = `/dev/inbox?to=${encodeURIComponent(address)}`;
    const [, html, headers] = await page(path);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain(`<p class="mail-code">${code}</p>`);
    for (const accept of ['text/plain', '*/*']) {
      const [, text, plain] = await page(path, { accept });
      expect(plain.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(text).toMatch(new RegExp(`^To: ${address}\nSubject: .*${code}`, 's'));
    }
    expect((await page('/dev/inbox?to=nobody@nowhere.example', { accept: '*/*' }))[1]).toBe('No mail.\n');
  });
});

describe('an error', () => {
  it('while its page is drawn becomes a plain answer, once', async () => {
    const pages = world.server.app.get(Pages, { strict: false });
    const draw = pages.draw.bind(pages);
    let drawn = 0;
    pages.draw = async () => {
      drawn += 1;
      throw new Error('rosa.parks@example.org');
    };
    try {
      for (const path of ['/nothing', '/report', '/%']) {
        const [status, text, headers] = await page(path);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
        expect(text).not.toContain('rosa');
      }
      expect(drawn).toBe(4);
    } finally {
      pages.draw = draw;
    }
    expect((await page('/nothing'))[0]).toBe(404);
    expect(world.server.app.get(ErrorPages, { strict: false })).toBeInstanceOf(ErrorPages);
  });

  it('has words of its own in every language', async () => {
    const [, html] = await page(`/l/${'a'.repeat(32)}?locale=ar-XB`);
    expect(html).toContain('<html lang="ar-XB" dir="rtl">');
    expect(html).toContain('\u202eThere is no such letter here\u202c');
  });
});
