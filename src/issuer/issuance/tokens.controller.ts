// `POST /tokens`: challenge, code and blinded message for a blind signature and a certificate. protocol.md#issuing
import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyOrigin } from '../../common/any-origin.js';
import { AttestationGuard, ShownMailbox, TokenRequestDto } from '../attestation/attestation.guard.js';
import type { Attested } from '../attestation/code-check.service.js';
import { IssuanceService } from './issuance.service.js';
import { TokenResponseDto } from './tokens.dto.js';

@ApiTags('issuer')
@Controller('tokens')
export class TokensController {
  constructor(private readonly issuance: IssuanceService) {}

  /** One token for a mailbox and letter: the same request gets the same answer, another one is refused. */
  @Post()
  @HttpCode(200)
  @AnyOrigin()
  @UseGuards(AttestationGuard)
  async issue(
    @ShownMailbox() mailbox: Attested,
    @Body() request: TokenRequestDto,
  ): Promise<TokenResponseDto> {
    return this.issuance.issue(mailbox, request);
  }
}
