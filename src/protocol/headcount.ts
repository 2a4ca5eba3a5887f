// How many work there, and how many of them a count is: said only where it is known. protocol.md#manifest

/** A manifest's, or a draft's, of which nothing may be said yet. */
interface Workplace {
  readonly headcount?: number | null | undefined;
}

/** How many work at all of the workplaces; null if that isn't known of each, or there is none. */
export function headcountOf(workplaces: readonly Workplace[]): number | null {
  const counts = workplaces.map(({ headcount }) => headcount ?? 0);
  return counts.length === 0 || counts.includes(0) ? null : counts.reduce((sum, one) => sum + one, 0);
}

/** From 0 to 1; undefined where it isn't known, or where more have signed than are said to work there. */
export function shareOf(count: number, headcount: number | null): number | undefined {
  return headcount === null || headcount < Math.max(count, 1) ? undefined : count / headcount;
}
