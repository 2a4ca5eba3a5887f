// Several checks at once, one answer: so that one input is always refused for one reason. protocol.md#bundle

/** All results, in their order; or the refusal of the first that has one, whichever came first in time. */
export async function inOrder<const T extends readonly unknown[]>(
  checks: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const begun = checks.map((check) => heard(Promise.resolve(check)));
  const results: unknown[] = [];
  for (const check of begun) results.push(await check);
  return results as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/**
 * `map` over items as they come, `limit` of them under way at once; the results in the items' order. What fails first in that
 * order is thrown, be it an item's check or the reading of the next one, and only after everything before it held.
 */
export async function* mapInOrder<T, U>(
  items: AsyncIterable<T>,
  limit: number,
  map: (item: T, index: number) => Promise<U>,
): AsyncGenerator<U> {
  const source = items[Symbol.asyncIterator]();
  const begun: Promise<U>[] = [];
  let [index, isOpen] = [0, true];
  try {
    while (isOpen || begun.length > 0) {
      if (!isOpen || begun.length >= limit) {
        const oldest = begun.shift();
        if (oldest !== undefined) yield await oldest;
        continue;
      }
      const next = await source.next().catch((reason: unknown) => ({ done: true, reason }) as const);
      isOpen = next.done !== true;
      if (next.done !== true) begun.push(heard(map(next.value, index++)));
      else if ('reason' in next) begun.push(heard(Promise.reject(next.reason as Error)));
    }
  } finally {
    await source.return?.();
  }
}

/** A promise that is asked in its turn; until then its rejection is nobody's surprise. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
