// A letter that this issuer countersigned. A seized table reveals what the letter's page shows, and which drafts became letters.
// protocol.md#opening
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { SignedBy } from '../../protocol/signed.js';

/** `open`: tokens are issued. `ended`: the keys are dead, or about to be. */
export type IssuerLetterState = 'open' | 'ended';

@Entity({ schema: 'issuer', name: 'letters' })
@Unique('letters_draft_key', ['draft'])
@Check('letters_state_check', `"state" IN ('open', 'ended')`)
export class IssuerLetterEntity {
  @PrimaryColumn('text')
  letter!: string;

  /** The draft that its keys were made for. Unique: keys serve one letter. */
  @Column('text')
  draft!: string;

  /** Canonical bytes. */
  @Column('bytea')
  manifest!: Buffer;

  @Column('text')
  state!: IssuerLetterState;

  /** The origin's operator took it down: no tokens while that stands. Its keys die when they would anyway. */
  @Column('boolean', { default: false })
  withheld!: boolean;

  /** By this issuer's entries alone, in the manifest's order. */
  @Column('jsonb')
  countersignings!: SignedBy[];
}
