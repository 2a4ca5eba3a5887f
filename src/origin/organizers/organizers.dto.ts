// The messages of logging in. protocol.md#formats
import { IsString, MaxLength } from 'class-validator';

export class LoginNonce {
  /** Goes into the login document as it is. */
  nonce!: string;
  /** UTC, to the second; goes into the login document as it is. */
  expires!: string;
}

export class SessionRequest {
  /** The canonical `undersigned/login/v1` document, base64url. */
  @IsString()
  @MaxLength(2000)
  document!: string;

  /** Ed25519 by the document's key, 64 bytes, base64url. */
  @IsString()
  @MaxLength(86)
  signature!: string;
}

export class Session {
  /** Send it as `Authorization: Bearer …`. */
  token!: string;
  /** The organizer's signing key, base64url. */
  key!: string;
  /** UTC, to the second. */
  expires!: string;
}
