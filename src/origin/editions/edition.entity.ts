// What was published. protocol.md#edition
//
// Seized, this table reveals what the letter's public page shows; of an edition under embargo, that there is one, for when,
// and how large it is: summary and bundle are sealed under the master key until the embargo is over.
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'origin', name: 'editions' })
@Unique('editions_letter_number_key', ['letter', 'number'])
export class EditionEntity {
  /** SHA-256 of the edition, base64url: its address for ever. */
  @PrimaryColumn('text')
  edition!: string;

  @Column('text')
  letter!: string;

  /** From 1, in the order of publication. */
  @Column('integer')
  number!: number;

  @Column('timestamptz', { nullable: true })
  embargo!: Date | null;

  /** Whether summary and bundle are sealed. */
  @Column('boolean')
  sealed!: boolean;

  /** What is shown of the edition without its records: canonical JSON. */
  @Column('bytea')
  summary!: Uint8Array;

  /** The bundle's exact bytes. */
  @Column('bytea', { select: false })
  bundle!: Uint8Array;
}
