// Checking a bundle in a browser: on the page and in the file of its own, beside the command line; with the network off.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { makeLetter as makeBigLetter } from '../../bench/letter.js';
import { makeRecords, writeBundle } from '../../bench/records.js';
import { refusalOf } from '../../src/client/verify/bundle-report.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { reportLines } from '../../src/commands/verify-report.js';
import type { Bundle } from '../../src/protocol/bundle.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { asLines, makeBundle } from '../support/bundles.js';
import { makeLetter } from '../support/letters.js';
import { mutations } from '../support/mutations.js';
import { drop, dropInVain, leaveFile, readAll } from './support/checking.js';
import { fits, look } from './support/look.js';
import type { Person } from './support/person.js';
import { describeSite, type Site } from './support/site.js';
import { say, texts } from './support/texts.js';

const ROOT = resolve(import.meta.dirname, '../..');
const FILE = pathToFileURL(join(ROOT, 'dist/web/undersigned-verify.html')).href;
const EXAMPLE = readFileSync(join(ROOT, 'docs/examples/letter.bundle'));
const ID = 'khigohamidxyi2ckgkake4j4akyyprnc';
const BUNDLE = JSON.parse(EXAMPLE.toString()) as Bundle;

/** Above what one JSON document may hold. */
const MANY = 10_500;

/** One change in every so many is tried: enough to meet each part of the bundle. */
const EVERY = 53;

/** How often, at least, the page comes to something else while it checks so many: one that freezes does so once or twice. */
const TURNS = 5;

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'undersigned-verify-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Where a bundle can be checked, by what it takes to open it. */
const PLACES: Readonly<Record<'page' | 'file', (site: Site, id?: string) => Promise<Person>>> = {
  async page(site, id) {
    const reader = await site.person();
    await reader.open(`/verify${id === undefined ? '' : `?letter=${id}`}`);
    await reader.page.getByText(say('verify.ready')).waitFor();
    return reader;
  },
  async file(site, id) {
    const reader = await site.person();
    await reader.context.setOffline(true);
    await reader.open(`${FILE}${id === undefined ? '' : `?letter=${id}`}`);
    await reader.find('button', say('verify.go')).waitFor();
    return reader;
  },
};

