// Which signatures a snapshot takes: newcomers of a cell only many at a time, so that nobody can be told by her arrival.
// protocol.md#editions

/** What the rule looks at. */
export interface Candidate {
  readonly action: 'sign' | 'withdraw';
  /** Index of the cell. */
  readonly cell: number;
  /** The epoch of the first snapshot that she was in; 0 while she was in none. */
  readonly firstSnapshot: number;
}

/** One cell of a snapshot. */
export interface SnapshotCell {
  /** How many of the taken are in it: 0, or at least `minimumCell`. */
  readonly count: number;
  /** Whether it took no newcomers: whoever signed and is missing waits. */
  readonly waiting: boolean;
}

export interface Selection<T> {
  readonly taken: readonly T[];
  /** One for each cell of the letter, in its order. */
  readonly cells: readonly SnapshotCell[];
  /** How many are taken. */
  readonly count: number;
}

/**
 * Takes from each cell everybody who signs and was in an earlier snapshot, and its newcomers if there are at least
 * `minimumCell` of them; nobody from a cell that would then have fewer than `minimumCell`.
 */
export function selectSnapshot<T extends Candidate>(
  candidates: readonly T[],
  terms: { readonly cells: number; readonly minimumCell: number },
): Selection<T> {
  const cells = Array.from({ length: terms.cells }, (_, cell) => {
    const signing = candidates.filter((one) => one.cell === cell && one.action === 'sign');
    return selectCell(signing, terms.minimumCell);
  });
  const taken = cells.flatMap((cell) => cell.taken);
  return {
    taken,
    cells: cells.map(({ taken: { length }, waiting }) => ({ count: length, waiting })),
    count: taken.length,
  };
}

function selectCell<T extends Candidate>(signing: readonly T[], minimumCell: number) {
  const newcomers = signing.filter((one) => one.firstSnapshot === 0);
  const waiting = newcomers.length < minimumCell;
  const taken = waiting ? signing.filter((one) => one.firstSnapshot !== 0) : signing;
  return { taken: taken.length < minimumCell ? [] : taken, waiting };
}
