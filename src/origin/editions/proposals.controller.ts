// The organizers' routes from a proposal to an edition. protocol.md#editions
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import {
  EditionRequest,
  ProposalsView,
  ProposalView,
  PublishedResponse,
  RecordsResponse,
  SharesRequest,
  SharesResponse,
  SnapshotAskedResponse,
} from './proposals.dto.js';
import { ProposalsService } from './proposals.service.js';
import { PublishingService } from './publishing.service.js';

@ApiTags('editions')
@ApiBearerAuth()
@UseGuards(SessionGuard)
@Controller('letters/:id/proposals')
export class ProposalsController {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly publishing: PublishingService,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a snapshot at the next epoch end; after the close, for the last one' })
  @ApiAcceptedResponse({ type: SnapshotAskedResponse })
  async propose(@Param('id') id: string, @Organizer() organizer: string): Promise<SnapshotAskedResponse> {
    return this.proposals.propose(id, organizer);
  }

  @Get()
  @ApiOperation({ summary: 'What is under way' })
  @ApiOkResponse({ type: ProposalsView })
  async list(@Param('id') id: string, @Organizer() organizer: string): Promise<ProposalsView> {
    return this.proposals.list(id, organizer);
  }

  @Get(':proposal')
  @ApiOperation({ summary: 'A proposal, who signed it, and its editions so far' })
  @ApiOkResponse({ type: ProposalView })
  async get(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
  ): Promise<ProposalView> {
    return this.proposals.get(id, organizer, proposal);
  }

  @Get(':proposal/records')
  @ApiOperation({ summary: 'The records of a proposal, to be checked before signing it' })
  @ApiOkResponse({ type: RecordsResponse })
  async records(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
  ): Promise<RecordsResponse> {
    return { records: await this.proposals.records(id, organizer, proposal) };
  }

  @Post(':proposal/shares')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign a proposal, with the shares of its named set' })
  @ApiOkResponse({ type: SharesResponse })
  async approve(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
    @Body() request: SharesRequest,
  ): Promise<SharesResponse> {
    return this.proposals.approve(id, organizer, proposal, request.signature);
  }

  @Post(':proposal/editions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve an edition; it is published once enough organizers approved the same bytes',
  })
  @ApiOkResponse({ type: PublishedResponse })
  async publish(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
    @Body() request: EditionRequest,
  ): Promise<PublishedResponse> {
    return { published: await this.publishing.approve(id, organizer, proposal, request) };
  }
}
