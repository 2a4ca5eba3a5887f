// The timeline in the feed of its letter. Links of supporters are no news, nor is that there is no answer yet.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LettersService } from '../../../origin/letters/letters.service.js';
import { TimelineService } from '../../../origin/after/timeline.service.js';
import { type FeedEntry, FeedSources } from '../feed/feed-sources.js';
import type { View } from '../view.js';

@Injectable()
export class TimelineEntries implements OnModuleInit {
  constructor(
    private readonly sources: FeedSources,
    private readonly letters: LettersService,
    private readonly timeline: TimelineService,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async entriesOf(id: string, { say }: View): Promise<FeedEntry[]> {
    const { manifest } = await this.letters.get(id);
    const { entries } = await this.timeline.read(id);
    return entries.map(({ entry, kind, day, text, link }) => ({
      url: `${manifest.origin}/l/${id}#since-${entry}`,
      title: say(`after.kind.${kind}`),
      summary: link === null ? text : `${text} ${link}`,
      at: new Date(`${day}T00:00:00Z`),
    }));
  }
}
