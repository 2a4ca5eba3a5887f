// Editions in the feed of their letter: from the moment on when everybody may read them. protocol.md#edition
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EditionsService } from '../../../origin/editions/editions.service.js';
import { LettersService } from '../../../origin/letters/letters.service.js';
import type { View } from '../view.js';
import { type FeedEntry, FeedSources } from './feed-sources.js';

@Injectable()
export class EditionEntries implements OnModuleInit {
  constructor(
    private readonly sources: FeedSources,
    private readonly letters: LettersService,
    private readonly editions: EditionsService,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async entriesOf(id: string, { say }: View): Promise<FeedEntry[]> {
    const { manifest } = await this.letters.get(id);
    return (await this.editions.list(id)).map(({ edition, count, asOf, embargo }) => {
      const url = `${manifest.origin}/l/${id}/press/${edition}`;
      return {
        url,
        title: say('feed.edition', { count }),
        summary: say('feed.editionMeans', { title: manifest.letter.title, url }),
        at: new Date(embargo !== null && embargo > asOf ? embargo : asOf),
      };
    });
  }
}
