// One writer for each letter in this process: waiting statements go into the database in groups, and nobody hears anything
// before the commit. Other processes are kept out by the letter's advisory lock. protocol.md#sealed-slots
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { isRetryable } from '../../common/sealed-slots/sealed-slots.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { SignatureStore } from './signature-store.service.js';
import { LetterClosedError } from './signatures.errors.js';
import type { VerifiedStatement } from './standing-statement.js';

/** How many statements one transaction takes at most. */
const GROUP = 50;

/** What a statement has come to. */
export interface Written {
  /** The epoch that the row is sealed under. */
  readonly epoch: number;
  /** Whether a row of the key stands now. */
  readonly stands: boolean;
}

interface Waiting {
  readonly statement: VerifiedStatement;
  readonly resolve: (written: Written) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  readonly waiting: Waiting[];
  drained: Promise<void>;
}

@Injectable()
export class SignatureWriter implements BeforeApplicationShutdown {
  private readonly queues = new Map<string, Queue>();

  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly letters: LettersService,
    private readonly store: SignatureStore,
  ) {}

  /** Resolves once the statement is committed. Throws `letter_closed` if the letter left its open state before that. */
  async write(letter: Letter, statement: VerifiedStatement): Promise<Written> {
    return new Promise((resolve, reject) => {
      const known = this.queues.get(letter.id);
      const queue = known ?? { waiting: [], drained: Promise.resolve() };
      queue.waiting.push({ statement, resolve, reject });
      if (known === undefined) {
        this.queues.set(letter.id, queue);
        queue.drained = this.drain(letter, queue);
      }
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.drained));
  }

  private async drain(letter: Letter, { waiting }: Queue): Promise<void> {
    while (waiting.length > 0) await this.writeGroup(letter, waiting.splice(0, GROUP));
    this.queues.delete(letter.id);
  }

  private async writeGroup(letter: Letter, group: readonly Waiting[]): Promise<void> {
    try {
      const { epoch, stands } = await transaction(
        this.dataSource,
        'put signatures',
        async (manager) => {
          await this.store.lock(manager, letter);
          const { state } = await this.letters.get(letter.id, manager);
          if (state !== 'open') throw new LetterClosedError();
          return this.store.put(
            manager,
            letter,
            group.map(({ statement }) => statement),
          );
        },
        isRetryable,
      );
      group.forEach(({ resolve }, i) => resolve({ epoch, stands: stands[i] === true }));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
