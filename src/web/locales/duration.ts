// A length of time for a message: in the largest unit that it is a whole number of.

export interface Duration {
  readonly unit: 'hour' | 'minute' | 'second';
  readonly every: number;
}

export function duration(seconds: number): Duration {
  if (seconds % 3600 === 0) return { unit: 'hour', every: seconds / 3600 };
  if (seconds % 60 === 0) return { unit: 'minute', every: seconds / 60 };
  return { unit: 'second', every: seconds };
}
