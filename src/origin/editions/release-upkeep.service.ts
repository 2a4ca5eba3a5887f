// What time does to releases: snapshots are opened, proposals die, and a publication that a crash cut short is finished.
// protocol.md#editions
import { Injectable } from '@nestjs/common';
import { LettersService } from '../letters/letters.service.js';
import { TallyService } from '../tally/tally.service.js';
import { ChoiceOpeningService } from './choice-opening.service.js';
import { ProposalsService } from './proposals.service.js';
import { PublishingService } from './publishing.service.js';

@Injectable()
export class ReleaseUpkeepService {
  constructor(
    private readonly letters: LettersService,
    private readonly tally: TallyService,
    private readonly opening: ChoiceOpeningService,
    private readonly proposals: ProposalsService,
    private readonly publishing: PublishingService,
  ) {}

  /** Throws the first failure, after every letter had its turn. */
  async tick(): Promise<void> {
    const failures: unknown[] = [];
    for (const { id } of await this.letters.inState(['open', 'closed'], undefined, { ended: false })) {
      try {
        await this.keepUp(id);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  private async keepUp(id: string): Promise<void> {
    if ((await this.tally.disclosed(id)).tally === 'collecting') return;
    await this.opening.settle(id);
    await this.proposals.expire(id);
    await this.publishing.finish(id);
  }
}
