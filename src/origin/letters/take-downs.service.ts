// What the operator takes down: nothing of the letter is shown, counted or issued for while it is, and nothing of it is lost.
// protocol.md#take-down
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { LetterUpkeepService } from './letter-upkeep.service.js';
import { LetterEntity, type LetterState } from './letter.entity.js';
import { AlreadyWithheldError, NotWithheldError, RestoreTooLateError } from './take-downs.errors.js';
import { LettersService, type Letter } from './letters.service.js';

/** What the operator decides about. */
export interface Standing {
  readonly title: string;
  readonly state: LetterState;
  /** Day and reason, while it is withheld. */
  readonly withheldOn: string | null;
  readonly withheldReason: string | null;
}

/** What has become of a letter. */
export interface Decided extends Standing {
  /** Whether the issuers have heard; if not, the server goes on telling them. */
  readonly issuersTold: boolean;
}

@Injectable()
export class TakeDownsService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly letters: LettersService,
    private readonly upkeep: LetterUpkeepService,
    private readonly clock: Clock,
  ) {}

  /** The letter, withheld or not. Throws `letter_not_found`. */
  async look(id: string): Promise<Standing> {
    const { issuersTold: _told, ...standing } = await this.decided(id);
    return standing;
  }

  /**
   * Whatever state the letter is in → withheld, for this reason, which everybody will read, and since today. The issuers are
   * told at once. Throws `letter_not_found` or `already_withheld`.
   */
  async takeDown(id: string, reason: string): Promise<Decided> {
    await this.change('take a letter down', id, (letter) => {
      if (letter.state === 'withheld') throw new AlreadyWithheldError();
      const withheldOn = this.clock.now().toISOString().slice(0, 10);
      return { state: 'withheld', stateBefore: letter.state, withheldOn, withheldReason: reason };
    });
    return this.settled(id);
  }

  /**
   * Withheld → what it was before. Epochs that ended meanwhile are made up once, as the latest, by the next tick; that closes a
   * letter whose time is over. Throws `letter_not_found`, `not_withheld`, or `restore_too_late` if it was open and its keys
   * have died since.
   */
  async restore(id: string): Promise<Decided> {
    await this.change('restore a letter', id, (letter, { stateBefore }) => {
      if (letter.state !== 'withheld') throw new NotWithheldError();
      if (stateBefore === null || (stateBefore === 'open' && letter.ended)) throw new RestoreTooLateError();
      return { state: stateBefore, stateBefore: null, withheldOn: null, withheldReason: null };
    });
    return this.settled(id);
  }

  private async change(
    name: string,
    id: string,
    decide: (letter: Letter, row: LetterEntity) => Partial<LetterEntity>,
  ): Promise<void> {
    await transaction(this.dataSource, name, async (manager) => {
      const letter = await this.letters.lock(manager, id);
      const changes = decide(letter, await row(manager, id));
      await manager.update(LetterEntity, { letter: id }, { ...changes, withholdingToTell: true });
    });
  }

  private async settled(id: string): Promise<Decided> {
    await this.upkeep.settle(id);
    return this.decided(id);
  }

  private async decided(id: string): Promise<Decided> {
    return transaction(this.dataSource, 'look at a letter', async (manager) => {
      const { manifest, state } = await this.letters.lock(manager, id);
      const { withheldOn, withheldReason, withholdingToTell } = await row(manager, id);
      const { title } = manifest.letter;
      return { title, state, withheldOn, withheldReason, issuersTold: !withholdingToTell };
    });
  }
}

async function row(manager: EntityManager, id: string): Promise<LetterEntity> {
  return manager.findOneByOrFail(LetterEntity, { letter: id });
}
