// What organizers send and see on the way to an edition. Keys, digests, signatures and documents in unpadded base64url.
// protocol.md#editions
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { BundleRecord } from '../../protocol/record.js';
import { PublishedRole } from './editions.dto.js';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** More can't be in a letter. */
const MOST_NAMED = 262_144;
const FORM = { message: '$property must be bytes in unpadded base64url' };

export class SnapshotAskedResponse {
  /** The epoch end at which the snapshot is, or was, taken. */
  @ApiProperty()
  snapshotAt!: string;
}

export class ListedProposal {
  /** SHA-256 of the proposal: its address. */
  @ApiProperty()
  proposal!: string;

  @ApiProperty()
  epoch!: number;

  /** When it dies unless it is published. */
  @ApiProperty()
  dies!: string;

  /** The signing keys of those who signed it. */
  @ApiProperty({ type: [String] })
  approvedBy!: string[];
}

export class ProposalsView {
  /** The epoch end at which the snapshot that was asked for will be taken. */
  @ApiProperty({ type: String, nullable: true })
  snapshotAt!: string | null;

  /** Whether the last one couldn't be taken: fewer than the threshold could be shown. */
  @ApiProperty()
  noSnapshot!: boolean;

  /** Those that can be signed: at most one. */
  @ApiProperty({ type: [ListedProposal] })
  proposals!: ListedProposal[];
}

export class DraftView {
  /** SHA-256 of the edition. */
  @ApiProperty()
  digest!: string;

  @ApiProperty({ type: [String] })
  approvedBy!: string[];
}

export class DraftEdition {
  /** The edition's canonical bytes. */
  @ApiProperty()
  edition!: string;
}

export class ProposalView {
  /** The proposal's canonical bytes. */
  @ApiProperty()
  proposal!: string;

  @ApiProperty({ type: String, nullable: true })
  dies!: string | null;

  @ApiProperty({ type: [String] })
  approvedBy!: string[];

  /** Editions of it that somebody signed, none of them published. */
  @ApiProperty({ type: [DraftView] })
  editions!: DraftView[];

  /** The digest of the edition that was published of it. */
  @ApiProperty({ type: String, nullable: true })
  published!: string | null;
}

export class NamedView {
  @ApiProperty()
  nullifier!: string;

  /** By name only if at least so many are. */
  @ApiProperty()
  condition!: number;

  /** The sealed choice. */
  @ApiProperty()
  choice!: string;
}

export class RecordsResponse {
  /** As a bundle holds them, in the order of their nullifiers. */
  @ApiProperty({ type: [Object] })
  records!: BundleRecord[];

  /** Whom the proposal names, in the order of their nullifiers. */
  @ApiProperty({ type: [NamedView] })
  named!: NamedView[];
}

export class NullifierShare {
  @Matches(BASE64URL, FORM)
  @MaxLength(43)
  @ApiProperty()
  nullifier!: string;

  /** 33 bytes. */
  @Matches(BASE64URL, FORM)
  @MaxLength(44)
  @ApiProperty()
  share!: string;
}

export class SharesRequest {
  /** Over the proposal's canonical bytes: 64 bytes. Not where shares are reported. */
  @IsOptional()
  @Matches(BASE64URL, FORM)
  @MaxLength(86)
  @ApiProperty({ required: false })
  signature?: string;

  /** One of everybody whom the proposal names; none where shares are reported. */
  @IsArray()
  @ArrayMaxSize(MOST_NAMED)
  @ValidateNested({ each: true })
  @Type(() => NullifierShare)
  @ApiProperty({ type: [NullifierShare] })
  shares!: NullifierShare[];

  /** Nullifiers of those whose share doesn't open, misses its hash, or carries another condition. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_NAMED)
  @Matches(BASE64URL, { ...FORM, each: true })
  @MaxLength(43, { each: true })
  @ApiProperty({ type: [String], required: false })
  reports?: string[];
}

export class SharesResponse {
  /** The proposal that can be signed now: after a report another one. */
  @ApiProperty()
  proposal!: string;

  /** Who has signed it. */
  @ApiProperty({ type: [String] })
  approvedBy!: string[];
}

export class PostedShareView {
  /** The organizer's index in the manifest. */
  @ApiProperty()
  index!: number;

  @ApiProperty()
  share!: string;
}

export class NameToOpen {
  @ApiProperty()
  nullifier!: string;

  /** 32 bytes each, of the opened choice. */
  @ApiProperty()
  serverShare!: string;

  @ApiProperty()
  commitment!: string;

  @ApiProperty({ type: String, nullable: true })
  role!: string | null;

  /** As many as it takes. */
  @ApiProperty({ type: [PostedShareView] })
  shares!: PostedShareView[];

  /** Whether she has said something that ranks higher since the snapshot: then she isn't named. */
  @ApiProperty()
  changed!: boolean;
}

export class NamesResponse {
  /** Of everybody whom the proposal names, in the order of their nullifiers. */
  @ApiProperty({ type: [NameToOpen] })
  names!: NameToOpen[];

  /** The table that an edition may carry; empty where it would tell too much beside the one published before. */
  @ApiProperty({ type: [PublishedRole] })
  roles!: PublishedRole[];
}

export class EditionRequest {
  /** The canonical bytes of an `undersigned/edition/v1`. */
  @Matches(BASE64URL, FORM)
  @MaxLength(8_000_000)
  @ApiProperty()
  edition!: string;

  /** Over the edition's bytes: 64 bytes. */
  @Matches(BASE64URL, FORM)
  @MaxLength(86)
  @ApiProperty()
  signature!: string;
}

export class PublishedResponse {
  /** The edition's digest, its address for ever; null while too few organizers approved the same bytes. */
  @ApiProperty({ type: String, nullable: true })
  published!: string | null;
}
