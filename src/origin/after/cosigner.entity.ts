// Organizations that co-sign in public. protocol.md#organizations
//
// Seized, this table reveals what the letter's public page shows, and how many entries wait for an organizer: those are sealed
// under the master key, all of one size. No mailbox is in it, sealed or not: the origin never sees one.
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'origin', name: 'cosigners' })
@Index('cosigners_letter_idx', ['letter'])
export class CosignerEntity {
  /** HMAC of letter and domain under the master key, 32 bytes, base64url: one entry for each domain. */
  @PrimaryColumn('text')
  entry!: string;

  @Column('text')
  letter!: string;

  /** By an organizer; shown to everybody from then on. */
  @Column('boolean')
  accepted!: boolean;

  /** Name, kind and domain as JSON: padded and sealed until they are accepted. */
  @Column('bytea')
  content!: Uint8Array;
}
