// The opened choices of a letter's last snapshot, and what organizers posted of them, in sealed slots of their own: as many
// as the snapshot has, written as a whole each time, so that nothing tells how many are named. protocol.md#sealed-slots
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RandomSource } from '../../common/random.js';
import { deriveKey } from '../../common/sealed-document.js';
import { SealedSlots, type SlotRecord, type SlotSet } from '../../common/sealed-slots/sealed-slots.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import type { Letter } from '../letters/letters.service.js';
import { choiceRowLength, decodeChoiceRow, encodeChoiceRow, type ChoiceRow } from './choice-row.js';

/** Every method runs in the transaction of the manager it is given. */
@Injectable()
export class ChoiceStore {
  private readonly slots: SealedSlots;

  constructor(
    random: RandomSource,
    private readonly keys: LetterKeysService,
  ) {
    this.slots = new SealedSlots({ schema: 'origin', table: 'choice_slots', random });
  }

  /** Puts the rows of a snapshot in the place of those of the one before; `capacity` is the snapshot's. */
  async create(
    manager: EntityManager,
    letter: Letter,
    { capacity, rows }: { capacity: number; rows: readonly ChoiceRow[] },
  ): Promise<void> {
    const set = await this.setOf(letter);
    await this.drop(manager, letter);
    await this.slots.create(manager, set, { epoch: 0, capacity: 1 });
    await this.slots.reseal(manager, set, { epoch: 1, capacity, records: this.encode(letter, rows) });
  }

  /** Writes all rows anew, under other keys than before: which of them changed doesn't show. */
  async rewrite(manager: EntityManager, letter: Letter, rows: readonly ChoiceRow[]): Promise<void> {
    const set = await this.setOf(letter);
    const epoch = (await this.slots.epoch(manager, letter.id)) + 1;
    await this.slots.reseal(manager, set, { epoch, records: this.encode(letter, rows) });
  }

  /** In no order that means anything. */
  async read(manager: EntityManager, letter: Letter): Promise<ChoiceRow[]> {
    const records = await this.slots.readAll(manager, await this.setOf(letter));
    return records.map((record) => decodeChoiceRow(letter.manifest, record));
  }

  async drop(manager: EntityManager, letter: Letter): Promise<void> {
    await this.slots.drop(manager, letter.id);
  }

  private encode(letter: Letter, rows: readonly ChoiceRow[]): SlotRecord[] {
    return rows.map((row) => encodeChoiceRow(letter.manifest, row));
  }

  private async setOf(letter: Letter): Promise<SlotSet> {
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new Error('This letter has no store key (any more).');
    const key = deriveKey(keys.storeKey, 'choices');
    return { letter: letter.id, key, payloadLength: choiceRowLength(letter.manifest) };
  }
}
