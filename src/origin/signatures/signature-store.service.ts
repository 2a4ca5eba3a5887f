// Where signatures are kept: sealed slots under the letter's store key, from its opening to the death of that key.
// protocol.md#sealed-slots
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nodePrimitives } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import {
  SealedSlots,
  type SlotRecord,
  type SlotSet,
  type SlotState,
} from '../../common/sealed-slots/sealed-slots.js';
import type { BundleRecord } from '../../protocol/record.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import { LetterLifecycleService } from '../letters/letter-lifecycle.service.js';
import type { Letter } from '../letters/letters.service.js';
import { grownCapacity, slotCapacity } from './capacity.js';
import {
  decodeSignatureRow,
  encodeSignatureRow,
  recordOf,
  signatureRowLength,
  type SignatureRow,
} from './signature-row.js';
import { supersede, type VerifiedStatement } from './standing-statement.js';

export type { SignatureRow } from './signature-row.js';

/** A row with what it is found by (32 bytes). */
export interface StoredSignature {
  readonly nullifier: Uint8Array;
  readonly row: SignatureRow;
}

/** Every method runs in the transaction of the manager it is given. One that will write begins with `lock`. */
@Injectable()
export class SignatureStore implements OnModuleInit {
  private readonly slots: SealedSlots;

  constructor(
    random: RandomSource,
    private readonly keys: LetterKeysService,
    private readonly lifecycle: LetterLifecycleService,
  ) {
    this.slots = new SealedSlots({ schema: 'origin', table: 'signature_slots', random });
  }

  onModuleInit(): void {
    this.lifecycle.register({
      opened: async (manager, letter) => {
        const capacity = slotCapacity(letter.manifest.threshold);
        await this.slots.create(manager, await this.setOf(letter), { epoch: 1, capacity });
      },
      ended: (manager, letter) => this.slots.drop(manager, letter.id),
    });
  }

  /** Waits until nobody else writes this letter's signatures, and keeps it so until the transaction ends. */
  async lock(manager: EntityManager, letter: Letter): Promise<void> {
    await this.slots.lock(manager, letter.id);
  }

  /** The number of the epoch that now runs, and how many slots there are; undefined once they are dropped. */
  async state(manager: EntityManager, letter: Letter): Promise<SlotState | undefined> {
    return this.slots.state(manager, letter.id);
  }

  /**
   * Puts a group of statements, in order. Answers the epoch they are sealed under and, for each, whether a row of its key
   * stands now: none does if it came without tokens and none stood before.
   */
  async put(
    manager: EntityManager,
    letter: Letter,
    statements: readonly VerifiedStatement[],
  ): Promise<{ epoch: number; stands: boolean[] }> {
    const { manifest, digest } = letter;
    const writes = statements.map((posted) => ({
      id: posted.nullifier,
      merge: (current: Uint8Array | undefined, epoch: number): Uint8Array | undefined => {
        const standing = current === undefined ? undefined : decodeSignatureRow(manifest, current);
        const next = supersede(nodePrimitives, digest, standing, posted, epoch);
        return next === undefined ? undefined : encodeSignatureRow(manifest, next);
      },
    }));
    const { epoch, payloads } = await this.slots.put(manager, await this.setOf(letter), writes);
    return { epoch, stands: payloads.map((payload) => payload !== undefined) };
  }

  /** The row of this nullifier (32 bytes), if one stands. */
  async find(
    manager: EntityManager,
    letter: Letter,
    nullifier: Uint8Array,
  ): Promise<SignatureRow | undefined> {
    const payload = await this.slots.get(manager, await this.setOf(letter), nullifier);
    return payload === undefined ? undefined : decodeSignatureRow(letter.manifest, payload);
  }

  /** Every row, withdrawn ones too, in no order that means anything. */
  async readAll(manager: EntityManager, letter: Letter): Promise<StoredSignature[]> {
    const records = await this.slots.readAll(manager, await this.setOf(letter));
    return records.map((record) => this.decode(letter, record));
  }

  /** Starts the next epoch with these rows, in random order under its keys; with room to grow if growing shows nothing. */
  async reseal(
    manager: EntityManager,
    letter: Letter,
    to: { epoch: number; capacity: number; mayGrow: boolean; signatures: readonly StoredSignature[] },
  ): Promise<void> {
    const records = to.signatures.map((one) => this.encode(letter, one));
    const capacity = to.mayGrow ? grownCapacity(to.capacity, records.length) : to.capacity;
    await this.slots.reseal(manager, await this.setOf(letter), { epoch: to.epoch, capacity, records });
  }

  /** The slot of a signature: snapshots hold the same. */
  encode(letter: Letter, { nullifier, row }: StoredSignature): SlotRecord {
    return { id: nullifier, payload: encodeSignatureRow(letter.manifest, row) };
  }

  decode(letter: Letter, { id, payload }: SlotRecord): StoredSignature {
    return { nullifier: id, row: decodeSignatureRow(letter.manifest, payload) };
  }

  /** Bytes of every slot's payload. */
  payloadLength(letter: Letter): number {
    return signatureRowLength(letter.manifest);
  }

  /** What a bundle shows of a signature. */
  record(letter: Letter, { row }: StoredSignature): BundleRecord {
    return recordOf(nodePrimitives, letter.digest, row);
  }

  private async setOf(letter: Letter): Promise<SlotSet> {
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new Error('This letter has no store key (any more).');
    return { letter: letter.id, key: keys.storeKey, payloadLength: this.payloadLength(letter) };
  }
}
