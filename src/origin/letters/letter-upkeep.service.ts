// What time, or a crash, leaves to do about letters: keys that are due to die, issuers that have to be told. protocol.md#keys
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { Log } from '../../common/logger.js';
import { Scheduler } from '../../common/scheduler.js';
import { IssuerNoticesService } from './issuer-notices.service.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';

const EVERY_MS = 60_000;

@Injectable()
export class LetterUpkeepService implements OnModuleInit {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly lifecycle: LetterLifecycleService,
    private readonly notices: IssuerNoticesService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.scheduler.register('end letters', EVERY_MS, () => this.lifecycle.endOverdue(this.clock.now()));
    this.scheduler.register('destroy keys of letters', EVERY_MS, () => this.lifecycle.destroyKeys());
    this.scheduler.register('tell issuers', EVERY_MS, () => this.notices.deliver());
  }

  /** Does at once what a decision about a letter entails. Never throws: what fails now, a tick does. */
  async settle(id: string): Promise<void> {
    try {
      await this.lifecycle.destroyKeys(id);
      await this.notices.deliver(id);
    } catch (error) {
      this.log.failure('A decision about a letter is not carried out in full; it is tried again', error);
    }
  }
}
