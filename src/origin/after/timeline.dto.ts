// What is told of a letter after its release, as it is read and added. protocol.md#editions
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { ENTRY_KINDS, type EntryKind } from '../../protocol/timeline.js';

export class TimelineRequest {
  /** `support` is a link of supporters and needs its link; the others stand in the timeline. */
  @IsIn(ENTRY_KINDS)
  @ApiProperty({ enum: ENTRY_KINDS })
  kind!: EntryKind;

  /** The day that it is about: `2018-07-02`. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'day must be a day such as 2018-07-02' })
  day!: string;

  /** One line, at most 500 characters. It is shown as it is typed. */
  @IsString()
  @MaxLength(500)
  text!: string;

  /** https only. */
  @ValidateIf((request: TimelineRequest) => request.link !== undefined)
  @IsString()
  @MaxLength(500)
  link?: string;
}

export class TimelineEntry {
  /** 16 bytes, base64url. */
  entry!: string;
  @ApiProperty({ enum: ENTRY_KINDS })
  kind!: EntryKind;
  /** `2018-07-02` */
  day!: string;
  text!: string;
  @ApiProperty({ type: String, nullable: true })
  link!: string | null;
}

export class TimelineView {
  /** Whether the letter is released and no entry says that it was answered. */
  noAnswerYet!: boolean;
  /** By day, the oldest first. */
  @ApiProperty({ type: [TimelineEntry] })
  entries!: TimelineEntry[];
  /** Links of supporters. */
  @ApiProperty({ type: [TimelineEntry] })
  support!: TimelineEntry[];
}

export class EntryAnswer {
  /** 16 bytes, base64url. */
  entry!: string;
}
