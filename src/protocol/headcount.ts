// How many work there, and how many of them a count is: said only where it is known. protocol.md#manifest
import type { Manifest } from './manifest.js';

/** How many work at all of the letter's workplaces; null if that isn't known of each. */
export function headcountOf({ workplaces }: Manifest): number | null {
  return workplaces.reduce<number | null>(
    (sum, { headcount }) => (sum === null || headcount === null ? null : sum + headcount),
    0,
  );
}

/** From 0 to 1; undefined where it isn't known, or where more have signed than are said to work there. */
export function shareOf(count: number, headcount: number | null): number | undefined {
  return headcount === null || headcount < Math.max(count, 1) ? undefined : count / headcount;
}
