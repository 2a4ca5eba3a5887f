// Which mailboxes hold a token, and for which message: known to whoever has the tag key, and to nobody else.
// protocol.md#sealed-slots
//
// A seized table reveals that letters have so and so many slots of one size, most or none of them empty.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { isRetryable, SealedSlots, type SlotSet } from '../../common/sealed-slots/sealed-slots.js';
import { equal, utf8 } from '../../protocol/codec.js';
import { IssuerLettersService, type IssuerLetter, type OwnEntry } from '../letters/issuer-letters.service.js';
import type { EntryKeys, LetterKeys } from './entry-keys.js';
import { Groups } from './groups.js';
import { IssuanceKeysService } from './issuance-keys.service.js';

const FINGERPRINT_LENGTH = 32;
const SLOTS_PER_SIGNER = 4;
const GROUP = 50;
const FIRST_EPOCH = 1;

interface Claim {
  readonly letter: string;
  readonly set: SlotSet;
  readonly tag: Uint8Array;
  readonly fingerprint: Uint8Array;
}

@Injectable()
export class TagsService {
  private readonly slots: SealedSlots;
  private readonly claims = new Groups<Claim, boolean>(GROUP, (group) => this.put(group));

  constructor(
    @InjectDataSource('issuer') private readonly dataSource: DataSource,
    private readonly keys: IssuanceKeysService,
    private readonly letters: IssuerLettersService,
    random: RandomSource,
  ) {
    this.slots = new SealedSlots({ schema: 'issuer', table: 'tag_slots', random });
  }

  /** Makes a letter's slots, all empty. */
  async create(manager: EntityManager, letter: IssuerLetter, keys: LetterKeys): Promise<void> {
    const capacity = tagCapacity(letter.manifest.threshold);
    for (const entry of letter.entries) {
      const own = keys.entries[entry.position];
      if (own === undefined) throw new Error('An entry of the letter has no keys.');
      await this.slots.create(manager, slotSet(letter, entry, own), { epoch: FIRST_EPOCH, capacity });
    }
  }

  /**
   * Whether this mailbox's one token may be for this fingerprint (32 bytes): it has none, or one for the same.
   * Resolves when that is durable. The only place where a tag comes into being. False, too, while the letter is withheld.
   */
  async claim(
    letter: IssuerLetter,
    entry: OwnEntry,
    keys: EntryKeys,
    mailbox: { readonly address: string; readonly fingerprint: Uint8Array },
  ): Promise<boolean> {
    const set = slotSet(letter, entry, keys);
    const tag = nodePrimitives.hmacSha256(keys.tagKey, utf8(mailbox.address));
    return this.claims.add(set.letter, {
      letter: letter.id,
      set,
      tag,
      fingerprint: mailbox.fingerprint,
    });
  }

  /** Runs `work` in a transaction, after the claims that are being written and before all others, in every process. */
  async betweenClaims(letter: IssuerLetter, work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await transaction(this.dataSource, 'change what may be claimed', async (manager) => {
      for (const entry of letter.entries) await this.slots.lock(manager, slotName(letter, entry));
      await work(manager);
    });
  }

  /** Re-seals a letter's slots under the keys of this epoch, unless they are already. */
  async reseal(letter: IssuerLetter, epoch: number): Promise<void> {
    const keys = await this.keys.ofLetter(letter.id);
    for (const entry of letter.entries) {
      const own = keys?.entries[entry.position];
      if (own === undefined) return; // they died meanwhile
      const set = slotSet(letter, entry, own);
      await transaction(this.dataSource, 're-seal tags', async (manager) => {
        await this.slots.lock(manager, set.letter);
        const state = await this.slots.state(manager, set.letter);
        if (state !== undefined && state.epoch < epoch) await this.slots.reseal(manager, set, { epoch });
      });
    }
  }

  /** Removes a letter's slots. Idempotent. */
  async drop(manager: EntityManager, letter: IssuerLetter): Promise<void> {
    for (const entry of letter.entries) await this.slots.drop(manager, slotName(letter, entry));
  }

  private async put(group: readonly Claim[]): Promise<boolean[]> {
    const [first] = group;
    if (first === undefined) return [];
    const work = async (manager: EntityManager): Promise<boolean[]> => {
      await this.slots.lock(manager, first.set.letter);
      if (await this.letters.isWithheld(manager, first.letter)) return group.map(() => false);
      // Without slots the letter ended while this group waited.
      if ((await this.slots.state(manager, first.set.letter)) === undefined) return group.map(() => false);
      const { payloads } = await this.slots.put(
        manager,
        first.set,
        group.map(({ tag, fingerprint }) => ({
          id: tag,
          merge: (current) => (current === undefined ? fingerprint : undefined), // compared, never replaced
        })),
      );
      return group.map(({ fingerprint }, i) => equal(payloads[i] ?? new Uint8Array(0), fingerprint));
    };
    return transaction(this.dataSource, 'put tags', work, isRetryable);
  }
}

/** How many slots an entry has: the power of two that is at least four times the threshold. */
export function tagCapacity(threshold: number): number {
  return 2 ** Math.ceil(Math.log2(SLOTS_PER_SIGNER * threshold));
}

function slotName(letter: IssuerLetter, entry: OwnEntry): string {
  return `${letter.id}_${entry.index}`;
}

function slotSet(letter: IssuerLetter, entry: OwnEntry, keys: EntryKeys): SlotSet {
  return { letter: slotName(letter, entry), key: keys.tagKey, payloadLength: FINGERPRINT_LENGTH };
}
