// Long work on many items, some at a time. What decrypts with node:crypto never waits for anything, however many promises are
// made of it: without a turn for the others, a server that opens 400 choices answers nobody for three seconds.
import { setImmediate as turn } from 'node:timers/promises';

/** Enough to keep the thread pool busy; some 15 milliseconds where each is decrypted. */
const AT_ONCE = 16;

/** `map` over all items; the results in the items' order. Between groups whatever else waits has its turn. */
export async function inTurns<T, U>(items: readonly T[], map: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(map))));
    await turn();
  }
  return results;
}
