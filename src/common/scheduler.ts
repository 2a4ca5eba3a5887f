// Work that comes round: each tick by itself, never twice at once, never fatal; awaited before the process ends.
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from './config.js';
import { Log } from './logger.js';

interface Tick {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  running: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
}

@Injectable()
export class Scheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticks = new Map<string, Tick>();
  private started = false;
  private stopped = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** Runs `tick` every `everyMs` milliseconds once the application is up. A name is given once. */
  register(name: string, everyMs: number, tick: () => Promise<void>): void {
    if (this.ticks.has(name)) throw new Error(`A tick named ${name} is registered already.`);
    const entry: Tick = { everyMs, run: tick, running: undefined, timer: undefined };
    this.ticks.set(name, entry);
    if (this.started) this.start(name, entry);
  }

  /** Runs every tick once, one after the other, in the order they were registered. Throws what the first failing one threw. */
  async runAll(): Promise<void> {
    for (const name of this.ticks.keys()) await this.run(name);
  }

  /** Runs this tick now, after the run that may be under way. Throws what it throws. */
  async run(name: string): Promise<void> {
    const tick = this.ticks.get(name);
    if (tick === undefined) throw new Error(`No tick is named ${name}.`);
    while (tick.running !== undefined) await tick.running.catch(() => undefined);
    await this.once(tick);
  }

  onApplicationBootstrap(): void {
    if (!this.config.scheduler) return;
    this.started = true;
    for (const [name, tick] of this.ticks) this.start(name, tick);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    const ticks = [...this.ticks.values()];
    for (const tick of ticks) clearInterval(tick.timer);
    await Promise.allSettled(ticks.map((tick) => tick.running));
  }

  private start(name: string, tick: Tick): void {
    tick.timer = setInterval(() => {
      if (tick.running !== undefined || this.stopped) return;
      this.once(tick).catch((error: unknown) => {
        this.log.failure(`The tick ${name} failed; it runs again`, error);
      });
    }, tick.everyMs);
    tick.timer.unref();
  }

  private async once(tick: Tick): Promise<void> {
    if (this.stopped) return;
    tick.running = Promise.resolve().then(tick.run);
    try {
      await tick.running;
    } finally {
      tick.running = undefined;
    }
  }
}
