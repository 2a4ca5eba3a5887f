// Private links to editions under embargo, for journalists. protocol.md#embargo-links
//
// Seized, this table reveals how many links there are to which edition, and which were revoked; not a token, and not whom
// a link is for: the label is sealed under the master key. Rows are deleted when the embargo is over.
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'origin', name: 'embargo_links' })
@Unique('embargo_links_token_hash_key', ['tokenHash'])
@Index('embargo_links_letter_idx', ['letter'])
export class EmbargoLinkEntity {
  /** 16 random bytes, base64url: how organizers name it. */
  @PrimaryColumn('text')
  link!: string;

  @Column('text')
  letter!: string;

  /** The edition's digest, base64url. */
  @Column('text')
  edition!: string;

  /** SHA-256 of the token. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Uint8Array;

  @Column('boolean')
  revoked!: boolean;

  /** Sealed, of one size. */
  @Column('bytea')
  label!: Uint8Array;
}
