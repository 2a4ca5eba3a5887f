// The end of an epoch, in one transaction: count, decide what may be told, let participants take their part, seal anew.
// protocol.md#tally, protocol.md#sealed-slots
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { countCells } from '../../protocol/cells.js';
import { evaluateEpoch, type TallyMemory } from '../../protocol/disclosure.js';
import { endedEpochs, epochCount } from '../../protocol/epochs.js';
import { LetterLifecycleService } from '../letters/letter-lifecycle.service.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { SignatureStore, type StoredSignature } from '../signatures/signature-store.service.js';
import { selectSnapshot, type SnapshotCell } from './snapshot-rule.js';
import { TallyMemories } from './tally-memories.service.js';
import { TallyEntity } from './tally.entity.js';

/** What may be taken of an epoch end for release. */
export interface Snapshot {
  readonly taken: readonly StoredSignature[];
  /** One for each cell of the letter, in its order. */
  readonly cells: readonly SnapshotCell[];
  readonly count: number;
  /** All signatures of the letter, with the taken ones marked as such: what the next epoch starts with if it is used. */
  readonly marked: readonly StoredSignature[];
}

/** One end of an epoch, as participants see it. */
export interface EpochEnd {
  readonly letter: Letter;
  /** Its number, from 1. */
  readonly epoch: number;
  /** Whether it is the letter's last. */
  readonly closing: boolean;
  /** Whether the threshold is announced, now or before. */
  readonly announced: boolean;
  /** How many slots the letter's signatures have. */
  readonly capacity: number;
  snapshot(): Snapshot;
}

/** What another feature does at the end of an epoch, inside its transaction. Not called when the letter lapses. */
export interface EpochEndParticipant {
  /** May return all signatures, changed: then these start the next epoch. */
  epochEnded(manager: EntityManager, end: EpochEnd): Promise<readonly StoredSignature[] | undefined>;
}

@Injectable()
export class EpochEnds {
  private readonly participants: EpochEndParticipant[] = [];

  constructor(
    private readonly letters: LettersService,
    private readonly lifecycle: LetterLifecycleService,
    private readonly signatures: SignatureStore,
    private readonly memories: TallyMemories,
  ) {}

  /** Adds one for every later end of an epoch, called in the order of registering; in `onModuleInit`, once. */
  register(participant: EpochEndParticipant): void {
    this.participants.push(participant);
  }

  /**
   * Makes up for whatever epoch ends have passed, as the latest of them; does nothing if another process has.
   * Answers the number of the epoch that runs now, undefined if none runs any more.
   */
  async catchUp(manager: EntityManager, id: string, now: Date): Promise<number | undefined> {
    const letter = await this.letters.lock(manager, id);
    if (letter.state !== 'open') return undefined;
    await this.signatures.lock(manager, letter);
    const slots = await this.signatures.state(manager, letter);
    if (slots === undefined) throw new Error('An open letter has no slots.');
    const epoch = endedEpochs(letter.manifest, now);
    if (epoch < slots.epoch) return slots.epoch;

    const closing = epoch >= (letter.closesAfter ?? epochCount(letter.manifest));
    const signatures = await this.signatures.readAll(manager, letter);
    const before = await this.memories.read(manager, letter);
    const count = countCells(countByCell(letter, signatures), letter.manifest.minimumCell);
    const memory = evaluateEpoch(letter.manifest, before, { epoch, count, closing });
    const announced = memory.announcedAt > 0;
    if (closing && !announced) {
      await this.lifecycle.lapse(manager, letter);
      return undefined;
    }
    const end: EpochEnd = {
      letter,
      epoch,
      closing,
      announced,
      capacity: slots.capacity,
      snapshot: () => takeSnapshot(letter, epoch, signatures),
    };
    let next: readonly StoredSignature[] = signatures;
    for (const participant of this.participants) {
      next = (await participant.epochEnded(manager, end)) ?? next;
    }
    const to = { epoch: epoch + 1, capacity: slots.capacity, mayGrow: announced, signatures: next };
    await this.signatures.reseal(manager, letter, to);
    await this.memories.write(manager, letter, memory);
    await announce(manager, letter, before, memory);
    if (!closing) return epoch + 1;
    await this.lifecycle.close(manager, letter);
    return undefined;
  }
}

/** Writes what is shown, only when that changed: how far the true count moved is not told. Nothing before the announcement. */
async function announce(
  manager: EntityManager,
  letter: Letter,
  before: TallyMemory,
  { announcedAt, shown, epoch }: TallyMemory,
): Promise<void> {
  if (announcedAt === 0 || (before.announcedAt > 0 && before.shown === shown)) return;
  await manager.upsert(TallyEntity, { letter: letter.id, announcedAt, count: shown, epoch }, ['letter']);
}

function takeSnapshot(letter: Letter, epoch: number, signatures: readonly StoredSignature[]): Snapshot {
  const candidates = signatures.map((signature) => ({ ...signature.row, signature }));
  const { taken, cells, count } = selectSnapshot(candidates, {
    cells: letter.context.cells.length,
    minimumCell: letter.manifest.minimumCell,
  });
  const chosen = new Set(taken.map(({ signature }) => signature));
  const mark = ({ nullifier, row }: StoredSignature): StoredSignature => ({
    nullifier,
    row: row.firstSnapshot === 0 ? { ...row, firstSnapshot: epoch } : row,
  });
  return {
    taken: [...chosen].map(mark),
    cells,
    count,
    marked: signatures.map((signature) => (chosen.has(signature) ? mark(signature) : signature)),
  };
}

/** How many sign in each cell of the letter, in its order. */
function countByCell(letter: Letter, signatures: readonly StoredSignature[]): number[] {
  const counts = letter.context.cells.map(() => 0);
  for (const { row } of signatures) {
    if (row.action === 'sign') counts[row.cell] = (counts[row.cell] ?? 0) + 1;
  }
  return counts;
}
