// Drafting, joining, sealing and signing, for organizers only. protocol.md#opening
import { Body, Controller, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { isPublicMailProvider } from '../../common/public-providers.js';
import { toBase64url } from '../../protocol/codec.js';
import { toTime } from '../../protocol/shape.js';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import type { DraftEntity } from './draft.entity.js';
import {
  Draft,
  Invite,
  JoinRequest,
  MailDomains,
  MailDomainsRequest,
  Opened,
  OpeningRequest,
  Revision,
  SaveRequest,
  Sealed,
  SealRequest,
  Started,
  StartRequest,
} from './drafts.dto.js';
import { DraftsService } from './drafts.service.js';
import { OpeningService } from './opening.service.js';
import { SealingService } from './sealing.service.js';

@ApiTags('drafts')
@ApiBearerAuth()
@UseGuards(SessionGuard)
@Controller('letters')
export class DraftsController {
  constructor(
    private readonly drafts: DraftsService,
    private readonly sealing: SealingService,
    private readonly opening: OpeningService,
  ) {}

  /** Starts a draft with its first organizer; in production with an invitation code, unless anyone may start one. */
  @Post()
  async start(@Organizer() key: string, @Body() request: StartRequest): Promise<Started> {
    return this.drafts.start(key, request);
  }

  /** Joins a draft by its invite, until it is sealed. */
  @Post('drafts/:draft/organizers')
  async join(
    @Param('draft') draft: string,
    @Organizer() key: string,
    @Body() request: JoinRequest,
  ): Promise<Revision> {
    return this.drafts.join(draft, key, request);
  }

  /** Takes an organizer out until the draft is sealed: anybody herself, whoever started it the others. */
  @Post('drafts/:draft/organizers/:organizer/removal')
  @HttpCode(200)
  async remove(
    @Param('draft') draft: string,
    @Param('organizer') organizer: string,
    @Organizer() key: string,
  ): Promise<Revision> {
    return this.drafts.remove(draft, key, organizer);
  }

  /** Makes a new invite; the one before it lets nobody in any more. */
  @Post('drafts/:draft/invite')
  @HttpCode(200)
  async invite(@Param('draft') draft: string, @Organizer() key: string): Promise<Invite> {
    return this.drafts.invite(draft, key);
  }

  /** Which of these domains are public mail providers’. */
  @Post('mail-domains')
  @HttpCode(200)
  mailDomains(@Body() { domains }: MailDomainsRequest): MailDomains {
    return { public: domains.filter((domain) => isPublicMailProvider(domain)) };
  }

  /** The draft, for its organizers. */
  @Get('drafts/:draft')
  async read(@Param('draft') draft: string, @Organizer() key: string): Promise<Draft> {
    return view(await this.drafts.read(draft, key));
  }

  /** Saves the content; 409 if another organizer saved, joined or sealed first. */
  @Put('drafts/:draft')
  async save(
    @Param('draft') draft: string,
    @Organizer() key: string,
    @Body() request: SaveRequest,
  ): Promise<Revision> {
    return this.drafts.save(draft, key, request);
  }

  /** Makes the keys and the manifest; no edit from here. The same revision again gets the same manifest. */
  @Post('drafts/:draft/seal')
  @HttpCode(200)
  async seal(
    @Param('draft') draft: string,
    @Organizer() key: string,
    @Body() request: SealRequest,
  ): Promise<Sealed> {
    return { manifest: toBase64url(await this.sealing.seal(draft, key, request)) };
  }

  /** Takes an organizer's signature; with the last one the letter opens. */
  @Post('drafts/:draft/openings')
  @HttpCode(200)
  async sign(
    @Param('draft') draft: string,
    @Organizer() key: string,
    @Body() request: OpeningRequest,
  ): Promise<Opened> {
    return this.opening.sign(draft, key, request.signature);
  }
}

function view(row: DraftEntity): Draft {
  const { draft, revision, content, organizers, manifest, openings, letter, expires } = row;
  return {
    draft,
    state: letter !== null ? 'open' : manifest !== null ? 'sealed' : 'draft',
    revision,
    content,
    organizers,
    manifest: manifest === null ? null : toBase64url(manifest),
    openings,
    letter,
    expires: toTime(expires),
  };
}
