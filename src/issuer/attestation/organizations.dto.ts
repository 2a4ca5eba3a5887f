// What is posted to ask for an organization's code. protocol.md#organizations
import { IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import type { OrganizationAttestationRequest } from '../../protocol/issuer-api.js';
import { MAX_WORK_LENGTH } from '../../protocol/work.js';

export class OrganizationAttestationDto implements OrganizationAttestationRequest {
  /** letterDigest: 32 bytes, base64url. */
  @Matches(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, {
    message: 'letter must be 32 bytes in unpadded base64url',
  })
  letter!: string;

  /** A mailbox of the organization, as it was typed; several people may read it. */
  @IsString()
  @MaxLength(512)
  address!: string;

  /** The proof of work, as for any code. */
  @ValidateIf((request: OrganizationAttestationDto) => request.work !== undefined)
  @IsString()
  @MaxLength(MAX_WORK_LENGTH)
  work?: string;
}
