// What happened after a release: added by one organizer, removed by any, and nothing before there is an edition to read.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { RandomSource } from '../../common/random.js';
import { toBase64url } from '../../protocol/codec.js';
import { AfterNewsService } from './after-news.service.js';
import { EntryNotFoundError, TooManyEntriesError } from './after.errors.js';
import { checkedEntry } from './entry-rules.js';
import { ReleaseCheck } from './release-check.service.js';
import { TimelineEntryEntity } from './timeline-entry.entity.js';
import type { TimelineEntry, TimelineRequest, TimelineView } from './timeline.dto.js';

const ENTRY_LENGTH = 16;
/** Of a letter, links of supporters among them. */
const MOST_ENTRIES = 200;

/** `id` is the letter's, `key` an organizer's signing key in base64url. */
@Injectable()
export class TimelineService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly release: ReleaseCheck,
    private readonly clock: Clock,
    private readonly random: RandomSource,
    private readonly news: AfterNewsService,
  ) {}

  /** As everybody reads it. Throws `letter_not_found` or `letter_withheld`. */
  async read(id: string): Promise<TimelineView> {
    const { letter, isReleased } = await this.release.of(id);
    const rows = await this.dataSource.manager.find(TimelineEntryEntity, {
      where: { letter: letter.id },
      order: { day: 'ASC', entry: 'ASC' },
    });
    const entries = rows.filter(({ kind }) => kind !== 'support').map(viewOf);
    return {
      noAnswerYet: isReleased && !entries.some(({ kind }) => kind === 'answered'),
      entries,
      support: rows.filter(({ kind }) => kind === 'support').map(viewOf),
    };
  }

  /**
   * Adds an entry. One organizer is enough, as any can remove it again.
   * Throws `malformed`, `entry_refused`, `too_many_entries`, `not_released`, `not_an_organizer`, `letter_not_found` or `letter_withheld`.
   */
  async add(id: string, key: string, request: TimelineRequest): Promise<string> {
    const letter = await this.release.forOrganizer(id, key);
    const checked = checkedEntry(request, letter.manifest.opensAt, this.clock.now());
    const entry = toBase64url(this.random.bytes(ENTRY_LENGTH));
    await transaction(this.dataSource, 'add to a timeline', async (manager) => {
      await this.release.lock(manager, id);
      const known = await manager.find(TimelineEntryEntity, {
        where: { letter: id },
        select: { entry: true },
      });
      if (known.length >= MOST_ENTRIES) throw new TooManyEntriesError();
      await manager.insert(TimelineEntryEntity, { entry, letter: id, ...checked });
    });
    this.news.tell(id);
    return entry;
  }

  /** For good. Throws `entry_not_found`, `not_released`, `not_an_organizer`, `letter_not_found` or `letter_withheld`. */
  async remove(id: string, key: string, entry: string): Promise<void> {
    await this.release.forOrganizer(id, key);
    const { affected } = await this.dataSource.manager.delete(TimelineEntryEntity, { letter: id, entry });
    if (affected !== 1) throw new EntryNotFoundError();
    this.news.tell(id);
  }
}

function viewOf({ entry, kind, day, text, link }: TimelineEntryEntity): TimelineEntry {
  return { entry, kind, day, text, link };
}
