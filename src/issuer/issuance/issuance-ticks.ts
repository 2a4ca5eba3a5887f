// What comes round at the issuer, on its own clock and whatever the origin says: at epoch ends tags are sealed anew, at the
// close keys die. protocol.md#keys
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { Scheduler } from '../../common/scheduler.js';
import { endedEpochs } from '../../protocol/epochs.js';
import { IssuerLettersService, type IssuerLetter } from '../letters/issuer-letters.service.js';
import { IssuanceEndService } from './issuance-end.service.js';
import { TagsService } from './tags.service.js';

const EPOCHS_EVERY_MS = 1_000;
const DRAFTS_EVERY_MS = 3_600_000;

@Injectable()
export class IssuanceTicks {
  constructor(
    scheduler: Scheduler,
    private readonly clock: Clock,
    private readonly letters: IssuerLettersService,
    private readonly tags: TagsService,
    private readonly ending: IssuanceEndService,
  ) {
    scheduler.register('issuer-epochs', EPOCHS_EVERY_MS, () => this.epochs());
    scheduler.register('issuer-drafts', DRAFTS_EVERY_MS, () => this.ending.destroyForgotten());
  }

  private async epochs(): Promise<void> {
    const letters = await this.letters.open();
    await this.ending.destroyEnded(new Set(letters.map(({ id }) => id)));
    const results = [];
    for (const letter of letters) results.push(...(await Promise.allSettled([this.advance(letter)])));
    // One letter that fails doesn't hold up the others.
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  private async advance(letter: IssuerLetter): Promise<void> {
    if (this.letters.isOver(letter)) await this.ending.end(letter);
    else await this.tags.reseal(letter, endedEpochs(letter.manifest, this.clock.now()) + 1);
  }
}
