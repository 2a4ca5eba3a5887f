// The organizers' routes to private links. protocol.md#embargo-links
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import { LinkMade, LinkRequest, LinkRevoked, LinksResponse } from './embargo-links.dto.js';
import { EmbargoLinksService } from './embargo-links.service.js';

@ApiTags('editions')
@ApiBearerAuth()
@UseGuards(SessionGuard)
@Controller('letters/:id/embargo-links')
export class EmbargoLinksController {
  constructor(private readonly links: EmbargoLinksService) {}

  @Post()
  @ApiOperation({ summary: 'Make a private link to an edition under embargo; its token is told this once' })
  @ApiCreatedResponse({ type: LinkMade })
  async make(
    @Param('id') id: string,
    @Organizer() organizer: string,
    @Body() request: LinkRequest,
  ): Promise<LinkMade> {
    return this.links.make(id, organizer, request);
  }

  @Get()
  @ApiOperation({
    summary: 'The editions under embargo, and the private links to them, without their tokens',
  })
  @ApiOkResponse({ type: LinksResponse })
  async list(@Param('id') id: string, @Organizer() organizer: string): Promise<LinksResponse> {
    return this.links.list(id, organizer);
  }

  @Post(':link/revocation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Revoke a link: from now on it shows nothing before the embargo is over' })
  @ApiOkResponse({ type: LinkRevoked })
  async revoke(
    @Param('id') id: string,
    @Param('link') link: string,
    @Organizer() organizer: string,
  ): Promise<LinkRevoked> {
    await this.links.revoke(id, organizer, link);
    return { link };
  }
}
