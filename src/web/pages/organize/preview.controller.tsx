// What a draft's letter will look like: the letter's own page, drawn of what is written so far. The frame that shows it is a
// page of its own, which may be framed by this site alone and runs no script.
import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayMaxSize, IsInt, IsObject, IsString, Max, MaxLength, Min } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../../common/clock.js';
import { Config } from '../../../common/config.js';
import { Organizer, SessionGuard } from '../../../origin/organizers/session.guard.js';
import { LetterPage } from '../letter/letter-page.js';
import { Pages, send } from '../pages.service.js';
import { PreviewBudget } from './preview-budget.js';
import { previewFacts } from './preview-facts.js';

class PreviewRequest {
  /** As a draft's: whatever is no field of a manifest, or not as one must be, is left out. */
  @IsObject()
  content!: Record<string, unknown>;

  @IsString({ each: true })
  @MaxLength(60, { each: true })
  @ArrayMaxSize(12)
  organizers!: string[];

  /** 0 for the letter, from 1 on for a translation. */
  @IsInt()
  @Min(0)
  @Max(20)
  text!: number;
}

@ApiExcludeController()
@Controller('organize/preview')
export class PreviewController {
  constructor(
    private readonly pages: Pages,
    private readonly budget: PreviewBudget,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  async frame(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { say } = this.pages.view(request);
    await this.pages.answer(request, reply, {
      title: say('organize.previewTitle'),
      content: <p class="page">{say('organize.previewWaits')}</p>,
      kind: 'personal',
      framed: true,
    });
  }

  /** The page, for a script that puts its `main` into the frame. */
  @Post()
  @HttpCode(200)
  @UseGuards(SessionGuard)
  async draw(
    @Organizer() key: string,
    @Body() { content, organizers, text }: PreviewRequest,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = this.pages.view(request);
    const missing = { title: view.say('organize.noTitle'), addressee: view.say('organize.noAddressee') };
    const drawn = await this.budget.spend(key, async () => {
      const facts = previewFacts(content, {
        organizers,
        missing,
        origin: this.config.publicUrl,
        issuer: this.config.issuerName,
        now: this.clock.now(),
      });
      const shown = facts.manifest.translations[text - 1] ?? facts.manifest.letter;
      return this.pages.draw(view, {
        title: view.say('organize.previewTitle'),
        content: <LetterPage facts={facts} text={shown} />,
        kind: 'personal',
      });
    });
    send(request, reply, drawn);
  }
}
