// The messages of drafting, sealing and signing. protocol.md#opening
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Min,
} from 'class-validator';
import { KeySignature } from './letters.dto.js';

/** Who starts or joins a draft. */
class OrganizerRequest {
  /** How the letter will name this organizer: plain ASCII, at most 60 characters. */
  @IsString()
  @MaxLength(60)
  label!: string;

  /** Her X25519 public key, 32 bytes, base64url. */
  @IsString()
  @MaxLength(43)
  sealingKey!: string;
}

export class StartRequest extends OrganizerRequest {
  /** The operator’s invitation code, where it takes one to start a letter. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  invitation?: string;
}

export class Started {
  /** The draft's id, 26 characters. */
  draft!: string;
  /** For the others to join with; told this once. */
  invite!: string;
  revision!: number;
}

export class JoinRequest extends OrganizerRequest {
  @IsString()
  @MaxLength(22)
  invite!: string;
}

export class Invite {
  /** For the others to join with; told this once. */
  invite!: string;
}

export class MailDomainsRequest {
  /** In lower-case ASCII (A-labels). */
  @IsString({ each: true })
  @MaxLength(253, { each: true })
  @ArrayMaxSize(50)
  domains!: string[];
}

export class MailDomains {
  /** Those where anybody can have a mailbox: they can’t stand in a letter. */
  public!: string[];
}

export class Revision {
  revision!: number;
}

export class SaveRequest {
  /** The revision that this content was made from. */
  @IsInt()
  @Min(1)
  revision!: number;

  /** The manifest's fields of the same names; each may be missing until the draft is sealed. */
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: true })
  content!: Record<string, unknown>;
}

export class SealRequest {
  /** The revision that the organizer saw. */
  @IsInt()
  @Min(1)
  revision!: number;

  /** Must be true where no release is possible without every single organizer. */
  @IsOptional()
  @IsBoolean()
  allMustAgree?: boolean;
}

export class Sealed {
  /** The canonical manifest, base64url: what every organizer checks and signs. */
  manifest!: string;
}

export class OpeningRequest {
  /** Ed25519 over the opening document by the organizer's signing key, 64 bytes, base64url. */
  @IsString()
  @MaxLength(86)
  signature!: string;
}

export class Opened {
  /** `open` once every organizer has signed and the issuer has countersigned. */
  state!: 'sealed' | 'open';
  /** The letter's id, once it is open. */
  letter?: string;
}

export class OrganizerView {
  label!: string;
  /** Base64url. */
  signingKey!: string;
  /** Base64url. */
  sealingKey!: string;
}

export class Draft {
  draft!: string;
  state!: 'draft' | 'sealed' | 'open';
  revision!: number;
  /** The manifest's fields of the same names, as far as they are written. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content!: object;
  organizers!: OrganizerView[];
  /** The canonical manifest in base64url, once sealed. */
  manifest!: string | null;
  /** By organizers who have signed, in the manifest's order. */
  openings!: KeySignature[];
  /** The letter's id, once open. */
  letter!: string | null;
  /** When the draft is deleted. */
  expires!: string;
}
