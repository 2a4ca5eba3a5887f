// A draft that keys are made for, until a letter has them or they die: no row, no death. protocol.md#keys
//
// Seized, this table reveals which drafts were sealed within the last week and aren't letters yet, and in which hour.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'issuer', name: 'drafts' })
export class IssuerDraftEntity {
  /** The id that the origin asked for keys under: their name in the vault. */
  @PrimaryColumn('text')
  draft!: string;

  /** When they were made, rounded down to the hour. */
  @Column('timestamptz')
  born!: Date;

  /** The id of the letter that is being countersigned: its keys may lie under that already. */
  @Column('text', { nullable: true })
  becoming!: string | null;
}
