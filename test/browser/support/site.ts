// A whole server for tests in a browser: real HTTP on this machine, real migrations, a real SMTP sink, and one Chromium in which
// every person has a profile of her own.
import { afterAll, beforeAll } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import type { ClientLetter } from '../../../src/client/letter.js';
import { toTime } from '../../../src/protocol/shape.js';
import { type ContentChanges, type Host, ManualClock, type Opened, World } from '../../support/world.js';
import { Person, type PersonOptions } from './person.js';
import { describeWithChromium, FLAGS } from './where.js';

const OPENS_IN_MS = 2_000;
const EPOCH_SECONDS = 3600;
const EPOCHS = 24;

/** A clock that runs, and that a test can put ahead. */
class RunningClock extends ManualClock {
  /** In milliseconds. */
  ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  override set(time: Date): void {
    this.ahead = time.getTime() - Date.now();
  }

  override advance(seconds: number): void {
    this.ahead += seconds * 1000;
  }
}

export interface SiteOptions {
  /** Adds to the server's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Adds to Chromium's command line. */
  readonly flags?: readonly string[];
  /** Starts another server than one on a template of the database. */
  readonly host?: (clock: ManualClock) => Promise<Host>;
}

export class Site {
  private readonly people: Person[] = [];

  private constructor(
    readonly world: World,
    private readonly clock: RunningClock,
    private readonly browser: Browser,
  ) {}

  static async start(executablePath: string, options: SiteOptions = {}): Promise<Site> {
    const { env = {}, flags = [], host } = options;
    const clock = new RunningClock();
    const world =
      host === undefined ? await World.start({ ...env }, clock) : World.on(await host(clock), clock);
    try {
      const args = [...FLAGS, ...flags];
      return new Site(world, clock, await chromium.launch({ executablePath, headless: true, args }));
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  /** Without the slash at the end. */
  get url(): string {
    return this.world.server.url;
  }

  /** How far the server's clock is ahead of the machine's, in milliseconds. */
  get ahead(): number {
    return this.clock.ahead;
  }

  /** A letter, open now. */
  async openLetter(changes: ContentChanges = {}): Promise<ClientLetter> {
    return (await this.open(changes)).letter;
  }

  /** The letter of `world.openLetter`, open now, with its organizers: instead of waiting, the clock is put there. */
  async open(changes: ContentChanges = {}): Promise<Opened> {
    const { clock } = this;
    const before = clock.ahead;
    const opensAt = new Date(Math.ceil((clock.now().getTime() + OPENS_IN_MS) / 1000) * 1000);
    const at = (seconds: number): string => toTime(new Date(opensAt.getTime() + seconds * 1000));
    const opened = await this.world.openLetter({
      opensAt: at(0),
      closesAt: at(EPOCHS * (changes.epochSeconds ?? EPOCH_SECONDS)),
      ...changes,
    });
    clock.ahead = Math.max(before, opensAt.getTime() - Date.now());
    return opened;
  }

  /** Puts server and, for who comes from now on, browsers ahead. */
  async wait(seconds: number): Promise<void> {
    this.clock.advance(seconds);
    await this.world.tick();
  }

  /** Somebody with a device of her own. */
  async person(options: PersonOptions = {}): Promise<Person> {
    const person = await Person.come(this.browser, this.url, { ahead: this.clock.ahead, ...options });
    this.people.push(person);
    return person;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.world.stop();
  }
}

/** Describes what people do with a site that is started for these tests. */
export function describeSite(
  name: string,
  tests: (site: () => Site) => void,
  options: SiteOptions = {},
): void {
  describeWithChromium(name, (path) => {
    let site: Site | undefined;
    beforeAll(async () => {
      site = await Site.start(path, options);
    });
    afterAll(async () => {
      await site?.stop();
    });
    tests(() => {
      if (site === undefined) throw new Error('The site is not there.');
      return site;
    });
  });
}
