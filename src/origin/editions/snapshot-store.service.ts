// The signatures of a letter's last snapshot, in sealed slots of their own: as many as the letter had when it was taken,
// also when nothing could be taken. protocol.md#sealed-slots
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RandomSource } from '../../common/random.js';
import { SealedSlots, type SlotSet } from '../../common/sealed-slots/sealed-slots.js';
import { deriveKey } from '../../common/sealed-document.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { compare, toBase64url } from '../../protocol/codec.js';
import type { BundleRecord } from '../../protocol/record.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import { LetterLifecycleService } from '../letters/letter-lifecycle.service.js';
import type { Letter } from '../letters/letters.service.js';
import { ChoiceStore } from './choice-store.service.js';
import { SignatureStore, type StoredSignature } from '../signatures/signature-store.service.js';

/** Every method runs in the transaction of the manager it is given. */
@Injectable()
export class SnapshotStore implements OnModuleInit {
  private readonly slots: SealedSlots;

  constructor(
    random: RandomSource,
    private readonly keys: LetterKeysService,
    private readonly lifecycle: LetterLifecycleService,
    private readonly signatures: SignatureStore,
    private readonly choices: ChoiceStore,
  ) {
    this.slots = new SealedSlots({ schema: 'origin', table: 'snapshot_slots', random });
  }

  onModuleInit(): void {
    this.lifecycle.register({ ended: (manager, letter) => this.drop(manager, letter) });
  }

  /** Puts a snapshot, its choices unopened, in the place of the one before. */
  async replace(
    manager: EntityManager,
    letter: Letter,
    snapshot: { epoch: number; capacity: number; taken: readonly StoredSignature[] },
  ): Promise<void> {
    const { epoch, capacity } = snapshot;
    const set = await this.setOf(letter, epoch);
    await this.drop(manager, letter);
    await this.slots.create(manager, set, { epoch, capacity: 1 });
    const records = snapshot.taken.map((signature) => this.signatures.encode(letter, signature));
    await this.slots.reseal(manager, set, { epoch, capacity, records });
  }

  /** The signatures of the snapshot of this epoch, in the order of their nullifiers. */
  async read(manager: EntityManager, letter: Letter, epoch: number): Promise<StoredSignature[]> {
    const slots = await this.slots.readAll(manager, await this.setOf(letter, epoch));
    return slots
      .map((slot) => this.signatures.decode(letter, slot))
      .sort((a, b) => compare(a.nullifier, b.nullifier));
  }

  /** How many slots the snapshot has. */
  async capacity(manager: EntityManager, letter: Letter): Promise<number> {
    const state = await this.slots.state(manager, letter.id);
    if (state === undefined) throw new Error('There is no snapshot of this letter (any more).');
    return state.capacity;
  }

  /** What a bundle shows of a signature. */
  record(letter: Letter, signature: StoredSignature): BundleRecord {
    return this.signatures.record(letter, signature);
  }

  /** SHA-256 of every signature over the statement that is in force now, by nullifier in base64url. */
  async saidNow(manager: EntityManager, letter: Letter): Promise<ReadonlyMap<string, Uint8Array>> {
    const standing = await this.signatures.readAll(manager, letter);
    return new Map(standing.map(({ nullifier, row }) => [toBase64url(nullifier), p.sha256(row.signature)]));
  }

  /** Forgets it, and what was opened of it. */
  async drop(manager: EntityManager, letter: Letter): Promise<void> {
    await this.slots.drop(manager, letter.id);
    await this.choices.drop(manager, letter);
  }

  private async setOf(letter: Letter, epoch: number): Promise<SlotSet> {
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new Error('This letter has no store key (any more).');
    const key = deriveKey(keys.storeKey, `snapshot/${epoch.toString()}`);
    return { letter: letter.id, key, payloadLength: this.signatures.payloadLength(letter) };
  }
}
