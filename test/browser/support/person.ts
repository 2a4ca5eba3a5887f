// Somebody at her device: a profile of her own, what she taps and types, and a record of all that her browser did.
import { expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

export type Role = Parameters<Page['getByRole']>[0];

export interface PersonOptions {
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Pixels of a picture for each CSS pixel. */
  readonly scale?: number;
  readonly javaScriptEnabled?: boolean;
  /** How far her clock is ahead of this machine's, in milliseconds. */
  readonly ahead?: number;
  readonly userAgent?: string;
}

/** A file on her device. */
export interface TakenFile {
  /** As the site named it. */
  readonly name: string;
  readonly bytes: Buffer;
}

const PHONE = { width: 390, height: 844 };
const WITHIN_MS = 45_000;

export class Person {
  /** What she pressed; a field that she goes to counts, one that has the focus already doesn't. */
  taps = 0;
  /** What she typed. */
  characters = 0;
  /** Method and address of everything that her browser asked for. */
  readonly requests: { readonly method: string; readonly url: string }[] = [];
  /** What went wrong in her browser; failed requests are added if a test doesn't say that there will be some. */
  readonly problems: string[] = [];
  expectsFailures = false;

  private constructor(
    readonly context: BrowserContext,
    private readonly origin: string,
    public page: Page,
  ) {}

  static async come(browser: Browser, origin: string, options: PersonOptions = {}): Promise<Person> {
    const { width = PHONE.width, height = PHONE.height, dark = false, ahead = 0 } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      hasTouch: width < 1000,
      deviceScaleFactor: options.scale ?? 1,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      acceptDownloads: true,
      serviceWorkers: 'block',
      javaScriptEnabled: options.javaScriptEnabled ?? true,
      ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
    });
    context.setDefaultTimeout(WITHIN_MS);
    if (ahead !== 0) await context.addInitScript(putAhead, ahead);
    const person = new Person(context, origin, await context.newPage());
    person.watch();
    return person;
  }

  /** Opens an address as a link does; a path is one of the site's. */
  async open(address: string): Promise<void> {
    await this.page.goto(address.startsWith('/') ? this.origin + address : address);
  }

  find(role: Role, name: string | RegExp): Locator {
    return this.page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** Presses it. */
  async tap(role: Role, name: string | RegExp): Promise<void> {
    await this.find(role, name).click();
    this.taps += 1;
  }

  /** Goes to the field, unless she is there, and types. */
  async type(role: Role, name: string | RegExp, text: string): Promise<void> {
    const field = this.find(role, name);
    await field.waitFor();
    if (!(await hasFocus(field))) {
      await field.click();
      this.taps += 1;
    }
    await this.page.keyboard.type(text);
    this.characters += text.length;
  }

  /** Moves by Tab until this has the focus; throws after a whole round. */
  async tabTo(role: Role, name: string | RegExp): Promise<void> {
    const wanted = this.find(role, name);
    await wanted.waitFor();
    for (let i = 0; i < 80; i++) {
      if (await hasFocus(wanted)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard alone does not reach ${role} ${String(name)}.`);
  }

  /** Presses what gives a file, and has it. */
  async takes(role: Role, name: string | RegExp): Promise<TakenFile> {
    const coming = this.page.waitForEvent('download');
    await this.tap(role, name);
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Waits for the step with this heading; true if the focus is on the heading then. */
  async sees(heading: string | RegExp): Promise<void> {
    const found = this.find('heading', heading);
    await found.waitFor();
    await expectFocus(found);
  }

  /** Closes the tab and opens another one in the same profile. */
  async newTab(): Promise<void> {
    await this.page.close();
    this.page = await this.context.newPage();
  }

  /** Puts her clock ahead, for every page that she opens from now on. */
  async goAhead(seconds: number): Promise<void> {
    await this.context.addInitScript(putAhead, seconds * 1000);
  }

  /** The page before her stays open, and so long passes. */
  async waits(seconds: number): Promise<void> {
    await this.page.evaluate(putAhead, seconds * 1000);
  }

  /** Everything that the site has left on her device, by where it is. */
  async kept(): Promise<Record<string, unknown>> {
    const inPage = await this.page.evaluate(async () => {
      const { localStorage, sessionStorage, indexedDB, caches, history, name, document } =
        globalThis as unknown as Window & typeof globalThis;
      return {
        localStorage: { ...localStorage },
        sessionStorage: { ...sessionStorage },
        databases: (await indexedDB.databases()).map((one) => one.name),
        caches: await caches.keys(),
        cookie: document.cookie,
        // Browsers write it to disk, too; a random name for a step says nothing.
        history: /^(?:[\da-f-]{36}|[\w-]{22})$/.test(String(history.state))
          ? null
          : (history.state as unknown),
        name,
      };
    });
    return { ...inPage, cookies: await this.context.cookies() };
  }

  /** Fails unless the site has left nothing on her device. */
  async keepsNothing(): Promise<void> {
    expect(await this.kept()).toEqual(NOTHING_KEPT);
  }

  /** Ends her visit. Fails if her browser asked another site for anything, or if anything went wrong in it. */
  async leave(): Promise<void> {
    await this.context.close();
    const elsewhere = this.requests.filter(({ url }) => new URL(url).origin !== this.origin);
    expect(elsewhere).toEqual([]);
    expect(this.problems).toEqual([]);
  }

  private watch(): void {
    const { context } = this;
    context.on('request', (request) => {
      this.requests.push({ method: request.method(), url: request.url() });
    });
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const text = message.text();
      if (this.expectsFailures && text.startsWith('Failed to load resource')) return;
      // A preview that was still being drawn for her last page: this one comes a moment later.
      if (text.includes('status of 429') && message.location().url.includes('/organize/preview')) return;
      // How long a busy machine took to lay the page out.
      if (text.includes('was preloaded using link preload but not used within a few seconds')) return;
      this.problems.push(text);
    });
    context.on('weberror', (error) => this.problems.push(String(error.error())));
  }
}

export const NOTHING_KEPT = {
  localStorage: {},
  sessionStorage: {},
  databases: [],
  caches: [],
  cookie: '',
  history: null,
  name: '',
  cookies: [],
};

async function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === element.ownerDocument.activeElement);
}

/** Fails unless the focus is on it, or gets there at once. */
export async function expectFocus(locator: Locator): Promise<void> {
  const until = performance.now() + 2_000;
  while (!(await hasFocus(locator)) && performance.now() < until) {
    await new Promise((wait) => setTimeout(wait, 20));
  }
  const focused = locator.page().locator(':focus');
  const here = (await focused.count()) === 0 ? 'nothing' : await focused.first().innerText();
  expect({ focus: (await hasFocus(locator)) || here }).toEqual({ focus: true });
}

/** Runs in the page before anything else: its clock goes ahead, as the server's does. */
function putAhead(ahead: number): void {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: [] | [number | string | Date]) {
      if (given.length === 0) super(Real.now() + ahead);
      else super(...given);
    }

    static override now(): number {
      return Real.now() + ahead;
    }
  } as DateConstructor;
}
