// `POST /attestations`: always 202, always as many bytes. protocol.md#asking
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AttestationRequestDto, AttestationResponseDto } from './attestation.dto.js';
import { AttestationService } from './attestation.service.js';

@ApiTags('issuer')
@Controller('attestations')
export class AttestationController {
  constructor(private readonly attestations: AttestationService) {}

  /** Mails a code, if this is a mailbox of the letter; the answer is the same if it isn't, or was mailed to too often. */
  @Post()
  @HttpCode(202)
  async ask(@Body() request: AttestationRequestDto): Promise<AttestationResponseDto> {
    return { challenge: await this.attestations.ask(request) };
  }
}
