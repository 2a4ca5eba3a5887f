// What an edition's page shows, and for whom: everybody, or who was given a private link. protocol.md#embargo-links
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock.js';
import { EditionsService, type Released } from '../../../origin/editions/editions.service.js';
import { type AfterFacts, AfterFactsService } from '../after/after-facts.service.js';

export interface PressFacts {
  readonly released: Released;
  /** Whether it may not be published yet. */
  readonly isUnderEmbargo: boolean;
  /** What opened it, while it is under embargo. */
  readonly access: string | undefined;
  /** What happened since; undefined under embargo. */
  readonly after: AfterFacts | undefined;
}

@Injectable()
export class PressFactsService {
  constructor(
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly after: AfterFactsService,
  ) {}

  /** Throws `edition_not_found`, also under embargo without the token of a link, `letter_not_found` or `letter_withheld`. */
  async of(id: string, edition: string, access?: string): Promise<PressFacts> {
    const released = await this.editions.released(id, edition, access);
    const { embargo } = released.edition;
    const isUnderEmbargo = embargo !== null && new Date(embargo) > this.clock.now();
    const after = isUnderEmbargo ? undefined : await this.after.of(id);
    return { released, isUnderEmbargo, access: isUnderEmbargo ? access : undefined, after };
  }
}
