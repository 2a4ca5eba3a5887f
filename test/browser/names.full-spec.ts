// 10,000 names, by clicking: checked and opened in a worker, stopped, reloaded and gone on with, read, one left out, published,
// read by a journalist and verified. Figures of a run are left in test-output/names.json.
import { afterAll, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { NameToShow } from '../../src/client/sign/sign.js';
import type { Opened } from '../support/world.js';
import { signByName } from '../support/vouched.js';
import { comeAs, lookAgain, next, press } from './support/console.js';
import { fits, look } from './support/look.js';
import type { Person } from './support/person.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const NAMED = Number(process.env['UNDERSIGNED_NAMES'] ?? 10_000);
/** Above what one JSON document of a bundle may hold, where there are 10,000 names. */
const ANONYMOUS = 40;
const ALL = NAMED + ANONYMOUS;
const ABUSIVE = 'Zzz The Chief Executive Himself';
const WITHIN_MS = Math.max(60_000, NAMED * 30);

/** What may be done twice, and what the bar may be late by: what is under way, a piece that isn't full, the step of the bar. */
const SLACK = 640;

const HOLDS = say('release.checked.heading');
const NAMES_HEADING = say('release.names.heading');
const SYLLABLES = ['Ada', 'Ben', 'Chi', 'Dun', 'Éva', 'Fen', 'Gül', 'Hua', 'Ívo', 'Jún', 'Kwa', 'Lev'];

const figures: Record<string, unknown> = { names: NAMED, signatures: ALL };

/** Put before the worker's own script: tells the page how often it has verified, which a busy worker can't be asked. */
const COUNTING = `const told = new BroadcastChannel('verified');
let verified = 0;
told.postMessage(verified);
const { subtle } = crypto;
const verify = subtle.verify.bind(subtle);
subtle.verify = (...given) => {
  verified += 1;
  if (verified % 10 === 0) told.postMessage(verified);
  return verify(...given);
};
`;

/** In a page before its own scripts: for how long it could not answer, and what its worker tells. */
const PROBE = `globalThis.stalls = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.stalls.push(Math.round(duration));
}).observe({ type: 'longtask' });
globalThis.verified = 0;
globalThis.told = new BroadcastChannel('verified');
globalThis.told.onmessage = ({ data }) => { globalThis.verified = data; };
`;

describeSite('ten thousand names', (site) => {
  let opened: Opened;
  let reachedStep = 0;

  /** What comes before must have worked: nobody waits for what can't come. */
  const step = (number: number): void => {
    expect(reachedStep).toBe(number);
  };

  /** Nobody waits for less than what a slow machine needs; her worker counts what it verifies. */
  const come = async (index: number): Promise<Person> => {
    const person = await comeAs(site(), opened, index);
    await probe(person);
    return person;
  };

  const probe = async (person: Person): Promise<void> => {
    person.context.setDefaultTimeout(WITHIN_MS);
    await person.context.addInitScript(PROBE);
    await person.page.evaluate(PROBE);
    await person.context.route(/\/assets\/.*\.js$/, async (route) => {
      // A worker's script is asked for by no frame's navigation; what a page loads is left as it is.
      if (!route.request().url().includes('worker')) return route.continue();
      const answer = await route.fetch();
      return route.fulfill({ response: answer, body: COUNTING + (await answer.text()) });
    });
  };

  afterAll(() => {
    const folder = resolve(import.meta.dirname, '../../test-output');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'names.json'), JSON.stringify(figures, undefined, 2));
    process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  });

  it(
    'are signed for, reached and proposed',
    async () => {
      opened = await site().open({
        threshold: Math.floor(NAMED / 2),
        minimumCell: 10,
        countStep: 10,
        nameConditions: [50],
        timeZone: 'Europe/Berlin',
        pressContact: 'press@cumulus-letter.example',
      });
      await took('signing', async () => {
        await signByName(site().world, opened.letter, names());
        await site().world.signMany(opened.letter, ANONYMOUS);
      });
      await took('two epoch ends', async () => {
        await site().world.endEpoch(opened.letter, 1);
        await site().world.endEpoch(opened.letter, 2);
      });
      const heron = await come(0);
      await press(heron, say('release.propose.go'), say('release.snapshot.heading'));
      await heron.leave();
      await took('snapshot', async () => site().world.endEpoch(opened.letter, 3));
      reachedStep = 1;
    },
    2 * WITHIN_MS,
  );

  it(
    'are checked in a worker, stopped, reloaded, and gone on with from there',
    async () => {
      step(1);
      const heron = await come(0);
      const { page } = heron;
      const sizes = watchSizes(heron);
      const records = 2 * NAMED + ANONYMOUS;

      await took('check until stopped', async () => {
        await heron.tap('button', say('release.check.go'));
        await reached(page, ALL / 4);
      });
      expect(page.workers()).toHaveLength(1);
      await heron.tap('button', say('release.work.stop'));
      await page.getByText(say('release.work.stopped')).waitFor();

      await heron.tap('button', say('release.work.goOn'));
      const half = await reached(page, ALL / 2);
      expect(half.all).toBe(records);
      // Of each record the token and the statement are verified, but of none that was verified before.
      expect(half.verified).toBeLessThan(2 * (Math.min(half.done, ALL) - ALL / 4 + SLACK));
      await page.reload();
      await page.locator('.release-next strong').waitFor();
      await page.getByText(say('release.work.kept')).waitFor();
      await look(page, 'names-interrupted');

      await took('check gone on with, from half', async () => press(heron, say('release.check.go'), HOLDS));
      expect(await verifiedIn(page)).toBeLessThan(2 * (ALL - half.done + SLACK));
      await note(heron, 'checking');
      await heron.tap('button', say('release.checked.signGo'));
      await took('signing the proposal, with the shares', async () =>
        heron.sees(say('release.waitOthers.heading')),
      );
      await note(heron, 'signing the proposal');
      figures['requests of the first organizer'] = sizes();
      await heron.leave();

      const kestrel = await come(1);
      await took('check by another, at a stretch', async () =>
        press(kestrel, say('release.check.go'), HOLDS),
      );
      await kestrel.tap('button', say('release.checked.signGo'));
      await kestrel.sees(say('release.open.heading'));
      await note(kestrel, 'checking at a stretch');
      await kestrel.leave();
      reachedStep = 2;
    },
    2 * WITHIN_MS,
  );

  it(
    'are opened, closed with the page in the middle, read, and all but one published',
    async () => {
      step(2);
      const heron = await come(0);
      const { page } = heron;
      const sizes = watchSizes(heron);
      await heron.tap('button', say('release.open.go'));
      const half = await openedSoFar(page, NAMED / 2);
      expect(page.workers()).toHaveLength(1);
      await page.reload();
      await page.locator('.release-next strong').waitFor();
      await page.getByText(say('release.work.kept')).waitFor();
      await took('opening gone on with, from half', async () =>
        press(heron, say('release.open.go'), NAMES_HEADING),
      );
      // Certificates; of whoever was opened before, none is verified again.
      expect(await verifiedIn(page)).toBeLessThan(NAMED - half.done + SLACK);
      await note(heron, 'opening');

      expect(await page.locator('.release-names > li').count()).toBe(50);
      const parts = page.getByLabel(say('release.names.jump'), { exact: true });
      const last = NAMED - 50;
      await parts.selectOption(last.toString());
      await page.getByText(ABUSIVE, { exact: true }).waitFor();
      await page.getByText(say('release.names.range', { from: last + 1, to: NAMED, all: NAMED })).waitFor();
      await took('finding one', async () => {
        await heron.find('searchbox', say('release.names.search')).pressSequentially('zzz chief');
        await page.getByText(say('release.names.found', { count: 1 })).waitFor();
      });
      await note(heron, 'typing into the search field');
      await took('leaving one out', async () => {
        await heron.find('checkbox', say('release.names.strike', { name: ABUSIVE })).check();
        await page.getByText(say('release.names.left', { reason: 'struck', count: 1 })).waitFor();
      });
      await note(heron, 'leaving one out');
      await heron.find('searchbox', say('release.names.search')).fill('');
      await look(page, 'names-read');
      await fits(page, 'names-read');
      await took('making the edition', async () => {
        await heron.tap('button', say('release.edition.sign', { left: 1 }));
        await heron.sees(say('release.drafts.heading', { count: 1 }));
      });
      await note(heron, 'making the edition');
      await took('looking again', async () => lookAgain(heron));
      await note(heron, 'looking again');
      figures['requests while opening'] = sizes();
      figures['memory of the tab, MB'] = await memoryOf(heron);
      await heron.leave();

      const kestrel = await come(1);
      expect(await next(kestrel)).toBe(say('release.next.review', { left: 0, count: 1, by: 'Heron' }));
      await took('opening by another', async () => {
        await kestrel.tap('button', say('release.open.go'));
        await kestrel.find('button', say('release.drafts.agreePublish')).waitFor();
      });
      expect(await kestrel.page.locator('.release-draft').innerText()).toContain(ABUSIVE);
      await note(kestrel, 'opening and reviewing');
      await took('publishing', async () => {
        await kestrel.tap('button', say('release.drafts.agreePublish'));
        await kestrel.page.getByRole('link', { name: say('release.editions.press') }).waitFor();
      });
      await note(kestrel, 'publishing');
      await kestrel.leave();
      reachedStep = 3;
    },
    2 * WITHIN_MS,
  );

  it(
    'stand on the page for the press, and in a bundle that verifies',
    async () => {
      step(3);
      const reader = await site().person({ width: 1280, height: 900 });
      await probe(reader);
      await reader.open(`/l/${opened.letter.id}`);
      const edition = (await editionsOf(site().url, opened.letter.id)).at(-1)!;
      const url = `${site().url}/l/${opened.letter.id}/press/${edition}`;
      const html = await took('press page, drawn first', async () => (await fetch(url)).text());
      await new Promise((stale) => setTimeout(stale, 2_500));
      await took('press page, drawn again', async () => (await fetch(url)).text());
      await took('press page, from memory', async () => (await fetch(url)).text());
      figures['press page, kB'] = [kilobytes(html), kilobytes(gzipSync(html))];

      await took('press page in the browser', async () => reader.open(url));
      const list = reader.page.locator('.press-names > li');
      expect(await list.count()).toBe(NAMED - 1);
      expect(await reader.page.locator('main').innerText()).not.toContain(ABUSIVE);
      const coming = reader.page.waitForEvent('download');
      await reader.tap('link', say('press.bundle'));
      const file = await (await coming).path();
      figures['bundle, MB'] = Math.round(readFileSync(file).length / 1e5) / 10;

      await reader.open(`/verify?letter=${opened.letter.id}`);
      await reader.page.getByText(say('verify.ready')).waitFor();
      await reader.page.locator('#verify-file').setInputFiles(file);
      await took('verifying', async () => {
        await reader.tap('button', say('verify.go'));
        await reader.sees(say('verify.valid'));
      });
      expect(await reader.page.locator('main').innerText()).toContain(
        say('verify.validMeans', { count: ALL }),
      );
      await note(reader, 'verifying');
      await reader.leave();
    },
    2 * WITHIN_MS,
  );
});

