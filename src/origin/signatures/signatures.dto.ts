// What signers post and are answered: bytes in unpadded base64url. protocol.md#signing
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Matches, MaxLength } from 'class-validator';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const FORM = { message: '$property must be bytes in unpadded base64url' };
const EACH = { ...FORM, each: true };

export class SignatureRequest {
  /** One token (354 bytes) of each issuer that the letter demands; none if a signature of the key stands already. */
  @IsArray()
  @ArrayMaxSize(5)
  @IsString({ each: true })
  @Matches(BASE64URL, EACH)
  @MaxLength(472, { each: true })
  @ApiProperty({ type: [String], maxItems: 5 })
  tokens!: string[];

  /** The signer's Ed25519 public key: 32 bytes. */
  @Matches(BASE64URL, FORM)
  @MaxLength(43)
  @ApiProperty()
  key!: string;

  /** The canonical bytes of an `undersigned/statement/v1`. */
  @Matches(BASE64URL, FORM)
  @MaxLength(1366)
  @ApiProperty()
  statement!: string;

  /** The key's signature over the statement: 64 bytes. */
  @Matches(BASE64URL, FORM)
  @MaxLength(86)
  @ApiProperty()
  signature!: string;

  /** The sealed choice: 1344 + 208 n bytes for n organizers; the statement names its SHA-256. */
  @Matches(BASE64URL, FORM)
  @MaxLength(5120)
  @ApiProperty()
  choice!: string;
}

export class ReceiptResponse {
  /** The canonical bytes of an `undersigned/receipt/v1`. */
  @ApiProperty()
  receipt!: string;

  /** By the letter's receipt key over the receipt: 64 bytes. */
  @ApiProperty()
  signature!: string;
}

export class LatestRequest {
  @Matches(BASE64URL, FORM)
  @MaxLength(43)
  @ApiProperty()
  key!: string;

  /** The canonical bytes of an `undersigned/latest/v1`, signed now. */
  @Matches(BASE64URL, FORM)
  @MaxLength(400)
  @ApiProperty()
  document!: string;

  /** The key's signature over the document: 64 bytes. */
  @Matches(BASE64URL, FORM)
  @MaxLength(86)
  @ApiProperty()
  signature!: string;
}

export class LatestResponse {
  /** The highest sequence that stands under the key; null if none does. */
  @ApiProperty({ type: Number, nullable: true })
  sequence!: number | null;
}
