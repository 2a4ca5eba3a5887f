// What organizers send and see on the way to an edition. Keys, digests, signatures and documents in unpadded base64url.
// protocol.md#editions
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, Matches, MaxLength } from 'class-validator';
import type { BundleRecord } from '../../protocol/record.js';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
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

  /** The edition's canonical bytes. */
  @ApiProperty()
  edition!: string;

  @ApiProperty({ type: [String] })
  approvedBy!: string[];
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

export class RecordsResponse {
  /** As a bundle holds them, in the order of their nullifiers. */
  @ApiProperty({ type: [Object] })
  records!: BundleRecord[];
}

export class SharesRequest {
  /** Over the proposal's canonical bytes: 64 bytes. */
  @Matches(BASE64URL, FORM)
  @MaxLength(86)
  @ApiProperty()
  signature!: string;

  /** One for each record of the named set; the set is empty. */
  @IsArray()
  @ArrayMaxSize(0)
  @ApiProperty({ type: [String], maxItems: 0 })
  shares!: string[];
}

export class SharesResponse {
  @ApiProperty({ type: [String] })
  approvedBy!: string[];
}

export class EditionRequest {
  /** The canonical bytes of an `undersigned/edition/v1`. */
  @Matches(BASE64URL, FORM)
  @MaxLength(1_000_000)
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
