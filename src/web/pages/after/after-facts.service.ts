// What happened since a letter was released, for its pages: they are drawn anew when it changes.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AfterNewsService } from '../../../origin/after/after-news.service.js';
import { CosignersService } from '../../../origin/after/cosigners.service.js';
import { TimelineService } from '../../../origin/after/timeline.service.js';
import type { OrganizationKind } from '../../../protocol/organization.js';
import type { EntryKind } from '../../../protocol/timeline.js';
import { PageCache } from '../page-cache.js';

/** An entry of the timeline, or a link of supporters. */
export interface EntryFacts {
  readonly entry: string;
  readonly kind: EntryKind;
  /** `2018-07-02` */
  readonly day: string;
  readonly text: string;
  readonly link: string | null;
}

/** An organization that co-signs in public. */
export interface OrganizationFacts {
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly domain: string;
}

export interface AfterFacts {
  readonly noAnswerYet: boolean;
  /** The oldest first. */
  readonly entries: readonly EntryFacts[];
  readonly support: readonly EntryFacts[];
  readonly organizations: readonly OrganizationFacts[];
}

@Injectable()
export class AfterFactsService implements OnModuleInit {
  constructor(
    private readonly cache: PageCache,
    private readonly news: AfterNewsService,
    private readonly timeline: TimelineService,
    private readonly cosigners: CosignersService,
  ) {}

  onModuleInit(): void {
    this.news.onChange((id) => {
      this.cache.forget(`${id}/`);
    });
  }

  /** Throws `letter_not_found` or `letter_withheld`. */
  async of(id: string): Promise<AfterFacts> {
    const { organizations } = await this.cosigners.accepted(id);
    const { noAnswerYet, entries, support } = await this.timeline.read(id);
    return { noAnswerYet, entries, support, organizations };
  }
}
