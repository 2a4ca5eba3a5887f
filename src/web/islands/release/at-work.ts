// The page's side of its worker: one piece of work after the other, with progress, and an end before the end. What was worked out
// by then is kept.
import type { OpenedNames } from '../../../client/release/editions.js';
import type { OpenedMember } from '../../../protocol/released-names.js';
import type { Organizer } from '../../../client/organizer.js';
import { startWorker } from '../worker.js';
import { type Checked, fromFailure, type FromWorker, type Progress, type ToWorker } from './messages.js';
import workerUrl from './worker.ts?worker&url';

export interface Found {
  readonly checked: Checked;
  /** Where the names were to be opened. */
  readonly opened?: OpenedNames;
}

/** How long a worker that was stopped may take to keep what it has. */
const PATIENCE_MS = 5000;

/** She stopped it, or has gone. */
export class StoppedError extends Error {}

export class AtWork {
  private worker: Worker | undefined;
  private end: ((error: Error) => void) | undefined;
  /** The one before, keeping what it has: the next one goes on from that, however soon it is begun. */
  private ending = Promise.resolve();
  /** How often she has stopped it: what is begun, and stopped before its worker is there, never starts. */
  private stops = 0;

  /** `organizer` is asked for each time: she may have signed in again. */
  constructor(
    private readonly letter: string,
    private readonly organizer: () => Organizer,
    private readonly onProgress: (progress: Progress) => void,
  ) {}

  /** Checks a proposal (its id). Rejects as `checkProposal`, or with StoppedError. */
  async check(proposal: string): Promise<Found> {
    return this.work({ check: proposal });
  }

  /** Opens the names of a proposal, after checking it. Rejects as `checkProposal` and `openNames`, or with StoppedError. */
  async open(proposal: string): Promise<Found> {
    return this.work({ open: proposal });
  }

  /** Ends what is being done, once what was worked out is kept; it goes on from there when it is begun again. */
  stop(): void {
    const { worker } = this;
    this.stops += 1;
    this.worker = undefined;
    this.end?.(new StoppedError());
    if (worker === undefined) return;
    this.ending = new Promise((ended) => {
      const end = (): void => {
        worker.terminate();
        ended();
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data === 'kept') end();
      };
      setTimeout(end, PATIENCE_MS);
    });
    worker.postMessage('keep' satisfies ToWorker);
  }

  private async work(wanted: ToWorker): Promise<Found> {
    const worker = await this.started();
    return new Promise((found, failed) => {
      const members: OpenedMember[] = [];
      this.end = failed;
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data === 'ready' || data === 'kept') return;
        if ('ask' in data) void this.answer(worker, data.ask, data.url);
        else if ('done' in data) this.onProgress(data);
        else if ('failed' in data) failed(fromFailure(data.failed));
        else if ('members' in data) members.push(...data.members);
        else if ('roles' in data) found({ checked: data.checked, opened: { members, roles: data.roles } });
        else found(data);
      };
      worker.onerror = () => {
        this.stop();
        failed(new Error('The worker failed.'));
      };
      worker.postMessage(wanted);
    });
  }

  private async started(): Promise<Worker> {
    if (this.worker !== undefined) return this.worker;
    const { stops } = this;
    await this.ending;
    if (stops !== this.stops) throw new StoppedError();
    const worker = startWorker(workerUrl);
    try {
      await new Promise<void>((ready, failed) => {
        this.end = failed;
        worker.onmessage = () => {
          ready();
        };
        worker.onerror = () => {
          failed(new Error('The worker could not be loaded.'));
        };
      });
    } catch (error) {
      worker.terminate();
      throw error;
    }
    this.worker = worker;
    const { http, key, keys } = this.organizer();
    worker.postMessage({
      begin: { letter: this.letter, baseUrl: http.baseUrl, key, keys },
    } satisfies ToWorker);
    return worker;
  }

  /** The worker reads what this letter's organizers may read, and nothing else. */
  private async answer(worker: Worker, ask: number, url: string): Promise<void> {
    const respond = (response?: { status: number; body: ArrayBuffer }): void => {
      const message: ToWorker = { answered: ask, response };
      worker.postMessage(message, response === undefined ? [] : [response.body]);
    };
    try {
      const { http } = this.organizer();
      const own = `${http.baseUrl}/api/v1/letters/${this.letter}`;
      if (url !== own && !url.startsWith(`${own}/`))
        throw new TypeError('The worker asks for something else.');
      const headers = { accept: 'application/json', authorization: `Bearer ${http.bearer ?? ''}` };
      const response = await http.fetch(url, { headers, redirect: 'error' });
      respond({ status: response.status, body: await response.arrayBuffer() });
    } catch {
      respond();
    }
  }
}
