// Work that is cheaper together: whatever arrives while a group is under way makes up the next one.

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs at most one group for each name at a time, of at most `limit` items, in the order they came. */
export class Groups<T, R> {
  private readonly queues = new Map<string, Waiting<T, R>[]>();

  /** `run` answers for each item of its group, in order; what it throws is thrown to all of them. */
  constructor(
    private readonly limit: number,
    private readonly run: (items: readonly T[]) => Promise<readonly R[]>,
  ) {}

  /** The result for this item, from the group that it ends up in. */
  async add(name: string, item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = this.queues.get(name);
      if (queue !== undefined) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      this.queues.set(name, started);
      void this.drain(name, started);
    });
  }

  private async drain(name: string, queue: Waiting<T, R>[]): Promise<void> {
    while (queue.length > 0) await this.next(queue.splice(0, this.limit));
    this.queues.delete(name);
  }

  private async next(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.run(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, i) => {
        const result = results[i];
        if (i < results.length) resolve(result as R);
        else reject(new Error('A group answered for fewer items than it was given.'));
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
