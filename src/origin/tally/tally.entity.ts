// What everybody may know of a letter's count. protocol.md#disclosure
//
// Seized, this table reveals what the letter's public page shows, and since when: a row is written at the announcement,
// not before, and again only when what is shown changes.
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'origin', name: 'tallies' })
@Check('tallies_announced_at_check', '"announced_at" > 0')
@Check('tallies_count_check', '"count" >= 0')
@Check('tallies_check', '"epoch" >= "announced_at"')
export class TallyEntity {
  @PrimaryColumn('text')
  letter!: string;

  /** The epoch end at which it was announced. */
  @Column('integer', { name: 'announced_at' })
  announcedAt!: number;

  /** The count as it is shown. */
  @Column('integer')
  count!: number;

  /** The epoch end since which this count is shown. */
  @Column('integer')
  epoch!: number;
}
