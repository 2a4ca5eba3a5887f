// How long a proposal lives, in whole hours: no finer time is kept, not even sealed. protocol.md#proposal

const HOUR_SECONDS = 3600;
const LIFE_SECONDS = 7 * 24 * HOUR_SECONDS;

/** Seconds since 1970 of the hour that this time is in. */
export function wholeHour(now: Date): number {
  return Math.floor(now.getTime() / 1000 / HOUR_SECONDS) * HOUR_SECONDS;
}

/** When a proposal that lives since then (seconds since 1970) dies, unless it is published. */
export function deathOf(since: number): Date {
  return new Date((since + LIFE_SECONDS) * 1000);
}
