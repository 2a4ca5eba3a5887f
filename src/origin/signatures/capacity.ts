// How many slots a letter's partition has: enough that it needn't grow in secret, always a power of two. protocol.md#sealed-slots

/** The power of two that is at least twice the threshold. */
export function slotCapacity(threshold: number): number {
  return powerOfTwo(2 * threshold);
}

/** After the announcement: at least twice what is in use, never less than before. */
export function grownCapacity(capacity: number, used: number): number {
  return Math.max(capacity, powerOfTwo(2 * used));
}

function powerOfTwo(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