/** 9,999 who mean it, and one who doesn't. */
function* names(): Generator<NameToShow> {
  for (let i = 1; i < NAMED; i++) {
    const at = (place: number): string =>
      SYLLABLES[Math.floor(i / SYLLABLES.length ** place) % SYLLABLES.length] ?? '';
    const name = `${at(0)}${at(1).toLowerCase()} ${at(2)}${at(3).toLowerCase()} ${i.toString()}`;
    yield { name, condition: 50, showAddress: i % 2 === 0, ...(i % 3 === 0 ? { title: 'Engineer' } : {}) };
  }
  yield { name: ABUSIVE, condition: 50, showAddress: false };
}

interface Bar {
  readonly done: number;
  readonly all: number;
  /** How often the worker has verified by then. */
  readonly verified: number;
}

/** Waits until the bar shows that so much is done and something isn't; what it showed then. */
async function reached(page: Page, least: number, what = ''): Promise<Bar> {
  const found = await page.waitForFunction(
    ([enough, label]) => {
      const bar = document.querySelector('progress[max]') as unknown as {
        value: number;
        max: number;
        ariaLabel: string;
      } | null;
      if (bar === null || bar.value < enough || bar.value === bar.max) return false;
      const { verified } = globalThis as unknown as { verified: number };
      return bar.ariaLabel.includes(label) ? { done: bar.value, all: bar.max, verified } : false;
    },
    [least, what] as const,
  );
  return (await found.jsonValue()) as Bar;
}