describeSite('checking a bundle', (site) => {
  describe.each(Object.entries(PLACES))('in the %s', (name, come) => {
    it('says of a valid one what the command line says, with the network off', async () => {
      const reader = await come(site());
      await reader.context.setOffline(true);
      const before = reader.requests.length;
      await reader.type('textbox', say('verify.id'), `https://letters.example/l/${ID}`);
      await choose(reader, { name: 'letter.bundle', bytes: EXAMPLE });
      await reader.tap('button', say('verify.go'));
      await reader.sees(say('verify.valid'));
      const said = await readAll(reader.page);
      // All but the times, which pages write in words, and what stands in a column on the command line.
      const lines = reportLines(await verifyBundle(p, EXAMPLE, ID)).slice(1);
      const own = lines.flatMap((line) => line.replace(/^\S+ {2,}|^Counted at +.*/, '').trim() || []);
      const missing = unwrapped(own).filter((line) => !said.includes(line));
      expect(missing).toEqual([]);
      expect(said).toContain(say('verify.validMeans', { count: 12 }));
      expect(reader.requests.slice(before)).toEqual([]);
      await reader.keepsNothing();
      await look(reader.page, `verify-${name}-valid`);
      await fits(reader.page, `verify-${name}-valid`);
      await leave(reader, name);
    });

    it('says why not, and where, one file after the other', async () => {
      const reader = await come(site(), ID);
      const other = structuredClone(BUNDLE);
      other.records[7]!.signature = other.records[8]!.signature;
      await check(reader, { name: 'changed.json', bytes: canonicalBytes(other) });
      await reader.sees(say('verify.invalid'));
      const said = await readAll(reader.page);
      for (const part of [say('verify.code.invalid_statement'), 'invalid_statement', 'records[7].statement'])
        expect(said).toContain(part);
      await look(reader.page, `verify-${name}-invalid`);
      await reader.tap('button', say('verify.again'));
      await check(reader, { name: 'page.html', bytes: Buffer.from('<html></html>') });
      await reader.sees(say('verify.unusable'));
      expect(await readAll(reader.page)).toContain(say('verify.kind.web_page'));
      await reader.tap('button', say('verify.again'));
      await check(reader, { name: 'letter.bundle', bytes: EXAMPLE });
      await reader.sees(say('verify.valid'));
      await leave(reader, name);
    });

    it('takes the id from the link or from who types it, never from the file', async () => {
      const letter = await makeLetter();
      const { file: bytes, letterId } = await makeBundle({ letter, signers: 12 });
      const reader = await come(site());
      await check(reader, { name: 'letter.bundle', bytes });
      await reader.page.getByText(say('verify.idWrong')).waitFor();
      expect(await reader.page.locator('#verify-id').getAttribute('aria-invalid')).toBe('true');
      await reader.type('textbox', say('verify.id'), ID);
      await reader.tap('button', say('verify.go'));
      await reader.sees(say('verify.invalid'));
      expect(await readAll(reader.page)).toContain(say('verify.code.letter_mismatch'));
      await reader.tap('button', say('verify.again'));
      await reader.page.locator('#verify-id').fill(letterId);
      await check(reader, { name: 'letter.bundle', bytes });
      await reader.sees(say('verify.valid'));
      await leave(reader, name);
    });

    it('accepts and refuses what the command line accepts and refuses', async () => {
      const reader = await come(site(), ID);
      const cases = [...tampered()];
      expect(cases.length).toBeGreaterThan(40);
      for (const one of cases) {
        const told = await verdictOf(one.bytes);
        await check(reader, one);
        await reader.find('button', say('verify.again')).waitFor();
        const isValid = (await reader.find('heading', say('verify.valid')).count()) > 0;
        const shown = isValid ? ['valid'] : await reader.page.locator('dd code').allInnerTexts();
        expect([one.name, ...shown]).toEqual([one.name, ...told]);
        await reader.tap('button', say('verify.again'));
      }
      await leave(reader, name);
    }, 120_000);

    it('takes a file that is dropped anywhere on it', async () => {
      const reader = await come(site(), ID);
      await drop(reader, [kept('letter.bundle', EXAMPLE)]);
      await reader.sees(say('verify.valid'));
      await leave(reader, name);
    });

    it('takes the next file on what was found of the one before', async () => {
      const reader = await come(site(), ID);
      await drop(reader, [kept('letter.bundle', EXAMPLE)]);
      await reader.sees(say('verify.valid'));
      await drop(reader, [kept('cut-off.bundle', EXAMPLE.subarray(0, 9000))]);
      await reader.sees(say('verify.unusable'));
      await drop(reader, [folder]);
      await reader.page.getByText(say('verify.fileFolder')).waitFor();
      expect(await reader.page.evaluate(() => document.activeElement?.id)).toBe('verify-file');
      await drop(reader, [kept('letter.bundle', EXAMPLE)]);
      await reader.sees(say('verify.valid'));
      await leave(reader, name);
    });

    it('says in a sentence what was dropped, when it is no bundle', async () => {
      const reader = await come(site(), ID);
      for (const [file, bytes, sentence] of [
        ['picture.png', readFileSync(join(ROOT, 'docs/pictures/press.png')), 'verify.kind.other'],
        ['empty.bundle', Buffer.of(), 'verify.kind.empty'],
        ['cut-off.bundle', EXAMPLE.subarray(0, 9000), 'verify.kind.cut_off'],
        ['cut-off.ndjson', asLines(BUNDLE).subarray(0, 9000), 'verify.kind.cut_off'],
        ['marked.bundle', Buffer.concat([Buffer.from('\ufeff'), EXAMPLE]), 'verify.kind.saved_anew'],
        ['letter.bundle.gz', gzipSync(EXAMPLE), 'verify.kind.packed'],
        ['other.json', Buffer.from('{"a":1}'), 'verify.kind.other'],
        ['edition.csv', Buffer.from('row,workplace\r\ntotal,Cumulus\r\n'), 'verify.kind.other'],
        ['saved.json', Buffer.from(JSON.stringify(BUNDLE, null, 2)), 'verify.code.not_canonical'],
        ['huge.bundle', Buffer.alloc((1 << 26) + 1, 0x20), 'verify.code.too_large'],
      ] as const) {
        await drop(reader, [kept(file, bytes)]);
        await reader.sees(say('verify.unusable'));
        const said = await readAll(reader.page);
        expect([file, said.includes(say(sentence))]).toEqual([file, true]);
        expect(said).toContain(say('verify.unusableNext'));
        await reader.tap('button', say('verify.again'));
      }
      const whole = kept('letter.bundle', EXAMPLE);
      for (const [paths, sentence] of [
        [[whole, kept('second.bundle', EXAMPLE)], 'verify.fileMany'],
        [[folder], 'verify.fileFolder'],
      ] as const) {
        await drop(reader, paths);
        await reader.page.getByText(say(sentence)).waitFor();
        expect(await reader.page.locator('#verify-file').getAttribute('aria-invalid')).toBe('true');
      }
      await look(reader.page, `verify-${name}-folder`);
      await drop(reader, [kept('lines.ndjson', asLines(BUNDLE))]);
      await reader.sees(say('verify.valid'));
      await leave(reader, name);
    });

    it('says of a file that is gone that it can’t be read', async () => {
      const reader = await come(site(), ID);
      const path = kept('gone.bundle', EXAMPLE);
      await reader.page.setInputFiles('#verify-file', path);
      rmSync(path);
      await reader.tap('button', say('verify.go'));
      await reader.sees(say('verify.unreadable'));
      await leave(reader, name);
    });

    it('asks for a file first', async () => {
      const reader = await come(site(), ID);
      await look(reader.page, `verify-${name}`);
      await fits(reader.page, `verify-${name}`);
      await reader.tap('button', say('verify.go'));
      await reader.page.getByText(say('verify.fileMissing')).waitFor();
      await look(reader.page, `verify-${name}-missing`);
      await leave(reader, name);
    });
  });

  describe('with more signatures than one document holds', () => {
    let many: File;
    let letter: string;

    beforeAll(async () => {
      const big = await makeBigLetter();
      letter = big.id;
      const path = join(folder, 'many.ndjson');
      await writeBundle(path, big, await makeRecords(big, MANY));
      many = { name: path, bytes: Buffer.of() };
    }, 120_000);

    it.each(Object.entries(PLACES))(
      'shows how far it is, pauses and answers, in the %s',
      async (name, come) => {
        const reader = await come(site(), letter);
        await reader.page.setInputFiles('#verify-file', many.name);
        await reader.tap('button', say('verify.go'));
        await reader.sees(say('verify.running'));
        const bar = reader.find('progressbar', say('verify.running'));
        const at = async (): Promise<number> => Number((await bar.getAttribute('value')) ?? 0);
        while ((await at()) === 0) await reader.page.waitForTimeout(20);
        expect(await bar.getAttribute('max')).toBe(MANY.toString());
        await reader.tap('button', say('verify.pause'));
        await reader.page.getByText(say('verify.paused')).waitFor();
        await reader.page.waitForTimeout(300);
        const paused = await at();
        await look(reader.page, `verify-${name}-paused`);
        // What is dropped meanwhile neither takes its place nor the page's.
        await dropInVain(reader, [kept('letter.bundle', EXAMPLE)]);
        expect(await at()).toBe(paused);
        expect(paused).toBeLessThan(MANY);
        await reader.tap('button', say('verify.resume'));
        await reader.find('heading', say('verify.valid')).waitFor({ timeout: 60_000 });
        expect(await readAll(reader.page)).toContain(say('verify.validMeans', { count: MANY }));
        await leave(reader, name);
      },
      120_000,
    );

    it.each(Object.entries(PLACES))(
      'never freezes, in the %s',
      async (name, come) => {
        const reader = await come(site(), letter);
        await watchTurns(reader.page);
        await reader.page.setInputFiles('#verify-file', many.name);
        await reader.tap('button', say('verify.go'));
        await reader.find('heading', say('verify.valid')).waitFor({ timeout: 60_000 });
        const { turns, longest } = await reader.page.evaluate(() => {
          const { turns, longest } = globalThis as unknown as Watched;
          return { turns, longest };
        });
        process.stdout.write(
          `${MANY} signatures in the ${name}: ${turns} turns, ${Math.round(longest)} ms apart at most\n`,
        );
        expect(turns).toBeGreaterThan(TURNS);
        await leave(reader, name);
      },
      120_000,
    );

    it.each(Object.entries(PLACES))('can be cancelled, and begun anew, in the %s', async (name, come) => {
      const reader = await come(site(), letter);
      await reader.page.setInputFiles('#verify-file', many.name);
      await reader.tap('button', say('verify.go'));
      await reader.tap('button', say('verify.cancel'));
      await reader.sees(say('verify.stopped'));
      await reader.tap('button', say('verify.again'));
      await reader.page.locator('#verify-id').fill(ID);
      await check(reader, { name: 'letter.bundle', bytes: EXAMPLE });
      await reader.sees(say('verify.valid'));
      await leave(reader, name);
    });
  });

  it('offers the file of its own, with the digest that it has', async () => {
    const reader = await site().person();
    await reader.open('/verify');
    const download = reader.page.waitForEvent('download');
    await reader.page.locator('a[download]').click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('undersigned-verify.html');
    const bytes = readFileSync(await saved.path());
    expect(bytes).toEqual(readFileSync(join(ROOT, 'dist/web/undersigned-verify.html')));
    expect(await readAll(reader.page)).toContain(Buffer.from(p.sha256(bytes)).toString('hex'));
    await reader.leave();
  });

  it('is refused any request by its own rules, in page, worker and file', async () => {
    for (const [name, come] of Object.entries(PLACES)) {
      const reader = await come(site(), ID);
      await reader.context.setOffline(false);
      const { url } = site();
      const sent = await reader.page.evaluate(async (to) => {
        const refused = (): string => 'refused';
        return fetch(`${to}/health`, { mode: 'no-cors' }).then(() => 'sent', refused);
      }, url);
      expect([name, sent]).toEqual([name, 'refused']);
      const [worker] = reader.page.workers();
      expect(worker === undefined).toBe(name === 'file');
      const byWorker = await worker?.evaluate(
        (to) =>
          fetch(`${to}/health`, { mode: 'no-cors' }).then(
            () => 'sent',
            () => 'refused',
          ),
        url,
      );
      expect(byWorker).toBe(name === 'file' ? undefined : 'refused');
      await reader.context.close();
    }
  });

  it.each(['en-XA', 'ar-XB'])('fits in %s', async (locale) => {
    const reader = await site().person();
    const said = texts(locale);
    await reader.open(`/verify?letter=${ID}&locale=${locale}`);
    await reader.page.getByText(said('verify.ready')).waitFor();
    await look(reader.page, `verify-page-${locale}`);
    await check(reader, { name: 'letter.bundle', bytes: EXAMPLE }, said);
    await reader.sees(said('verify.valid'));
    await look(reader.page, `verify-page-valid-${locale}`);
    await reader.leave();
  });

  it('says what it needs where JavaScript is off', async () => {
    const reader = await site().person({ javaScriptEnabled: false });
    await reader.open('/verify');
    expect(await reader.page.locator('noscript').innerText()).toBe(say('verify.noScript'));
    await reader.leave();
  });
});

