// Organizations that co-sign, as they ask for it and are shown. protocol.md#organizations
import { ApiProperty, PickType } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { ORGANIZATION_KINDS, type OrganizationKind } from '../../protocol/organization.js';

export class CosignRequest {
  /** The organization's name: one line, at most 100 bytes. */
  @IsString()
  @MaxLength(100)
  name!: string;

  @IsIn(ORGANIZATION_KINDS)
  @ApiProperty({ enum: ORGANIZATION_KINDS })
  kind!: OrganizationKind;

  /** As it came from the issuer's `POST /attestations/organizations`. */
  @IsString()
  @MaxLength(1024)
  challenge!: string;

  /** As it was typed. */
  @IsString()
  @MaxLength(64)
  code!: string;
}

export class CosignAnswer {
  /** The domain that was shown. */
  domain!: string;
  /** Whether it is shown to everybody already. */
  accepted!: boolean;
}

export class Organization {
  name!: string;
  @ApiProperty({ enum: ORGANIZATION_KINDS })
  kind!: OrganizationKind;
  domain!: string;
}

export class CosignerEntry extends Organization {
  /** 32 bytes, base64url: how organizers name it. */
  entry!: string;
  accepted!: boolean;
}

/** What the organizer saw, exactly: nothing else is shown to everybody. */
export class AcceptanceRequest extends PickType(CosignRequest, ['name', 'kind']) {}

export class CosignersView {
  /** How many there are in the list; never added to the employees' count. */
  count!: number;
  @ApiProperty({ type: [Organization] })
  organizations!: Organization[];
}

export class CosignerEntries {
  /** Those that wait for an organizer among them. */
  @ApiProperty({ type: [CosignerEntry] })
  entries!: CosignerEntry[];
}

export class CosignerAnswer {
  entry!: string;
}
