// The signers' routes: post a statement, ask for the latest one. protocol.md#signing
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LatestService } from './latest.service.js';
import { LatestRequest, LatestResponse, ReceiptResponse, SignatureRequest } from './signatures.dto.js';
import { SignaturesService } from './signatures.service.js';

@ApiTags('signatures')
@Controller('letters/:id/signatures')
export class SignaturesController {
  constructor(
    private readonly signatures: SignaturesService,
    private readonly latestOnes: LatestService,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Sign, change or withdraw; the receipt comes once it is recorded for good' })
  @ApiAcceptedResponse({ type: ReceiptResponse })
  async post(@Param('id') id: string, @Body() request: SignatureRequest): Promise<ReceiptResponse> {
    return this.signatures.post(id, request);
  }

  @Post('latest')
  @HttpCode(200)
  @ApiOperation({ summary: 'The highest sequence that stands under a key, for whoever holds it' })
  @ApiOkResponse({ type: LatestResponse })
  async latest(@Param('id') id: string, @Body() request: LatestRequest): Promise<LatestResponse> {
    return { sequence: await this.latestOnes.latest(id, request) };
  }
}