async function openedSoFar(page: Page, least: number): Promise<Bar> {
  return reached(page, least, say('release.work.opening'));
}

async function verifiedIn(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { verified: number }).verified);
}

/** Notes in the figures how long it took, and how long the server, which runs in this process, answered nobody meanwhile. */
async function took<T>(what: string, action: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const started = performance.now();
  delay.enable();
  try {
    return await action();
  } finally {
    delay.disable();
    const seconds = Math.round((performance.now() - started) / 10) / 100;
    figures[what] = { seconds, 'longest silence of the server, ms': Math.round(delay.max / 1e6) };
    process.stdout.write(`${what}: ${JSON.stringify(figures[what])}\n`);
  }
}

/** Notes how long the page kept her waiting since it was last asked. */
async function note({ page }: Person, what: string): Promise<void> {
  const stalls = await page.evaluate(() => {
    const { stalls: all } = globalThis as unknown as { stalls: number[] };
    return all.splice(0);
  });
  figures[`page kept waiting, ms: ${what}`] = stalls.sort((a, b) => b - a).slice(0, 8);
  process.stdout.write(`page kept waiting, ms: ${what}: ${JSON.stringify(stalls.slice(0, 8))}\n`);
}

/** What is sent and got, in kilobytes, of the requests that are larger than 100. */
function watchSizes({ context }: Person): () => string[] {
  const large: string[] = [];
  context.on('response', (response) => {
    const request = response.request();
    const path = new URL(request.url()).pathname.replace(/[\w-]{32,}/g, '…');
    const sent = request.postDataBuffer()?.length ?? 0;
    const noted = (got: number): void => {
      if (sent + got > 100_000)
        large.push(
          `${request.method()} ${path}: ${Math.round(sent / 1000)} sent, ${Math.round(got / 1000)} got`,
        );
    };
    response.body().then(
      (body) => {
        noted(body.length);
      },
      () => {
        noted(0);
      },
    );
  });
  return () => [...new Set(large)];
}

async function memoryOf({ page, context }: Person): Promise<number> {
  const session = await context.newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return Math.round(usedSize / 1e6);
}

async function editionsOf(url: string, letter: string): Promise<string[]> {
  const answer = (await (await fetch(`${url}/api/v1/letters/${letter}`)).json()) as { editions: string[] };
  return answer.editions;
}

function kilobytes(content: string | Uint8Array): number {
  return Math.round(Buffer.byteLength(content) / 1000);
}