/** Bundles as somebody might change them: each in one of both forms. */
function* tampered(): Generator<File> {
  yield { name: 'whole', bytes: EXAMPLE };
  yield { name: 'lines', bytes: asLines(BUNDLE) };
  yield { name: 'empty', bytes: Buffer.of() };
  yield { name: 'half', bytes: EXAMPLE.subarray(0, 9000) };
  yield { name: 'spread out', bytes: Buffer.from(JSON.stringify(BUNDLE, null, 2)) };
  let i = 0;
  for (const { path, what, value } of mutations(BUNDLE)) {
    i += 1;
    if (i % EVERY !== 0) continue;
    const isLines = i % 2 === 0 && Array.isArray((value as { records?: unknown } | null)?.records);
    yield {
      name: `${path} ${what}`,
      bytes: isLines ? asLines(value as object) : canonicalBytes(value),
    };
  }
}

/** What the command line says: `valid`, or code and place. */
async function verdictOf(bytes: Uint8Array): Promise<string[]> {
  try {
    await verifyBundle(p, bytes, ID);
    return ['valid'];
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, place } = refusalOf(error);
    return place === null ? [code] : [code, place];
  }
}

/** A file on the disk of who checks. Its path. */
function kept(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function choose(reader: Person, { name, bytes }: File): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  await reader.page.setInputFiles('#verify-file', file);
}

async function check(reader: Person, file: File, said = say): Promise<void> {
  await choose(reader, file);
  await reader.tap('button', said('verify.go'));
}

/** The command line's sentences as they were before they were broken into lines. */
function unwrapped(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(/(?<=\.)\s|\s(?=\S+$)/)[0] ?? []);
}

async function leave(reader: Person, name: string): Promise<void> {
  await (name === 'page' ? reader.leave() : leaveFile(reader, FILE));
}

interface Watched {
  turns: number;
  /** In milliseconds. */
  longest: number;
}

/** Counts in the page how often it comes to something else while a check is under way, and how long that took at most. */
async function watchTurns(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as Watched;
    watched.turns = watched.longest = 0;
    let last: number | undefined;
    setInterval(() => {
      const now = performance.now();
      const isUnder = document.querySelector('progress') !== null;
      if (isUnder) watched.turns++;
      if (isUnder && last !== undefined) watched.longest = Math.max(watched.longest, now - last);
      last = isUnder ? now : undefined;
    }, 5);
  });
}
