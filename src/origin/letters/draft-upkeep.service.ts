// Drafts that were left alone, or not signed by everybody in time, die with their keys on both sides. protocol.md#opening
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../../common/logger.js';
import { Scheduler } from '../../common/scheduler.js';
import type { DraftEntity } from './draft.entity.js';
import { DraftStore } from './draft-store.service.js';
import { IssuerLink } from './issuer-link.js';
import { LetterKeysService } from './letter-keys.service.js';
import { issuerDraftOf } from './sealing.service.js';

const EVERY_MS = 60_000;

@Injectable()
export class DraftUpkeepService implements OnModuleInit {
  constructor(
    private readonly store: DraftStore,
    private readonly keys: LetterKeysService,
    private readonly issuer: IssuerLink,
    private readonly scheduler: Scheduler,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.scheduler.register('delete drafts', EVERY_MS, () => this.deleteExpired());
  }

  /** Deletes every draft whose time is over; what fails is logged, and tried again by the next tick. */
  async deleteExpired(): Promise<void> {
    for (const draft of await this.store.expired()) {
      try {
        await this.discardIssuerKeys(draft);
        await this.delete(draft);
      } catch (error) {
        this.log.failure('A draft could not be deleted; it is tried again', error);
      }
    }
  }

  /** First, while the draft still tells under which ids: an expired draft can't change any more. */
  private async discardIssuerKeys(draft: string): Promise<void> {
    const row = await this.store.locked('read an expired draft', draft, (found) => Promise.resolve(found));
    if (row === null || this.store.isAlive(row)) return;
    const kept = row.letter === null ? undefined : issuerDraftOf(row);
    for (const name of row.issuerDrafts) if (name !== kept) await this.issuer.discard({ draft: name });
  }

  private async delete(draft: string): Promise<void> {
    await this.store.locked('delete a draft', draft, async (row, manager) => {
      if (row === null || this.store.isAlive(row)) return;
      if (row.letter === null) await this.destroyKeys(row);
      await manager.remove(row);
    });
  }

  /** Under the draft's id, and under the letter's if an opening was interrupted. */
  private async destroyKeys(row: DraftEntity): Promise<void> {
    await this.keys.destroy(row.draft);
    if (row.becoming !== null) await this.keys.destroy(row.becoming);
  }
}
