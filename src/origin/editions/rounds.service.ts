// A step on the way to an edition: one transaction under the letter's lock, so that steps and epoch ends never mix.
// protocol.md#editions
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { SignatureStore } from '../signatures/signature-store.service.js';
import { ReleaseOverError } from './editions.errors.js';
import type { ReleaseState } from './release-state.js';
import { ReleaseStore } from './release-store.service.js';

/** What a step sees and may change. */
export interface Round {
  readonly manager: EntityManager;
  readonly letter: Letter;
  readonly now: Date;
  readonly state: ReleaseState;
  /** Keeps what changed of the state. */
  readonly save: (changes: Partial<ReleaseState>) => Promise<void>;
}

@Injectable()
export class RoundsService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly letters: LettersService,
    private readonly signatures: SignatureStore,
    private readonly releases: ReleaseStore,
  ) {}

  /**
   * A step by an organizer of the letter; `key` is her signing key in base64url, `organizer` her index in the manifest.
   * Throws `letter_not_found`, `letter_withheld`, `not_an_organizer`, `release_over`, or what the step does.
   */
  async byOrganizer<T>(
    name: string,
    id: string,
    key: string,
    step: (round: Round, organizer: number) => Promise<T>,
  ): Promise<T> {
    const organizer = this.letters.requireOrganizer(await this.letters.get(id), key);
    return this.step(name, id, (round) => step(round, organizer));
  }

  /** A step by nobody in particular. */
  async step<T>(name: string, id: string, step: (round: Round) => Promise<T>): Promise<T> {
    const known = await this.letters.get(id);
    return transaction(this.dataSource, name, async (manager) => {
      await this.signatures.lock(manager, known);
      const letter = await this.letters.get(id, manager);
      if (letter.ended) throw new ReleaseOverError();
      const state = await this.releases.read(manager, letter);
      const save = (changes: Partial<ReleaseState>): Promise<void> =>
        this.releases.write(manager, letter, { ...state, ...changes });
      return step({ manager, letter, now: this.clock.now(), state, save });
    });
  }
}
