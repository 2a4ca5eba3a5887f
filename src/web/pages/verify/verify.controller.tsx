// Checking a bundle in the browser, and the same as a file to keep.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Assets } from '../assets.js';
import { PageCache } from '../page-cache.js';
import { Pages, send } from '../pages.service.js';
import { headersOf } from '../policy.js';
import { VerifyPage } from './verify-page.js';

@ApiExcludeController()
@Controller('verify')
export class VerifyController {
  constructor(
    private readonly pages: Pages,
    private readonly cache: PageCache,
    private readonly assets: Assets,
  ) {}

  /** `?letter=ID`: which letter's file will be checked. Only the page's own script reads it. */
  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = this.pages.view(request);
    const drawn = await this.cache.get(`verify/${view.locale.tag}`, async () =>
      this.pages.draw(view, {
        title: view.say('verify.title'),
        description: view.say('verify.lead'),
        content: <VerifyPage file={this.assets.verifier()} />,
        kind: 'public',
        island: 'verify',
        worker: true,
        offline: true,
      }),
    );
    send(request, reply, drawn);
  }

  @Get('undersigned-verify.html')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const file = this.assets.verifier();
    const headers = {
      ...headersOf('public'),
      // Saved, and never drawn as a page of this site.
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${file.name}"`,
    };
    send(request, reply, { status: 200, body: await file.body(), headers });
  }
}
