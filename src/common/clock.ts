// Time is given, never taken: tests move it, and no code reads the system's clock behind the back of another.
import { Injectable } from '@nestjs/common';

export abstract class Clock {
  /** The time now. */
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
