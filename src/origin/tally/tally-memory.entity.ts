// What was true at a letter's last epoch end. protocol.md#sealed-slots
//
// Seized, this table reveals which letters are open: one row of one size each, sealed anew at every epoch end.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'origin', name: 'tally_memories' })
export class TallyMemoryEntity {
  @PrimaryColumn('text')
  letter!: string;

  @Column('bytea')
  sealed!: Uint8Array;
}
