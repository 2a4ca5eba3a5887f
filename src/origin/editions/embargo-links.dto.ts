// Private links to an edition under embargo, as organizers make and see them. protocol.md#embargo-links
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

export class LinkRequest {
  /** The edition's digest, base64url. */
  @Matches(/^[A-Za-z0-9_-]{43}$/, { message: '$property must be an edition’s address of 43 characters' })
  edition!: string;

  /** Whom it is for, as the organizers will know it: one line, at most 100 bytes. */
  @IsString()
  @MaxLength(100)
  label!: string;
}

export class LinkMade {
  /** How organizers name it. */
  link!: string;

  /** What lets its holder read: told this once. */
  token!: string;
}

export class LinkRevoked {
  link!: string;
}

export class LinkView {
  link!: string;
  edition!: string;
  label!: string;
  revoked!: boolean;
}

/** A published edition that isn't for everybody to see yet. */
export class EmbargoedEdition {
  /** Its digest, base64url. */
  edition!: string;
  embargo!: string;
}

export class LinksResponse {
  /** The editions under embargo, oldest first. */
  editions!: EmbargoedEdition[];
  @ApiProperty({ type: [LinkView] })
  links!: LinkView[];
}
