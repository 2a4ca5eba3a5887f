// What is posted to ask for a code. protocol.md#asking
import { IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import type { AttestationRequest, AttestationResponse } from '../../protocol/issuer-api.js';
import { MAX_WORK_LENGTH } from '../../protocol/work.js';

const BYTES_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

export class AttestationRequestDto implements AttestationRequest {
  /** letterDigest: 32 bytes, base64url. */
  @Matches(BYTES_32, { message: 'letter must be 32 bytes in unpadded base64url' })
  letter!: string;

  /** Token key id of the issuer's entry: SHA-256 of its SPKI, 32 bytes, base64url. */
  @Matches(BYTES_32, { message: 'keyId must be 32 bytes in unpadded base64url' })
  keyId!: string;

  /** A work address, as it was typed. */
  @IsString()
  @MaxLength(512)
  address!: string;

  /** The proof of work, for a demand of `GET /attestations/work`: canonical JSON in base64url. Good once; refused without it. */
  @ValidateIf((request: AttestationRequestDto) => request.work !== undefined)
  @IsString()
  @MaxLength(MAX_WORK_LENGTH)
  work?: string;
}

export class AttestationResponseDto implements AttestationResponse {
  /** Opaque, 534 characters; goes back with the code. */
  challenge!: string;
}
