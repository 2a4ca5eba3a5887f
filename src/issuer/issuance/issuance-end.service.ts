// The death of keys at this issuer, where their draft or letter ended in this database: never because a row is missing. First
// nothing refers to them, then they are gone; a crash in between is made good at the next tick. protocol.md#keys
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { isLetterId } from '../../protocol/manifest.js';
import { IssuerLettersService, type IssuerLetter } from '../letters/issuer-letters.service.js';
import { IssuanceDraftsService } from './issuance-drafts.service.js';
import { IssuanceKeysService } from './issuance-keys.service.js';
import { TagsService } from './tags.service.js';

@Injectable()
export class IssuanceEndService {
  constructor(
    @InjectDataSource('issuer') private readonly dataSource: DataSource,
    private readonly letters: IssuerLettersService,
    private readonly drafts: IssuanceDraftsService,
    private readonly keys: IssuanceKeysService,
    private readonly tags: TagsService,
  ) {}

  /** Stops issuance for good: the slots go, then the keys. Idempotent. */
  async end(letter: IssuerLetter): Promise<void> {
    await transaction(this.dataSource, 'end issuance', async (manager) => {
      await this.letters.end(manager, letter.id);
      await this.tags.drop(manager, letter);
    });
    this.letters.forget(letter.id);
    await this.destroyOf(letter.id);
  }

  /** Destroys the keys of letters that ended, given which are open: a crash can leave them. */
  async destroyEnded(open: ReadonlySet<string>): Promise<void> {
    this.keys.keepOnly(open);
    for (const name of await this.keys.names()) {
      if (!isLetterId(name) || open.has(name)) continue;
      if ((await this.letters.row(name))?.state === 'ended') await this.destroyOf(name);
    }
  }

  /** Ends a draft that no letter came of, with its keys. A letter keeps its own. Idempotent. */
  async discard(draft: string): Promise<void> {
    await this.endDraft(draft, { over: false });
  }

  /** Ends every draft that no letter came of within seven days. */
  async destroyForgotten(): Promise<void> {
    for (const draft of await this.drafts.over()) await this.endDraft(draft, { over: true });
  }

  /** Under the draft's id, and under a letter's if its countersigning was interrupted. */
  private async endDraft(draft: string, condition: { readonly over: boolean }): Promise<void> {
    await this.keys.exclusively('end a draft', [draft], async (manager) => {
      for (const name of await this.drafts.end(manager, draft, condition)) {
        if ((await this.letters.row(name, manager)) === undefined) await this.keys.destroy(name);
      }
    });
  }

  private async destroyOf(letter: string): Promise<void> {
    await this.keys.exclusively('destroy keys', [letter], () => this.keys.destroy(letter));
  }
}
