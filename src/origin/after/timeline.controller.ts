// The routes of what happened after a release. protocol.md#editions
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import { EntryAnswer, TimelineRequest, TimelineView } from './timeline.dto.js';
import { TimelineService } from './timeline.service.js';

@ApiTags('after release')
@Controller('letters/:id/timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get()
  @ApiOperation({ summary: 'What happened after the release, as the organizers tell it' })
  async read(@Param('id') id: string): Promise<TimelineView> {
    return this.timeline.read(id);
  }

  @Post()
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Add an entry or a link of supporters; one organizer is enough' })
  async add(
    @Param('id') id: string,
    @Organizer() organizer: string,
    @Body() request: TimelineRequest,
  ): Promise<EntryAnswer> {
    return { entry: await this.timeline.add(id, organizer, request) };
  }

  @Post(':entry/removal')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Remove an entry, whoever of the organizers added it' })
  async remove(
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Organizer() organizer: string,
  ): Promise<EntryAnswer> {
    await this.timeline.remove(id, organizer, entry);
    return { entry };
  }
}
