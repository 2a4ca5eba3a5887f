// The letter as everybody sees it, and what its organizers decide about it. protocol.md#states
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { toBase64url } from '../../protocol/codec.js';
import { Organizer, SessionGuard } from '../organizers/session.guard.js';
import { ActionAnswer, ActionRequest, ActionsView } from './actions.dto.js';
import { ActionsService } from './actions.service.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';
import { PublicLetter } from './letters.dto.js';
import { LettersService } from './letters.service.js';

@ApiTags('letters')
@Controller('letters')
export class LettersController {
  constructor(
    private readonly letters: LettersService,
    private readonly lifecycle: LetterLifecycleService,
    private readonly actions: ActionsService,
  ) {}

  /** Manifest, signatures and state. */
  @Get(':id')
  async read(@Param('id') id: string): Promise<PublicLetter> {
    const { digest, state, manifestBytes, openings, countersignings } = await this.letters.get(id);
    return {
      letter: id,
      digest: toBase64url(digest),
      state,
      manifest: toBase64url(manifestBytes),
      openings: [...openings],
      countersignings: [...countersignings],
      editions: await this.lifecycle.editions(id),
    };
  }

  /** What organizers want to do together and too few agreed to yet: for them alone. */
  @Get(':id/actions')
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  async acting(@Param('id') id: string, @Organizer() key: string): Promise<ActionsView> {
    return this.actions.list(id, key);
  }

  /** Closes early, cancels, or calls final, once enough organizers have signed the same. */
  @Post(':id/actions')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @ApiBearerAuth()
  async act(
    @Param('id') id: string,
    @Organizer() key: string,
    @Body() request: ActionRequest,
  ): Promise<ActionAnswer> {
    return this.actions.agree(id, key, request);
  }
}
