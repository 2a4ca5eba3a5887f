// Several checks at once, one answer: so that one input is always refused for one reason.

/** All results, in their order; or the refusal of the first that has one, whichever came first in time. */
export async function inOrder<const T extends readonly unknown[]>(
  checks: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(checks);
  const results = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return results as { -readonly [K in keyof T]: Awaited<T[K]> };
}
