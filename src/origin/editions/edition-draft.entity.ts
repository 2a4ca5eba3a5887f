// Editions that some organizers approved, and not yet enough. protocol.md#edition
//
// Seized, this table reveals that a letter which reached its threshold is being released, and the digest of what is to be
// published; the document itself is sealed.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'origin', name: 'edition_drafts' })
export class EditionDraftEntity {
  @PrimaryColumn('text')
  letter!: string;

  /** SHA-256 of the edition, base64url. */
  @PrimaryColumn('text')
  draft!: string;

  @Column('bytea')
  sealed!: Uint8Array;
}
