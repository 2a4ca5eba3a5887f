// `POST /attestations/organizations`: a code for an organization's mailbox, once the work is done. protocol.md#organizations
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyOrigin } from '../../common/any-origin.js';
import { AttestationResponseDto } from './attestation.dto.js';
import { OrganizationAttestationDto } from './organizations.dto.js';
import { OrganizationsService } from './organizations.service.js';
import { WorkService } from './work.service.js';

@ApiTags('issuer')
@Controller('attestations/organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly work: WorkService,
  ) {}

  /** Mails a code to an organization's mailbox. Its domain is told to the origin with the code, its address to nobody. */
  @Post()
  @HttpCode(202)
  @AnyOrigin()
  async ask(@Body() { letter, address, work }: OrganizationAttestationDto): Promise<AttestationResponseDto> {
    await this.work.spend(letter, work);
    return { challenge: await this.organizations.ask(letter, address) };
  }
}
