// A group of writes to one letter's slots on its way into the table. protocol.md#sealed-slots
import type { RandomSource } from '../random.js';
import type { SlotCipher, SlotRecord } from './slot-cipher.js';
import type { SlotRow, SlotRows } from './slot-rows.js';

const DRAWS = [4, 8, 16, 36] as const; // tries for an empty row, asked for in rounds: 64 in all

export interface SlotWrite {
  /** 32 bytes. */
  readonly id: Uint8Array;
  /**
   * From what stands (undefined: nothing) to what shall stand; undefined leaves it as it is. Called in the order of the
   * group, and anew whenever the transaction is run anew: without effects.
   */
  readonly merge: (current: Uint8Array | undefined, epoch: number) => Uint8Array | undefined;
}

interface Entry {
  readonly id: Uint8Array;
  readonly rowKey: Buffer;
  before: Uint8Array | undefined;
  now: Uint8Array | undefined;
}

/** What stood and what shall stand for every id of a group. */
export class SlotGroup {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly cipher: SlotCipher,
    writes: readonly SlotWrite[],
  ) {
    for (const { id } of writes) {
      const name = nameOf(id);
      if (this.entries.has(name)) continue;
      this.entries.set(name, { id, rowKey: cipher.rowKey(id), before: undefined, now: undefined });
    }
  }

  rowKeys(): Buffer[] {
    return [...this.entries.values()].map(({ rowKey }) => rowKey);
  }

  /** Takes in what stands. */
  load(rows: ReadonlyMap<string, SlotRow>): void {
    for (const entry of this.entries.values()) {
      const row = rows.get(entry.rowKey.toString('hex'));
      if (row !== undefined) entry.before = entry.now = this.cipher.open(row.rowKey, row.sealed)?.payload;
    }
  }

  /** Merges every write, in order; what stands after each. */
  merge(writes: readonly SlotWrite[], epoch: number): (Uint8Array | undefined)[] {
    return writes.map(({ id, merge }) => {
      const entry = this.entries.get(nameOf(id));
      if (entry === undefined) throw new Error('A write is not of this group.');
      entry.now = merge(entry.now, epoch) ?? entry.now;
      return entry.now;
    });
  }

  /** Records that had no row before. */
  added(): SlotRecord[] {
    return this.changed((entry) => entry.before === undefined);
  }

  /** Records whose row stays where it is. */
  replaced(): SlotRecord[] {
    return this.changed((entry) => entry.before !== undefined);
  }

  /** These records with the group's changes. */
  over(records: readonly SlotRecord[]): SlotRecord[] {
    const changed = [...this.added(), ...this.replaced()];
    const names = new Set(changed.map(({ id }) => nameOf(id)));
    return [...records.filter(({ id }) => !names.has(nameOf(id))), ...changed];
  }

  private changed(which: (entry: Entry) => boolean): SlotRecord[] {
    return [...this.entries.values()].flatMap((entry) =>
      entry.now !== undefined && entry.now !== entry.before && which(entry)
        ? [{ id: entry.id, payload: entry.now }]
        : [],
    );
  }
}

/**
 * Row keys of `count` empty rows, each drawn from 0 … capacity − 1, taken ones drawn again; undefined if for one of them
 * 64 draws found none.
 */
export async function drawEmpty(
  rows: SlotRows,
  cipher: SlotCipher,
  random: RandomSource,
  capacity: number,
  count: number,
): Promise<Buffer[] | undefined> {
  const found = new Map<string, Buffer>();
  for (const draws of DRAWS) {
    const missing = count - found.size;
    if (missing === 0) break;
    const tries = Array.from({ length: missing }, () =>
      Array.from({ length: draws }, () => cipher.emptyRowKey(random.integer(capacity))),
    );
    const existing = await rows.existing(tries.flat());
    for (const keys of tries) {
      const free = keys.find((key) => existing.has(key.toString('hex')) && !found.has(key.toString('hex')));
      if (free !== undefined) found.set(free.toString('hex'), free);
    }
  }
  return found.size === count ? [...found.values()] : undefined;
}

function nameOf(id: Uint8Array): string {
  return Buffer.from(id).toString('hex');
}
