// The death of a letter's keys at this issuer: first nothing refers to them, then they are gone; a crash in between is made
// good at the next tick. protocol.md#keys
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { isLetterId } from '../../protocol/manifest.js';
import { IssuerLettersService, type IssuerLetter } from '../letters/issuer-letters.service.js';
import { IssuanceKeysService } from './issuance-keys.service.js';
import { TagsService } from './tags.service.js';

/** Seven days, and the hour that a birth may have been rounded down by. */
const DRAFT_LIFETIME_MS = (7 * 24 + 1) * 3_600_000;

@Injectable()
export class IssuanceEndService {
  constructor(
    @InjectDataSource('issuer') private readonly dataSource: DataSource,
    private readonly letters: IssuerLettersService,
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
    await this.keys.destroy(letter.id);
  }

  /** Destroys the keys of letters that ended, given which are open: a crash can leave them. */
  async destroyEnded(open: ReadonlySet<string>): Promise<void> {
    this.keys.keepOnly(open);
    for (const name of await this.keys.names()) {
      if (!isLetterId(name) || open.has(name)) continue;
      if ((await this.letters.row(name))?.state === 'ended') await this.keys.destroy(name);
    }
  }

  /** Destroys keys that no letter came of within seven days. */
  async destroyForgotten(now: Date): Promise<void> {
    for (const name of await this.keys.names()) {
      const forgotten = async (manager?: EntityManager): Promise<boolean> =>
        !isLetterId(name) || (await this.letters.row(name, manager)) === undefined;
      const born = (await forgotten()) ? (await this.keys.read(name))?.born : undefined;
      if (born !== undefined && now.getTime() >= born.getTime() + DRAFT_LIFETIME_MS) {
        await this.keys.destroy(name, forgotten);
      }
    }
  }
}
