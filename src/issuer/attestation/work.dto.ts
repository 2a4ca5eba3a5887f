// The work that is demanded before a code is mailed. protocol.md#work
import { Matches } from 'class-validator';
import type { WorkDemand } from '../../protocol/issuer-api.js';

export class WorkQueryDto {
  /** letterDigest: 32 bytes, base64url. */
  @Matches(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, {
    message: 'letter must be 32 bytes in unpadded base64url',
  })
  letter!: string;
}

class WorkDataDto {
  /** UTC, to the second: 20 minutes from now. */
  expiresAt!: string;

  /** As it was asked for. */
  letter!: string;

  /** The counter is below this. */
  most!: number;
}

class WorkParametersDto {
  /** `SHA-256` */
  algorithm!: 'SHA-256';

  /** 1 */
  cost!: 1;

  data!: WorkDataDto;

  /** 32 */
  keyLength!: 32;

  /** 16 bytes, hexadecimal: with what SHA-256(salt ‖ nonce ‖ uint32(counter)) begins. */
  keyPrefix!: string;

  /** 16 random bytes, hexadecimal. */
  nonce!: string;

  /** 16 random bytes, hexadecimal. */
  salt!: string;
}

/** A challenge of altcha-lib 2. */
export class WorkDemandDto implements WorkDemand {
  parameters!: WorkParametersDto;

  /** 32 bytes, hexadecimal: goes back unchanged. */
  signature!: string;
}
