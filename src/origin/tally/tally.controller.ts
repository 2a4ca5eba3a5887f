// What may be known of a letter's count, by everybody alike. protocol.md#disclosure
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LettersService } from '../letters/letters.service.js';
import { TallyResponse } from './tally.dto.js';
import { TallyService } from './tally.service.js';

@ApiTags('letters')
@Controller('letters/:id/tally')
export class TallyController {
  constructor(
    private readonly letters: LettersService,
    private readonly tally: TallyService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Collecting; or, once the threshold is announced, the count as it may be shown' })
  @ApiOkResponse({ type: TallyResponse })
  async get(@Param('id') id: string): Promise<TallyResponse> {
    const { state } = await this.letters.get(id);
    const disclosed = await this.tally.disclosed(id);
    return disclosed.tally === 'collecting'
      ? { state, tally: 'collecting' }
      : { state, tally: 'reached', count: disclosed.count };
  }
}
