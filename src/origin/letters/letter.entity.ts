// An open letter and whatever became of it. protocol.md#states
//
// Seized, this table reveals what the letter's public page shows: text, terms, organizers' labels and keys, signatures over
// the opening, state; of a letter that is down also what the page doesn't show any more. Nothing in it says who signed, or
// how many.
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { SignedBy } from '../../protocol/signed.js';

export type LetterState = 'open' | 'closed' | 'lapsed' | 'cancelled' | 'withheld';

@Entity({ schema: 'origin', name: 'letters' })
@Check('letters_state_check', `"state" IN ('open', 'closed', 'lapsed', 'cancelled', 'withheld')`)
@Check('letters_state_before_check', `"state_before" IN ('open', 'closed', 'lapsed', 'cancelled')`)
export class LetterEntity {
  /** The letter's id: 32 characters. */
  @PrimaryColumn('text')
  letter!: string;

  @Column('bytea')
  manifest!: Uint8Array;

  /** One by each organizer, in the manifest's order. */
  @Column('jsonb')
  openings!: SignedBy[];

  /** One by each issuer, in the manifest's order. */
  @Column('jsonb')
  countersignings!: SignedBy[];

  @Column('text')
  state!: LetterState;

  /** Enough organizers agreed to close it early: the number of the epoch whose end is its close. */
  @Column('integer', { name: 'closes_after', nullable: true })
  closesAfter!: number | null;

  /** Its keys are dead, or about to die: nothing that was sealed under them is left. */
  @Column('boolean', { default: false })
  ended!: boolean;

  /** The issuers still have to hear that it was closed early or cancelled. */
  @Column('boolean', { name: 'issuers_to_tell', default: false })
  issuersToTell!: boolean;

  @Column('date', { name: 'withheld_on', nullable: true })
  withheldOn!: string | null;

  @Column('text', { name: 'withheld_reason', nullable: true })
  withheldReason!: string | null;

  /** What a withheld letter was before, and will be if it is restored. */
  @Column('text', { name: 'state_before', nullable: true })
  stateBefore!: LetterState | null;

  /** The issuers still have to hear that it was taken down or restored. */
  @Column('boolean', { name: 'withholding_to_tell', default: false })
  withholdingToTell!: boolean;
}
