// The turns of a letter's life, each in one transaction with whatever other features keep about it. protocol.md#states
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, type EntityManager } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { endedEpochs } from '../../protocol/epochs.js';
import { toSeconds } from '../../protocol/shape.js';
import { LetterKeysService } from './letter-keys.service.js';
import { LetterEntity } from './letter.entity.js';
import { LettersService, type Letter } from './letters.service.js';

/** What another feature does when a letter takes a turn. Registered in `onModuleInit`, called in that order. */
export interface LetterParticipant {
  /** The letter is about to open; its keys are there under its id. Part of the transaction: no other query, nothing slow. */
  opened?(manager: EntityManager, letter: Letter): Promise<void>;
  /** The store key is about to die: drop whatever is sealed under it. Part of the transaction. */
  ended?(manager: EntityManager, letter: Letter): Promise<void>;
  /** The published editions' digests (base64url), oldest first, as the letter's public answer lists them. */
  editions?(letter: string): Promise<string[]>;
}

/** What a letter begins with. */
export type SignedLetter = Pick<LetterEntity, 'letter' | 'manifest' | 'openings' | 'countersignings'>;

@Injectable()
export class LetterLifecycleService {
  private readonly participants: LetterParticipant[] = [];

  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly letters: LettersService,
    private readonly keys: LetterKeysService,
  ) {}

  /** Adds one for every later turn of every letter; in `onModuleInit`, once. */
  register(participant: LetterParticipant): void {
    this.participants.push(participant);
  }

  /** A draft that everybody signed becomes a letter, with the keys that were made for it. If the commit fails, again works. */
  async open(manager: EntityManager, draft: string, signed: SignedLetter): Promise<void> {
    await this.keys.adopt(draft, signed.letter);
    await manager.insert(LetterEntity, {
      ...signed,
      state: 'open',
      closesAfter: null,
      ended: false,
      issuersToTell: false,
      withholdingToTell: false,
    });
    const letter = await this.letters.get(signed.letter, manager);
    for (const participant of this.participants) await participant.opened?.(manager, letter);
  }

  /** Enough organizers want it closed: it closes when the epoch that runs now ends. */
  async requestClose(manager: EntityManager, letter: Letter, now: Date): Promise<void> {
    const closesAfter = endedEpochs(letter.manifest, now) + 1;
    await manager.update(LetterEntity, { letter: letter.id }, { closesAfter });
  }

  /** Its last epoch ended and it had reached its threshold: open → closed. Throws `letter_changed` if it isn't open any more. */
  async close(manager: EntityManager, letter: Letter): Promise<void> {
    await this.letters.setState(manager, letter, 'closed');
    await this.tellIssuers(manager, letter, letter.closesAfter !== null);
  }

  /** Its last epoch ended below the threshold: open → lapsed, and ended. After the commit, call `settle`. */
  async lapse(manager: EntityManager, letter: Letter): Promise<void> {
    await this.letters.setState(manager, letter, 'lapsed');
    await this.tellIssuers(manager, letter, letter.closesAfter !== null);
    await this.end(manager, letter);
  }

  /** Enough organizers gave it up: open → cancelled, and ended. After the commit, call `destroyKeys`. */
  async cancel(manager: EntityManager, letter: Letter): Promise<void> {
    await this.letters.setState(manager, letter, 'cancelled');
    await this.tellIssuers(manager, letter, true);
    await this.end(manager, letter);
  }

  /** Its store key dies: everything sealed under it is dropped. Its state stays. After the commit, call `destroyKeys`. */
  async end(manager: EntityManager, letter: Letter): Promise<void> {
    const { affected } = await manager.update(
      LetterEntity,
      { letter: letter.id, ended: false },
      { ended: true },
    );
    if (affected !== 1) return;
    for (const participant of this.participants) await participant.ended?.(manager, letter);
  }

  /** Ends every letter whose `releaseBy` is over: what was not released by then never will be. */
  async endOverdue(now: Date): Promise<void> {
    const over = await this.letters.inState(['closed', 'withheld'], undefined, { ended: false });
    for (const { id, manifest } of over) {
      if (now.getTime() / 1000 < toSeconds(manifest.releaseBy)) continue;
      await transaction(this.dataSource, 'end a letter', async (manager) => {
        await this.end(manager, await this.letters.lock(manager, id));
      });
    }
  }

  /** Destroys the keys of letters that have ended: this one's, or all that a crash left behind. */
  async destroyKeys(id?: string): Promise<void> {
    const names = id === undefined ? await this.keys.names() : [id];
    const dead = await this.dataSource.manager.findBy(LetterEntity, { letter: In(names), ended: true });
    for (const { letter } of dead) await this.keys.destroy(letter);
  }

  /** The published editions of a letter: digests in base64url, oldest first. */
  async editions(id: string): Promise<string[]> {
    const lists = await Promise.all(this.participants.map((one) => one.editions?.(id) ?? []));
    return lists.flat();
  }

  /** Issuers know the manifest's own closing time; an earlier end they have to hear. */
  private async tellIssuers(manager: EntityManager, letter: Letter, isEarly: boolean): Promise<void> {
    if (isEarly) await manager.update(LetterEntity, { letter: letter.id }, { issuersToTell: true });
  }
}
