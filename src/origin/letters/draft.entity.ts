// A letter in the making, until every organizer has signed it. protocol.md#opening
//
// Seized, this table reveals drafts: their text and terms, the organizers' labels and public keys, who of them has signed.
// That is more than any page shows, to people who trust few: a draft is deleted when it has become a letter or was left alone.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SignedBy } from '../../protocol/signed.js';
import type { DraftContent } from './draft-content.js';

/** An organizer as the manifest will list her; keys in base64url. */
export interface DraftOrganizer {
  readonly label: string;
  readonly signingKey: string;
  readonly sealingKey: string;
}

@Entity({ schema: 'origin', name: 'drafts' })
export class DraftEntity {
  /** 16 random bytes in base32: 26 characters. Names the origin's keys until there is a letter. */
  @PrimaryColumn('text')
  draft!: string;

  @Column('jsonb')
  content!: DraftContent;

  @Column('jsonb')
  organizers!: DraftOrganizer[];

  /** SHA-256 of the invite. */
  @Column('bytea', { name: 'invite_hash' })
  inviteHash!: Uint8Array;

  /** Counts what was saved, and who joined or left; whoever saves or seals says which one she saw. */
  @Column('integer')
  revision!: number;

  /** Draft ids that the issuer was asked for keys under: one for each revision that a sealing was tried with. */
  @Column('jsonb', { name: 'issuer_drafts' })
  issuerDrafts!: string[];

  /** The canonical manifest, once sealed. */
  @Column('bytea', { nullable: true })
  manifest!: Uint8Array | null;

  /** By organizers who signed, in the manifest's order. */
  @Column('jsonb')
  openings!: SignedBy[];

  /** The id of the letter that it is becoming, once everybody signed: its keys may lie under that already. */
  @Column('text', { nullable: true })
  becoming!: string | null;

  /** The id of the letter that it has become. */
  @Column('text', { nullable: true })
  letter!: string | null;

  /** When it is deleted, with its keys. A whole hour. */
  @Column('timestamptz')
  expires!: Date;
}
