// What is answered to a code that shows a mailbox. protocol.md#issuing
import type { TokenResponse } from '../../protocol/issuer-api.js';

export class TokenResponseDto implements TokenResponse {
  /** RFC 9474 BlindSign: 256 bytes, base64url. */
  blindSignature!: string;

  /** Ed25519 over the `undersigned/identity/v1` document: 64 bytes, base64url. */
  certificate!: string;
}
