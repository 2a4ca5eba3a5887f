// Where each letter stands on its way to an edition. protocol.md#proposal
//
// Seized, this table reveals which letters are open or closed: one row of the letter's own size each, from its opening to
// the death of its key, sealed anew at every epoch end whether or not anything was proposed.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'origin', name: 'proposals' })
export class ProposalEntity {
  @PrimaryColumn('text')
  letter!: string;

  @Column('bytea')
  sealed!: Uint8Array;
}
