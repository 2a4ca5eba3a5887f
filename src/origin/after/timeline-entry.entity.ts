// What happened after a release, as the organizers tell it. protocol.md#editions
//
// Seized, this table reveals what the letter's public page shows: not which organizer added an entry, and not when. An entry
// that was removed is gone.
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EntryKind } from '../../protocol/timeline.js';

@Entity({ schema: 'origin', name: 'timeline_entries' })
@Index('timeline_entries_letter_idx', ['letter'])
export class TimelineEntryEntity {
  /** 16 random bytes, base64url. */
  @PrimaryColumn('text')
  entry!: string;

  @Column('text')
  letter!: string;

  @Column('text')
  kind!: EntryKind;

  /** The day that it is about: `2018-07-02`. */
  @Column('date')
  day!: string;

  @Column('text')
  text!: string;

  /** https only. */
  @Column('text', { nullable: true })
  link!: string | null;
}
