// What a letter's feed is made of: whoever publishes something about a letter says it here. Only what everybody may read.
import { Injectable } from '@nestjs/common';
import type { View } from '../view.js';

export interface FeedEntry {
  /** An address of its own, for ever. */
  readonly url: string;
  /** Text, not HTML. */
  readonly title: string;
  readonly summary: string;
  /** When everybody could read it; never finer than what its page says. */
  readonly at: Date;
}

export interface FeedSource {
  /** Of the letter of this id, in any order; none before something is published. */
  entriesOf(id: string, view: View): Promise<readonly FeedEntry[]>;
}

@Injectable()
export class FeedSources {
  private readonly sources: FeedSource[] = [];

  register(source: FeedSource): void {
    this.sources.push(source);
  }

  /** The newest first. */
  async entriesOf(id: string, view: View): Promise<FeedEntry[]> {
    const entries = await Promise.all(this.sources.map((source) => source.entriesOf(id, view)));
    return entries.flat().sort((a, b) => b.at.getTime() - a.at.getTime() || (a.url < b.url ? -1 : 1));
  }
}
