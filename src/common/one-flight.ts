// Expensive work that several may ask for at once: one flight for each thing, one flight after the other, and a queue with an end.
import { ProblemError } from './problem.js';

/** Nothing was begun for whoever is told so. */
export class QueueFullError extends ProblemError {
  override readonly name = 'QueueFullError';

  constructor() {
    super({
      status: 503,
      code: 'unavailable',
      title: 'This server is busy.',
      detail: 'Nothing of your request was done. Try again in a minute.',
    });
  }
}

export class OneFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();
  private last: Promise<unknown> = Promise.resolve();

  /** `most`: how many things may be under way or wait. */
  constructor(private readonly most: number) {}

  /** What `work` results in; for who asks for the same thing while it is under way or waits, of the same flight. Throws `QueueFullError`. */
  async of(thing: string, work: () => Promise<T>): Promise<T> {
    const under = this.flights.get(thing);
    if (under !== undefined) return under;
    if (this.flights.size >= this.most) throw new QueueFullError();
    const flight = this.last.then(work).finally(() => this.flights.delete(thing));
    this.flights.set(thing, flight);
    this.last = flight.catch(() => undefined);
    return flight;
  }
}
