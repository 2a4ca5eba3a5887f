// The organizers' routes from a proposal to an edition. protocol.md#editions
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import { EitherOrError } from './editions.errors.js';
import {
  DraftEdition,
  EditionRequest,
  NamesResponse,
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
import { ReviewService } from './review.service.js';
import { SharesService } from './shares.service.js';

@ApiTags('editions')
@ApiBearerAuth()
@UseGuards(SessionGuard)
@Controller('letters/:id/proposals')
export class ProposalsController {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly review: ReviewService,
    private readonly shares: SharesService,
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
    return this.review.get(id, organizer, proposal);
  }

  @Get(':proposal/records')
  @ApiOperation({
    summary: 'The records of a proposal and the choices of whom it names, to be checked before signing it',
  })
  @ApiOkResponse({ type: RecordsResponse })
  async records(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
  ): Promise<RecordsResponse> {
    return this.review.records(id, organizer, proposal);
  }

  @Post(':proposal/shares')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Sign a proposal, with the shares of whom it names; or report shares that contradict their choice',
  })
  @ApiOkResponse({ type: SharesResponse })
  async approve(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
    @Body() request: SharesRequest,
  ): Promise<SharesResponse> {
    const { signature, shares, reports = [] } = request;
    if (signature !== undefined && reports.length === 0) {
      return this.shares.approve(id, organizer, proposal, { signature, shares });
    }
    if (signature !== undefined || shares.length > 0 || reports.length === 0) throw new EitherOrError();
    return this.shares.report(id, organizer, proposal, reports);
  }

  @Get(':proposal/names')
  @ApiOperation({
    summary: 'What opens the names, once enough organizers signed the proposal; and the roles',
  })
  @ApiOkResponse({ type: NamesResponse })
  async names(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Organizer() organizer: string,
  ): Promise<NamesResponse> {
    return this.review.names(id, organizer, proposal);
  }

  @Get(':proposal/editions/:edition')
  @ApiOperation({ summary: 'An edition that somebody approved, by its digest, until it is published' })
  @ApiOkResponse({ type: DraftEdition })
  async draft(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Param('edition') edition: string,
    @Organizer() organizer: string,
  ): Promise<DraftEdition> {
    return this.review.draft(id, organizer, proposal, edition);
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
