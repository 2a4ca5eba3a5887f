// An operator's invitation code that may still start a letter. protocol.md#invitation
//
// Seized, this table reveals how many codes are about, until which day, and for how many letters. No code can be told from
// it, nor tried against it without MASTER_KEY; no row knows whom the operator gave it to, or which draft came of it, and one
// that is used up or over is gone. A raw copy shows that a use and the first row of a draft were written together, so long as
// old row versions are not overwritten: with it, MASTER_KEY and the code itself, a draft can be traced to whom it was given.
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'origin', name: 'invitations' })
@Check('invitations_uses_left_check', '"uses_left" >= 0')
export class InvitationEntity {
  /** The first 16 bytes of HMAC-SHA256(key from MASTER_KEY, code) in base32: 26 characters. */
  @PrimaryColumn('text')
  invitation!: string;

  /** The last day (UTC) on which it is good. */
  @Column('date', { name: 'last_day' })
  lastDay!: string;

  /** From 1: a row without uses is deleted. */
  @Column('integer', { name: 'uses_left' })
  usesLeft!: number;
}
