// What everybody is told of a letter's count. protocol.md#disclosure
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Letter } from '../letters/letters.service.js';

export class TallyResponse {
  @ApiProperty({ enum: ['open', 'closed', 'lapsed', 'cancelled'] })
  state!: Letter['state'];

  @ApiProperty({ enum: ['collecting', 'reached'] })
  tally!: 'collecting' | 'reached';

  /** As it may be shown; missing before the announcement. */
  @ApiPropertyOptional()
  count?: number;
}
