// A clock that stands still until a test moves it.
import { Clock } from '../../src/common/clock.js';

export class ManualClock extends Clock {
  private time: number;

  constructor(time = '2018-06-25T16:00:00Z') {
    super();
    this.time = Date.parse(time);
  }

  now(): Date {
    return new Date(this.time);
  }

  set(time: string): void {
    this.time = Date.parse(time);
  }

  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}
