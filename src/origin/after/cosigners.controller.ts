// The routes of organizations that co-sign in public. protocol.md#organizations
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import {
  AcceptanceRequest,
  CosignAnswer,
  CosignerAnswer,
  CosignerEntries,
  CosignersView,
  CosignRequest,
} from './cosigners.dto.js';
import { CosignersService } from './cosigners.service.js';
import { CosigningService } from './cosigning.service.js';

@ApiTags('after release')
@Controller('letters/:id/cosigners')
export class CosignersController {
  constructor(
    private readonly cosigners: CosignersService,
    private readonly cosigning: CosigningService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The organizations that co-sign, counted from this list' })
  async accepted(@Param('id') id: string): Promise<CosignersView> {
    return this.cosigners.accepted(id);
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Ask to co-sign for an organization, with the code that came to a mailbox of its domain',
  })
  async ask(@Param('id') id: string, @Body() request: CosignRequest): Promise<CosignAnswer> {
    return this.cosigning.ask(id, request);
  }

  @Get('entries')
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'All entries, for organizers: those that wait among them' })
  async all(@Param('id') id: string, @Organizer() organizer: string): Promise<CosignerEntries> {
    return { entries: await this.cosigners.all(id, organizer) };
  }

  @Post('entries/:entry/acceptance')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Show an organization to everybody, as the organizer saw it' })
  async accept(
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Organizer() organizer: string,
    @Body() seen: AcceptanceRequest,
  ): Promise<CosignerAnswer> {
    await this.cosigners.accept(id, organizer, entry, seen);
    return { entry };
  }

  @Post('entries/:entry/removal')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Remove an organization, waiting or shown' })
  async remove(
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Organizer() organizer: string,
  ): Promise<CosignerAnswer> {
    await this.cosigners.remove(id, organizer, entry);
    return { entry };
  }
}
