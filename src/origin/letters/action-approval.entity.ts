// What single organizers agreed to do to their letter, until enough of them did. protocol.md#states
//
// Seized, this table reveals which organizers (by key) want to close, cancel or finish their letter, and when they said so.
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { ActionName } from '../../protocol/action.js';

@Entity({ schema: 'origin', name: 'action_approvals' })
@Check('action_approvals_action_check', `"action" IN ('close', 'cancel', 'final')`)
export class ActionApprovalEntity {
  @PrimaryColumn('text')
  letter!: string;

  @PrimaryColumn('text')
  action!: ActionName;

  /** The organizer's signing key, base64url. */
  @PrimaryColumn('text')
  key!: string;

  /** The signed document's exact bytes. */
  @Column('bytea')
  document!: Uint8Array;

  @Column('bytea')
  signature!: Uint8Array;
}
