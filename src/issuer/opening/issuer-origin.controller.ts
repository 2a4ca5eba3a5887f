// The origin's questions over HTTP; only where issuer and origin are two processes. protocol.md#roles
import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  actionRequest,
  countersignRequest,
  createKeysRequest,
  discardRequest,
  organizationRequest,
  withholdRequest,
  type CountersignResponse,
  type CreateKeysResponse,
  type OrganizationResponse,
} from '../../protocol/issuer-api.js';
import { read } from '../../protocol/shape.js';
import { IssuerOriginService } from './issuer-origin.service.js';
import { OriginGuard } from './origin.guard.js';

@ApiTags('issuer for origin')
@ApiBearerAuth()
@Controller('issuer')
@UseGuards(OriginGuard)
export class IssuerOriginController {
  constructor(private readonly issuer: IssuerOriginService) {}

  /** Makes keys for a draft; asked again, gives the same. */
  @Post('keys')
  @HttpCode(200)
  async createKeys(@Body() body: unknown): Promise<CreateKeysResponse> {
    return this.issuer.createKeys(read(createKeysRequest, body));
  }

  /** Checks a letter that every organizer signed, opens issuance, and countersigns; asked again, gives the same. */
  @Post('countersignings')
  @HttpCode(200)
  async countersign(@Body() body: unknown): Promise<CountersignResponse> {
    return this.issuer.countersign(read(countersignRequest, body));
  }

  /** Ends issuance, if enough organizers signed. */
  @Post('actions')
  @HttpCode(204)
  async act(@Body() body: unknown): Promise<void> {
    await this.issuer.act(read(actionRequest, body));
  }

  /** Destroys the keys of a draft that was never opened. */
  @Post('discards')
  @HttpCode(204)
  async discard(@Body() body: unknown): Promise<void> {
    await this.issuer.discard(read(discardRequest, body));
  }

  /** Rests issuance for a letter that the origin's operator took down, or takes it up again. */
  @Post('withholdings')
  @HttpCode(204)
  async withhold(@Body() body: unknown): Promise<void> {
    await this.issuer.withhold(read(withholdRequest, body));
  }

  /** At which domain an organization showed a mailbox. */
  @Post('organizations')
  @HttpCode(200)
  async organization(@Body() body: unknown): Promise<OrganizationResponse> {
    return this.issuer.organization(read(organizationRequest, body));
  }
}
