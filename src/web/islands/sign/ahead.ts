// The proof of work, done while she reads and types, so that a code is mailed at once. protocol.md#work
import type { ClientLetter } from '../../../client/letter.js';
import { doWork, fetchWork } from '../../../client/work.js';

/** What is done is sent with so much time to spare. */
const SPARE_MS = 30_000;

interface Begun {
  readonly issuer: number;
  readonly stop: AbortController;
  /** Undefined if it couldn't be done: whoever asks for the code tries again then, and says why. */
  readonly done: Promise<string | undefined>;
  until: number;
}

export class WorkAhead {
  private begun: Begun | undefined;

  constructor(private readonly letter: ClientLetter) {}

  /** Begins for this issuer (index in the manifest's `issuers`), unless it was and is still good. */
  begin(issuer: number): Promise<string | undefined> {
    if (this.begun?.issuer === issuer && this.letter.http.now().getTime() < this.begun.until)
      return this.begun.done;
    this.stop();
    const stop = new AbortController();
    const begun: Begun = { issuer, stop, until: Infinity, done: this.work(issuer, stop.signal) };
    this.begun = begun;
    return begun.done;
  }

  /** What was done, once: it is good for one code. */
  async take(issuer: number): Promise<string | undefined> {
    const done = await this.begin(issuer);
    this.begun = undefined;
    return done;
  }

  stop(): void {
    this.begun?.stop.abort();
    this.begun = undefined;
  }

  private async work(issuer: number, signal: AbortSignal): Promise<string | undefined> {
    try {
      const demand = await fetchWork(this.letter, issuer);
      if (this.begun?.stop.signal === signal) {
        this.begun.until = Date.parse(demand.parameters.data.expiresAt) - SPARE_MS;
      }
      return await doWork(this.letter.p, demand, { signal, pause: turn });
    } catch {
      if (this.begun?.stop.signal === signal) this.begun = undefined;
      return undefined;
    }
  }
}

/** Lets everything else run first. Unlike timers it isn't slowed down while she looks into her mail. */
async function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
