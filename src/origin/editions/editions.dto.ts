// What everybody may read of an edition, without its records. protocol.md#edition
import { ApiProperty } from '@nestjs/swagger';

export class EditionCell {
  @ApiProperty()
  workplace!: string;

  /** Indices into the manifest's issuers. */
  @ApiProperty({ type: [Number] })
  issuers!: number[];

  @ApiProperty()
  count!: number;

  /** Whether signatures of this cell wait for more of them. */
  @ApiProperty()
  waiting!: boolean;
}

export class EditionApprover {
  @ApiProperty()
  label!: string;

  /** Signing key, base64url. */
  @ApiProperty()
  key!: string;
}

export class PublishedName {
  @ApiProperty()
  nullifier!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  title!: string | null;

  @ApiProperty({ type: String, nullable: true })
  address!: string | null;
}

export class PublishedRole {
  @ApiProperty()
  workplace!: string;

  @ApiProperty({ type: String, nullable: true })
  role!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  count!: number | null;
}

export class EditionView {
  /** SHA-256 of the edition, base64url: its address for ever. */
  @ApiProperty()
  edition!: string;

  /** The letter's id. */
  @ApiProperty()
  letter!: string;

  /** The epoch whose end it shows, and when that was. */
  @ApiProperty()
  epoch!: number;

  @ApiProperty()
  asOf!: string;

  @ApiProperty()
  count!: number;

  @ApiProperty({ type: [EditionCell] })
  cells!: EditionCell[];

  @ApiProperty({ type: [PublishedName] })
  names!: PublishedName[];

  @ApiProperty({ type: [PublishedRole] })
  roles!: PublishedRole[];

  @ApiProperty()
  struck!: number;

  @ApiProperty({ type: String, nullable: true })
  embargo!: string | null;

  @ApiProperty({ type: [EditionApprover] })
  approvedBy!: EditionApprover[];
}

export class EditionsResponse {
  /** Oldest first. */
  @ApiProperty({ type: [EditionView] })
  editions!: EditionView[];
}
