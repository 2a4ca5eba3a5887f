// `GET /attestations/work` and `POST /attestations`: always 202, always as many bytes, once the work is done. protocol.md#asking
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyOrigin } from '../../common/any-origin.js';
import { AttestationRequestDto, AttestationResponseDto } from './attestation.dto.js';
import { AttestationService } from './attestation.service.js';
import { WorkDemandDto, WorkQueryDto } from './work.dto.js';
import { WorkService } from './work.service.js';

@ApiTags('issuer')
@Controller('attestations')
export class AttestationController {
  constructor(
    private readonly attestations: AttestationService,
    private readonly work: WorkService,
  ) {}

  /** The work to be done before a code is mailed: the same for everybody, whether there is such a letter or not. */
  @Get('work')
  @AnyOrigin()
  async demand(@Query() { letter }: WorkQueryDto): Promise<WorkDemandDto> {
    return this.work.demand(letter);
  }

  /** Mails a code for work that is good, if this is a mailbox of the letter; to everybody else the same answer, and no mail. */
  @Post()
  @HttpCode(202)
  @AnyOrigin()
  async ask(@Body() request: AttestationRequestDto): Promise<AttestationResponseDto> {
    await this.work.spend(request.letter, request.work);
    return { challenge: await this.attestations.ask(request) };
  }
}
