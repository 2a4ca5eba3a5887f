// What is posted with a code. protocol.md#issuing
import { IsString, Matches, MaxLength } from 'class-validator';
import type { TokenRequest } from '../../protocol/issuer-api.js';

export class TokenRequestDto implements TokenRequest {
  /** As it came from `POST /attestations`. */
  @IsString()
  @MaxLength(1024)
  challenge!: string;

  /** As it was typed: case, dashes and spaces don't matter. */
  @IsString()
  @MaxLength(64)
  code!: string;

  /** RFC 9474 Blind: 256 bytes, base64url. */
  @Matches(/^[A-Za-z0-9_-]{341}[AQgw]$/, {
    message: 'blindedMessage must be 256 bytes in unpadded base64url',
  })
  blindedMessage!: string;

  /** SHA-256('undersigned/holder/v1' ‖ holder secret ‖ public key): 32 bytes, base64url. */
  @Matches(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, {
    message: 'holder must be 32 bytes in unpadded base64url',
  })
  holder!: string;
}
