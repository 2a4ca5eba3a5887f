// The first page where letters are: what this is, in a minute, and what was released.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../common/config.js';
import { ReleasedLettersService } from '../../../origin/editions/released-letters.service.js';
import { PageCache } from '../page-cache.js';
import { Pages, send } from '../pages.service.js';
import { HomePage } from './home-page.js';

/** Released letters that are listed; the others are found by their links. */
const LISTED = 30;

@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly released: ReleasedLettersService,
    private readonly config: Config,
  ) {}

  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = this.pages.view(request);
    const drawn = await this.cache.get(`home/${view.locale.tag}`, async () =>
      this.pages.draw(view, {
        title: view.say('site.name'),
        description: view.say('home.lead'),
        content: (
          <HomePage
            released={await this.released.newest(LISTED)}
            byInvitation={!this.config.anyoneMayStart}
            api={this.config.production ? '/api/openapi.json' : '/api'}
          />
        ),
        kind: 'public',
      }),
    );
    send(request, reply, drawn);
  }
}
